using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.Benchmarks.Evidence;

/// <summary>Appending to the evidence beside the same rows put into the same table without any of it; see README.md of this project.</summary>
internal static class AppendBenchmark
{
    private const int Runs = 3;
    private const int Subjects = 100_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = 100_000;
        if (args.Length > 2 || (args.Length == 2 && !int.TryParse(args[1], out rows)) || rows < 100)
        {
            Console.Error.WriteLine("append [ROWS]");
            return 2;
        }

        await MeasureAsync("SQLite", OnSqliteAsync, rows);
        if (Environment.GetEnvironmentVariable("NMQ_TEST_POSTGRES") is { Length: > 0 } || Directory.Exists("/usr/lib/postgresql"))
        {
            await MeasureAsync("PostgreSQL", OnPostgresAsync, rows);
        }

        return 0;
    }

    private static async Task MeasureAsync(string name, Func<bool, Func<EvidenceLog, Task<Speed>>, Task<Speed>> on, int rows)
    {
        // One client waits for every commit; its rate settles with fewer rows.
        await CompareAsync(name, on, clients: 1, rows / 5, ratio: 0.80, latency: 1.25);
        await CompareAsync(name, on, clients: 64, rows, ratio: 0.60, latency: null);
    }

    private static async Task CompareAsync(
        string name, Func<bool, Func<EvidenceLog, Task<Speed>>, Task<Speed>> on, int clients, int rows, double ratio, double? latency)
    {
        var drafts = new SampleActs(Subjects).Drafts().Take(rows).ToList();
        var (raw, product) = (new List<Speed>(), new List<Speed>());
        await on(false, log => ProductAsync(log, [.. drafts.Take(rows / 10)], clients));
        for (var run = 0; run < Runs; run++)
        {
            raw.Add(await on(true, log => RawAsync(log, drafts, clients)));
            product.Add(await on(false, log => ProductAsync(log, drafts, clients)));
        }

        var (limit, reached) = (Speed.Median(raw), Speed.Median(product));
        var what = $"{name}, {clients} client{(clients == 1 ? "" : "s")}";
        Figures.Say($"{what}: raw {limit}; evidence {reached}");
        Figures.AtLeast($"{what}, rows/s of the limit", reached.PerSecond / limit.PerSecond, ratio,
            $"runs raw {string.Join(", ", raw.Select(r => r.PerSecond.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)))}, evidence {string.Join(", ", product.Select(r => r.PerSecond.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)))}");
        if (latency is { } bar)
        {
            Figures.AtMost($"{what}, p50 of the limit's", reached.P50 / limit.P50, bar, $"p99 {reached.P99 / limit.P99:F2} of the limit's");
        }
    }

    // The rows are made before the time is taken: numbers, ciphertexts and MACs stand in them as bytes like others.
    private static async Task<Speed> RawAsync(EvidenceLog log, List<AuditDraft> drafts, int clients)
    {
        log.Keys.Ensure(AuditChain.PeriodAt(TimeProvider.System.GetUtcNow()));
        var chain = new AuditChain(1, log.Keys, TimeProvider.System);
        var rows = drafts.ConvertAll(chain.Next);
        await using var writer = new RawWriter(new AuditStore(log.Database.Connect));
        return await LoadAsync(clients, rows, writer.AppendAsync);
    }

    private static async Task<Speed> ProductAsync(EvidenceLog log, List<AuditDraft> drafts, int clients)
    {
        await using var writer = new AuditWriter(new AuditStore(log.Database.Connect), log.Keys, TimeProvider.System, NullLogger<AuditWriter>.Instance);
        await writer.StartAsync(CancellationToken.None);
        await writer.ProbeAsync();
        using var stop = new CancellationTokenSource();
        var sealing = Task.Factory.StartNew(() => SealEverySecond(log, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var speed = await LoadAsync(clients, drafts, draft => writer.AppendAsync(draft));
        await stop.CancelAsync();
        await sealing;
        return speed;
    }

    private static void SealEverySecond(EvidenceLog log, CancellationToken stop)
    {
        var sealer = log.Sealer();
        while (!stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(1)))
        {
            while (!stop.IsCancellationRequested && sealer.Tick() is { IsComplete: false })
            {
            }
        }
    }

    private static async Task<Speed> LoadAsync<T>(int clients, List<T> items, Func<T, Task> append)
    {
        GC.Collect();
        var next = -1;
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var mine = new List<double>();
            int item;
            while ((item = Interlocked.Increment(ref next)) < items.Count)
            {
                var start = Stopwatch.GetTimestamp();
                await append(items[item]);
                mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return mine;
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        var all = latencies.SelectMany(l => l).ToList();
        return new Speed(items.Count / seconds, Figures.Median(all), Figures.Percentile(all, 0.99));
    }

    private static async Task<Speed> OnSqliteAsync(bool raw, Func<EvidenceLog, Task<Speed>> act)
    {
        var folder = Directory.CreateTempSubdirectory("nmq-append-").FullName;
        try
        {
            var path = Path.Combine(folder, "portal.db");
            using var log = new EvidenceLog(SqliteDatabase.InItsFolder($"Data Source={path}"), folder);
            if (raw)
            {
                LogFile.DropTriggers(path);
            }

            return await act(log);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Speed> OnPostgresAsync(bool raw, Func<EvidenceLog, Task<Speed>> act)
    {
        var folder = Directory.CreateTempSubdirectory("nmq-append-").FullName;
        var name = await PostgresServer.CreateDatabaseAsync();
        try
        {
            using var log = new EvidenceLog(new PostgreSqlDatabase(await PostgresServer.AsAsync(name)), folder);
            if (raw)
            {
                await PostgresServer.ExecuteAsync(name, "ALTER TABLE audit_entry DISABLE TRIGGER USER");
            }

            return await act(log);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await PostgresServer.DropDatabaseAsync(name);
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Speed(double PerSecond, double P50, double P99)
    {
        public static Speed Median(List<Speed> runs) => runs.OrderBy(r => r.PerSecond).ElementAt(runs.Count / 2);

        public override string ToString() => FormattableString.Invariant($"{PerSecond:F0} rows/s, p50 {P50:F2} ms, p99 {P99:F2} ms");
    }
}
