using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using NotaryMarriageQuery.Benchmarks.Evidence;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.Benchmarks.Intake;

/// <summary>Parsing and storing uploads of 10,000 cases; see README.md of this project.</summary>
internal static class IntakeBenchmark
{
    private const double ParsedPerSecond = 20_000;
    private const double StoredPerSecond = 3_000;
    private const double MostGrowthInMegabytes = 8;

    public static async Task<int> RunAsync(string[] args)
    {
        var cases = 100_000;
        if (args.Length > 2 || (args.Length == 2 && !int.TryParse(args[1], out cases)) || cases < CaseIntake.MostCases)
        {
            Console.Error.WriteLine("intake [CASES]");
            return 2;
        }

        Parse();
        await StoreAsync(cases / CaseIntake.MostCases);
        return 0;
    }

    private static void Parse()
    {
        var body = Body(0);
        ReadAll(body);
        var watch = Stopwatch.StartNew();
        const int runs = 5;
        for (var run = 0; run < runs; run++)
        {
            ReadAll(body);
        }

        Figures.AtLeast("cases parsed per second", runs * CaseIntake.MostCases / watch.Elapsed.TotalSeconds, ParsedPerSecond, $"{body.Length / 1024} KiB an upload");
    }

    private static void ReadAll(ReadOnlySequence<byte> body)
    {
        CaseRecordReader.Count(body);
        var reader = new CaseRecordReader(body, new DateOnly(2026, 6, 1));
        var records = new List<CaseRecord>();
        while (reader.Read(records, CaseStore.BatchSize))
        {
            if (records.Exists(r => r.Case is null))
            {
                throw new InvalidOperationException("A record of the benchmark was rejected: " + records.First(r => r.Case is null).Reason);
            }

            records.Clear();
        }
    }

    private static async Task StoreAsync(int uploads)
    {
        await using var host = await PortalHost.StartAsync();
        var intake = host.Services.GetRequiredService<CaseIntake>();
        await using var scope = host.Services.CreateAsyncScope();
        var institution = scope.ServiceProvider.GetRequiredService<PortalDbContext>().Institutions.First(i => i.Code == "shili-gzc");
        var caller = new ServerCaller(institution.Id, institution.Code, IPAddress.Loopback);
        var (spent, first, last) = (TimeSpan.Zero, 0L, 0L);
        for (var upload = 0; upload < uploads; upload++)
        {
            var body = Body(upload);
            var watch = Stopwatch.StartNew();
            var receipt = await intake.TakeInAsync(caller, body, CaseIntake.MostCases, new string('0', 64));
            spent += watch.Elapsed;
            if (receipt.Stored != CaseIntake.MostCases)
            {
                throw new InvalidOperationException("Not everything was stored.");
            }

            body = default;
            last = GC.GetTotalMemory(forceFullCollection: true);
            first = upload == Math.Min(1, uploads - 1) ? last : first;
            Figures.Say($"upload {upload + 1}: {watch.Elapsed.TotalSeconds:F1} s, {last / 1048576.0:F1} MB in use");
        }

        Figures.AtLeast("cases stored per second", uploads * CaseIntake.MostCases / spent.TotalSeconds, StoredPerSecond, $"SQLite, two parties a case");
        Figures.AtMost("growth of memory in use, MB", (last - first) / 1048576.0, MostGrowthInMegabytes, $"{uploads} uploads");
    }

    // Numbers of nobody: region 339999, sequences counted up.
    private static ReadOnlySequence<byte> Body(int upload)
    {
        // Through a stream: one big buffer would stay with the thread that made it, and look like growth.
        var stream = new MemoryStream();
        JsonSerializer.Serialize(stream, Upload(upload));
        return new ReadOnlySequence<byte>(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static object Upload(int upload) => new
    {
        cases = Enumerable.Range(0, CaseIntake.MostCases).Select(i => new
        {
            caseNumber = $"(2026)测受字第{(upload * CaseIntake.MostCases) + i}号",
            version = 1,
            matter = "继承权公证",
            status = "open",
            acceptedOn = "2026-01-05",
            certificateNumber = (string?)null,
            parties = new[] { new { name = "测试甲", idNumber = Id(1960, i) }, new { name = "测试乙", idNumber = Id(1980, i) } },
        }),
    };

    private static string Id(int year, int number)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var day = new DateOnly(year, 1, 1).AddDays(number / 900);
        var digits = string.Create(CultureInfo.InvariantCulture, $"339999{day:yyyyMMdd}{(number % 900) + 1:000}");
        return digits + "10X98765432"[digits.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }
}
