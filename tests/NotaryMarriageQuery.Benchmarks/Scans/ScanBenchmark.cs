using System.Diagnostics;
using MarriageRegistry;
using MarriageRegistry.Booklets;
using MarriageRegistry.Checks;
using NotaryMarriageQuery.Benchmarks.Evidence;

namespace NotaryMarriageQuery.Benchmarks.Scans;

/// <summary>How long an answer about one certificate takes among millions of registrations; see README.md of this project.</summary>
internal static class ScanBenchmark
{
    private const double MostMilliseconds = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length != 3 || !int.TryParse(args[1], out var rows) || rows < RegistrationFile.Samples)
        {
            Console.Error.WriteLine("scan ROWS FOLDER");
            return 2;
        }

        var file = await RegistrationFile.OpenAsync(args[2], rows);
        await using var registry = await StartAsync(file.Database);
        Check(registry, file);
        await AskAsync("machine check over HTTP", await MachineAsker.StartAsync(registry), file);
        await AskAsync("scan port, POST over HTTP", await PortAsker.StartAsync(registry), file);
        await registry.StopAsync();
        return 0;
    }

    internal static async Task<WebApplication> StartAsync(string database)
    {
        var registry = RegistryApp.Build(
        [
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Registry=Data Source={database}", "--Demo:Enabled=true", "--Logging:LogLevel:Default=Error",
            "--Logging:LogLevel:Microsoft=Error", "--Scan:PerPersonAndDay=100000000", "--Scan:PerCodeAndHour=100000000", "--Scan:UnknownCodes=100000000",
            "--Scan:IdentityMinutes=600",
        ]);
        await registry.StartAsync();
        return registry;
    }

    private static void Check(WebApplication registry, RegistrationFile file)
    {
        var checker = registry.Services.GetRequiredService<CertificateChecker>();
        var times = new List<double>();
        foreach (var (code, shown) in file.Booklets)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = checker.CheckAsync(code, shown, CancellationToken.None).GetAwaiter().GetResult();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Expect(answer.Outcome == CheckOutcome.Agrees);
        }

        Say("check alone (two reads)", times);
    }

    private static async Task AskAsync(string what, IAsker asker, RegistrationFile file)
    {
        using (asker)
        {
            var times = new List<double>();
            foreach (var (code, shown) in file.Booklets)
            {
                times.Add(await asker.AskAsync(code, shown));
            }

            Say(what, times);
        }
    }

    // The first tenth is compilation and empty caches.
    private static void Say(string what, List<double> all)
    {
        var times = all.Skip(all.Count / 10).ToList();
        Figures.AtMost($"{what}, ms, median", Figures.Median(times), MostMilliseconds,
            $"p99 {Figures.Percentile(times, 0.99):F2}, slowest {times.Max():F2}, first {all[0]:F0}; {times.Count} answers");
    }

    public static void Expect(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException("The answer is not the one that this booklet must get.");
        }
    }
}

/// <summary>One way of asking; the time is from before the request until its answer is read.</summary>
internal interface IAsker : IDisposable
{
    Task<double> AskAsync(BookletCode code, ShownCertificate shown);
}
