using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Benchmarks.Evidence;

/// <summary>Sealing, verification, proofs of a big log; its searches are in SupervisionBenchmark, each beside its limit; see README.md of this project.</summary>
internal static class EvidenceBenchmark
{
    private const int Proofs = 200;
    private const int Searches = 300;
    private static readonly TimeSpan _hashing = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length != 3 || !long.TryParse(args[1], out var rows) || rows < 1)
        {
            Console.Error.WriteLine("evidence ROWS FOLDER");
            return 2;
        }

        var folder = Path.GetFullPath(args[2]);
        var making = Stopwatch.StartNew();
        using var log = LogFile.Open(folder, rows);
        Figures.Say($"{rows} rows in {folder}; made or made ready in {making.Elapsed.TotalSeconds:F0} s");
        Sealing(log, rows);
        Verification(log, rows);
        ProofsOf(log, rows);
        await AlarmsAsync(log);
        IdleTick(log);
        return 0;
    }

    private static void Sealing(EvidenceLog log, long rows)
    {
        var hash = HashCost(log);
        var before = UsedBytes(log);
        var spent = Figures.Measure(() => SealAll(log.Sealer()));
        hash = Half(hash + HashCost(log));
        Figures.AtLeast("sealing, of the limit", hash.Wall * rows / spent.Wall, 0.15,
            $"{rows / spent.Wall:F0} rows/s, limit {1 / hash.Wall:F0} leaf and node hashes/s on one core; by processor time {hash.Cpu * rows / spent.Cpu:F2}, {rows / spent.Cpu:F0} rows/s");
        var payload = log.Ask("SELECT COALESCE(SUM(length(data) + length(root)), 0) FROM audit_tile");
        Figures.AtMost("tiles, bytes a row", (double)payload / rows, 34, $"the file grew by {(double)(UsedBytes(log) - before) / rows:F1} bytes a row");
        Figures.Say($"the whole file: {(double)UsedBytes(log) / rows:F0} bytes a row, indexes included");
    }

    private static void SealAll(Sealer sealer)
    {
        while (sealer.Tick() is { IsComplete: false })
        {
        }
    }

    private static void Verification(EvidenceLog log, long rows)
    {
        var verification = log.Verification();
        var runs = new List<(Spent Limit, Spent One, Spent Two)>();
        for (var run = 0; run < (rows > 5_000_000 ? 1 : 3); run++)
        {
            // Reading and hashing one after the other, before and after: what one core needs at the least. Speeds here change within minutes.
            var before = Limit(log, rows);
            var one = Figures.Measure(() => Verify(verification, rows, threads: 1));
            runs.Add((Half(before + Limit(log, rows)), one, Figures.Measure(() => Verify(verification, rows, threads: 2))));
            Figures.Say($"  run {run + 1}: {runs[^1].Limit.Wall / one.Wall:F2} of the limit, {one.Wall / runs[^1].Two.Wall:F2} with two threads");
        }

        var (limit, single, _) = runs.OrderBy(r => r.Limit.Wall / r.One.Wall).ElementAt(runs.Count / 2);
        var (_, alone, both) = runs.OrderBy(r => r.One.Wall / r.Two.Wall).ElementAt(runs.Count / 2);
        Figures.AtLeast("verification on one thread, of the limit", limit.Wall / single.Wall, 0.60,
            $"{rows / single.Wall:F0} rows/s, limit {rows / limit.Wall:F0} (read, then hash); by processor time {limit.Cpu / single.Cpu:F2}, {rows / single.Cpu:F0} rows/s");
        Figures.AtLeast("verification on two threads, of one thread", alone.Wall / both.Wall, 1, $"{rows / both.Wall:F0} rows/s, by processor time {rows / both.Cpu:F0}");
        Figures.AtMost("10,000,000 rows on two threads, minutes at this speed", 10_000_000 * both.Wall / rows / 60, 2, $"on one thread {10_000_000 * single.Wall / rows / 60:F2}");
    }

    private static Spent Limit(EvidenceLog log, long rows)
    {
        var scan = Figures.Measure(() => Scan(log));
        var hash = HashCost(log);
        Figures.Say($"  read {rows / scan.Wall:F0} rows/s ({rows / scan.Cpu:F0} by processor time), hash {1 / hash.Wall:F0} ({1 / hash.Cpu:F0})");
        return new Spent(scan.Wall + (hash.Wall * rows), scan.Cpu + (hash.Cpu * rows));
    }

    private static Spent Half(Spent spent) => new(spent.Wall / 2, spent.Cpu / 2);

    private static void Verify(LogVerification verification, long rows, int threads)
    {
        var result = verification.Run(threads, progress: null, CancellationToken.None);
        if (result.Findings.TamperedCount != 0 || result.Summary.Rows != rows)
        {
            throw new InvalidOperationException($"{result.Summary.Rows} rows, {string.Join("; ", result.Findings.Tampered.Take(3))}");
        }
    }

    private static void Scan(EvidenceLog log)
    {
        using var connection = log.Database.Connect();
        foreach (var row in new SealingStore(connection, transaction: null).Rows(0, long.MaxValue))
        {
            GC.KeepAlive(row);
        }
    }

    /// <summary>What a leaf and one node cost on one core, over the bytes of rows of this log.</summary>
    private static Spent HashCost(EvidenceLog log)
    {
        using var connection = log.Database.Connect();
        var leaves = new SealingStore(connection, transaction: null).Rows(0, long.MaxValue).Take(10_000).Select(r => CanonicalRow.Write(r, withMac: true)).ToArray();
        var hashes = new byte[2 * TreeHash.Length];
        var done = 0L;
        var spent = Figures.Measure(() =>
        {
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < _hashing; done += leaves.Length)
            {
                foreach (var leaf in leaves)
                {
                    TreeHash.Leaf(leaf, hashes.AsSpan(TreeHash.Length));
                    TreeHash.Node(hashes.AsSpan(0, TreeHash.Length), hashes.AsSpan(TreeHash.Length), hashes);
                }
            }
        });
        return new Spent(spent.Wall / done, spent.Cpu / done);
    }

    private static void ProofsOf(EvidenceLog log, long rows)
    {
        var first = log.Ask("SELECT MIN(id) FROM audit_entry");
        var random = new Random(2);
        var proofs = new RowProofs(log.Database, log.Keys);
        proofs.Prove(first, disclose: false);
        var times = new List<double>();
        var longest = 0;
        for (var i = 0; i < Proofs; i++)
        {
            // The database's own cache goes with its connections; the system's stays.
            SqliteConnection.ClearAllPools();
            var id = first + random.NextInt64(rows);
            times.Add(1000 * SecondsOf(() => longest = Math.Max(longest, proofs.Prove(id, disclose: false)!.Hashes.Count)));
        }

        Figures.AtMost("proof of a row, p99 ms", Figures.Percentile(times, 0.99), 20, $"p50 {Figures.Median(times):F2} ms, the longest has {longest} hashes");
    }

    private static async Task AlarmsAsync(EvidenceLog log)
    {
        var list = new List<double>();
        for (var i = 0; i < Searches; i++)
        {
            list.Add(await TimeAsync(log, reader => reader.AlarmsAsync(CancellationToken.None)));
        }

        Figures.AtMost("list of doubts and alarms, p50 ms", Figures.Median(list), 5, $"p99 {Figures.Percentile(list, 0.99):F2} ms");
    }

    // As one request: a context and a reader of its own.
    private static async Task<double> TimeAsync(EvidenceLog log, Func<LogReader, Task> ask)
    {
        var watch = Stopwatch.StartNew();
        await using var db = log.Database.OpenContext();
        await ask(new LogReader(db, log.Keys));
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void IdleTick(EvidenceLog log)
    {
        var sealer = log.Sealer();
        sealer.Tick();
        var times = Enumerable.Range(0, 50).Select(_ => 1000 * SecondsOf(() => sealer.Tick())).ToList();
        Figures.AtMost("look of an idle sealer, p50 ms", Figures.Median(times), 5, $"p99 {Figures.Percentile(times, 0.99):F2} ms");
    }

    private static double SecondsOf(Action act)
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed.TotalSeconds;
    }

    private static long UsedBytes(EvidenceLog log) =>
        (log.Ask("PRAGMA page_count") - log.Ask("PRAGMA freelist_count")) * log.Ask("PRAGMA page_size");
}
