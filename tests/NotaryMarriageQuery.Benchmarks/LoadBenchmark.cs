using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.Benchmarks;

/// <summary>Speed of the lookup form and of the whole lookup, cold start, and memory; see README.md beside this file.</summary>
internal static class LoadBenchmark
{
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _measured = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(string[] args)
    {
        var what = args.FirstOrDefault() ?? "all";
        var programs = args.Length > 1 ? Path.GetFullPath(args[1]) : AppContext.BaseDirectory;
        if (what is "all" or "start")
        {
            await ColdStartAsync(programs);
        }

        if (what is "all" or "form" or "lookup" or "memory")
        {
            using var service = await ServiceProcess.StartAsync(programs);
            if (what is "all" or "form")
            {
                await MeasureAsync(service, "lookup form", clients: 16, FormAsync);
            }

            if (what is "all" or "lookup")
            {
                await MeasureAsync(service, "full lookup, 1 client", clients: 1, LookUpAsync);
                await MeasureAsync(service, "full lookup, 16 clients", clients: 16, LookUpAsync);
            }

            if (what is "all" or "memory")
            {
                await MemoryAsync(service, lookups: 50_000);
            }
        }

        return 0;
    }

    private static async Task ColdStartAsync(string programs)
    {
        var times = new List<double>();
        for (var run = 0; run < 5; run++)
        {
            var watch = Stopwatch.StartNew();
            using var service = await ServiceProcess.StartAsync(programs);
            using var client = new HttpClient { BaseAddress = service.Portal };
            (await client.GetAsync("/account/sign-in")).EnsureSuccessStatusCode();
            times.Add(watch.Elapsed.TotalSeconds);
        }

        times.Sort();
        Print($"cold start to first page: median {times[2]:F2} s (min {times[0]:F2}, max {times[^1]:F2}; empty folder, demo data seeded, {times.Count} runs)");
    }

    private static async Task MemoryAsync(ServiceProcess service, int lookups)
    {
        using var session = await Session.StartAsync(service.Portal);
        var left = lookups;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            using var connection = new RawConnection(service.Portal);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await LookUpAsync(connection, session);
            }
        }));
        Print($"resident after {lookups} more lookups: {service.ResidentMB:F0} MB (portal and registry in one process)");
    }

    private static async Task MeasureAsync(ServiceProcess service, string name, int clients, Func<RawConnection, Session, Task> act)
    {
        using var session = await Session.StartAsync(service.Portal);
        await LoadAsync(service, session, clients, act, _warmUp);
        var runs = new List<(double PerSecond, double Cpu, double P50, double P99)>();
        for (var run = 0; run < 3; run++)
        {
            runs.Add(await LoadAsync(service, session, clients, act, _measured));
        }

        var median = runs.OrderBy(r => r.PerSecond).ElementAt(1);
        Print($"{name}: {median.PerSecond:F0}/s, {median.Cpu:F3} ms CPU each, p50 {median.P50:F2} ms, p99 {median.P99:F2} ms"
            + $" (runs {string.Join(", ", runs.Select(r => $"{r.PerSecond:F0}/s {r.Cpu:F3} ms"))})");
    }

    private static async Task<(double PerSecond, double Cpu, double P50, double P99)> LoadAsync(
        ServiceProcess service,
        Session session,
        int clients,
        Func<RawConnection, Session, Task> act,
        TimeSpan duration)
    {
        var cpu = service.Cpu;
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            using var connection = new RawConnection(service.Portal);
            var mine = new List<double>();
            while (watch.Elapsed < duration)
            {
                var start = Stopwatch.GetTimestamp();
                await act(connection, session);
                mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return mine;
        }));
        var seconds = watch.Elapsed.TotalSeconds;
        var used = (service.Cpu - cpu).TotalMilliseconds;
        var all = latencies.SelectMany(l => l).Order().ToList();
        return (all.Count / seconds, used / all.Count, all[all.Count / 2], all[(int)(all.Count * 0.99)]);
    }

    private static async Task FormAsync(RawConnection connection, Session session) => Expect(await connection.SendAsync(session.Form), 200);

    private static async Task LookUpAsync(RawConnection connection, Session session)
    {
        var (status, location) = await connection.SendAsync(session.Post);
        Expect((status, location), 302);
        Expect(await connection.SendAsync(session.Get(location!)), 200);
    }

    private static void Expect((int Status, string? Location) answer, int status)
    {
        if (answer.Status != status)
        {
            throw new InvalidOperationException($"Expected {status}, got {answer.Status}.");
        }
    }

    private static void Print(string line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>A signed-in person and their ready-made requests: the load side must not spend its time on making them.</summary>
    private sealed class Session : IDisposable
    {
        private readonly PortalClient _client;
        private readonly string _head;

        private Session(PortalClient client, Uri portal, string token)
        {
            _client = client;
            var cookies = string.Join("; ", client.Cookies.GetCookies(portal).Select(c => $"{c.Name}={c.Value}"));
            _head = $"Host: {portal.Authority}\r\nCookie: {cookies}\r\n";
            Form = Get("/queries/new");
            var body = string.Join('&', new Dictionary<string, string>
            {
                ["CaseNumber"] = "(2026)示受字第9002号",
                ["Matter"] = "委托公证",
                ["Name"] = "示例三",
                ["IdNumber"] = "339999198503150134",
                ["Ground"] = "PartyConsent",
                ["__RequestVerificationToken"] = token,
            }.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));
            Post = Encoding.ASCII.GetBytes(
                $"POST /queries/new HTTP/1.1\r\n{_head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        }

        public byte[] Form { get; }

        public byte[] Post { get; }

        public static async Task<Session> StartAsync(Uri portal)
        {
            var client = new PortalClient(portal, IPAddress.Loopback, TimeProvider.System);
            await client.SignInAsync("shili-gzc", "测试甲");
            var page = await client.GetAsync("/queries/new");
            return new Session(client, portal, page.Token!);
        }

        public byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\n{_head}\r\n");

        public void Dispose() => _client.Dispose();
    }
}
