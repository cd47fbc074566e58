using System.Diagnostics;
using NotaryMarriageQuery.Benchmarks.Evidence;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Register;
using NotaryMarriageQuery.Core.Statistics;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.Benchmarks.Supervision;

/// <summary>Log search by every filter and pair of filters in a big and in a small log, on the first page and on a later one; see README.md of this project.</summary>
internal static class SupervisionBenchmark
{
    private const int SmallRows = 10_000;
    private const int Rounds = 5;

    private static readonly (string Name, Func<int, LogFilter, LogFilter> Set)[] _filters =
    [
        ("days", (i, f) => f with { From = new DateOnly(2026, 2, 1), To = new DateOnly(2026, 11, 30) }),
        ("person", (i, f) => f with { Operator = SampleYear.Person(i * 37) }),
        ("workstation", (i, f) => f with { Address = SampleYear.Address(i * 37) }),
        ("case", (i, f) => f with { CaseNumber = $"(2026)示受字第{100 + i}号" }),
        ("matter", (i, f) => f with { Matter = Core.Cases.NotarialMatter.All[i % 18] }),
        ("outcome", (i, f) => f with { Outcome = (AuditStatus)(1 + (i % 5)) }),
        ("reason", (i, f) => f with { Reason = ActReason.Of((RefusalReason)(1 + (i * 5 % 15))) }),
        ("sort", (i, f) => f with { Sort = (ActSort)(1 + (i % 2)) }),
        ("subject", (i, f) => f with { Subject = SampleYear.Subject(i) }),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length is not (3 or 4) || !int.TryParse(args[1], out var rows) || rows < SmallRows || (args.Length == 4 && args[3] != "postgresql"))
        {
            Console.Error.WriteLine("supervision ROWS FOLDER [postgresql]");
            return 2;
        }

        var folder = Path.GetFullPath(args[2]);
        if (args.Length == 4)
        {
            using var server = await PostgresInstance.StartAsync();
            using var log = await OnServerAsync(server, folder, rows);
            using var small = await OnServerAsync(server, folder, SmallRows);
            await MeasureAsync(log, small);
        }
        else
        {
            using var log = LogFile.OpenYear(folder, rows);
            using var small = LogFile.OpenYear(folder, SmallRows);
            await FollowAsync(small);
            if (log.Ask("SELECT COUNT(*) FROM act") == 0)
            {
                // Millions at once: the indexes are made when all lines are there.
                LogFile.WithoutGuards(LogFile.PathOfYear(folder, rows), ["act"], withIndexes: true, _ => FollowAsync(log).GetAwaiter().GetResult());
            }

            await MeasureAsync(log, small);
        }

        return 0;
    }

    // A log on a PostgreSQL that lives as long as the run.
    private static async Task<EvidenceLog> OnServerAsync(PostgresInstance server, string folder, int rows)
    {
        var name = $"year{rows}";
        await server.ExecuteAsync("postgres", "CREATE DATABASE " + name);
        var keys = Directory.CreateDirectory(Path.Combine(folder, $"{name}-{Guid.NewGuid():N}"));
        var log = new EvidenceLog(new PostgreSqlDatabase(server.ConnectionString.Replace("Database=postgres", "Database=" + name, StringComparison.Ordinal)), keys.FullName);
        var watch = Stopwatch.StartNew();
        LogFile.FillYear(log, rows);
        Figures.Say($"PostgreSQL: {rows} rows in {watch.Elapsed.TotalSeconds:F0} s");
        await FollowAsync(log);
        await server.ExecuteAsync(name, "VACUUM ANALYZE");
        return log;
    }

    private static async Task MeasureAsync(EvidenceLog log, EvidenceLog small)
    {
        foreach (var scope in (string[][])[[], [.. Enumerable.Range(20, 10).Select(SampleYear.Institution)]])
        {
            await SearchesAsync(log, small, scope);
        }

        await StatisticsAsync(log);
        await RegisterAsync(log);
    }

    private static async Task FollowAsync(EvidenceLog log)
    {
        using var follower = new ActFollower(log.Database, log.Keys, TimeProvider.System);
        var (before, watch) = (log.Ask("SELECT COUNT(*) FROM act"), Stopwatch.StartNew());
        while (!await follower.CatchUpAsync(TimeSpan.FromMinutes(60)))
        {
        }

        var acts = log.Ask("SELECT COUNT(*) FROM act") - before;
        Figures.Say($"followed: {acts} acts in {watch.Elapsed.TotalSeconds:F0} s");
    }

    private static async Task SearchesAsync(EvidenceLog log, EvidenceLog small, string[] scope)
    {
        var of = scope.Length == 0 ? "all" : $"{scope.Length} institutions";
        var worst = (Name: "", Big: 0.0, Ratio: 0.0);
        List<double> all = [];
        foreach (var (name, set) in Choices())
        {
            var (big, little) = (new List<double>(), new List<double>());
            for (var i = -1; i < Rounds; i++)
            {
                var filter = set(Math.Abs(i) + 1, new LogFilter());
                var (onBig, onSmall) = (await PagesAsync(log, filter, scope), await PagesAsync(small, filter, scope));
                if (i >= 0)
                {
                    big.AddRange(onBig);
                    little.AddRange(onSmall);
                }
            }

            var (p50, p50Small) = (Figures.Median(big), Figures.Median(little));
            all.AddRange(big);
            worst = p50 > worst.Big ? (name, p50, p50 / p50Small) : worst;
            if (p50 > 50 || p50 / p50Small > 2)
            {
                Figures.Say($"  {of}, {name}: p50 {p50:F1} ms, most {big.Max():F1} ms, {p50 / p50Small:F1} times the small log's");
            }
        }

        Figures.AtMost($"search in {of}, worst filter or pair ({worst.Name}), p50 ms", worst.Big, 50, $"{worst.Ratio:F1} times the small log's; over all p50 {Figures.Median(all):F1}, p99 {Figures.Percentile(all, 0.99):F1} ms");
    }

    private static IEnumerable<(string Name, Func<int, LogFilter, LogFilter> Set)> Choices()
    {
        yield return ("none", (_, f) => f);
        for (var a = 0; a < _filters.Length; a++)
        {
            var one = _filters[a];
            yield return one;
            foreach (var other in _filters.Skip(a + 1))
            {
                yield return ($"{one.Name} and {other.Name}", (i, f) => other.Set(i, one.Set(i, f)));
            }
        }
    }

    // The first page and the next one, each as one request: a context and a reader of its own.
    private static async Task<double[]> PagesAsync(EvidenceLog log, LogFilter filter, string[] scope)
    {
        var (first, next) = await PageAsync(log, filter, scope);
        return next is { } after ? [first, (await PageAsync(log, filter with { After = after }, scope)).Milliseconds] : [first];
    }

    private static async Task<(double Milliseconds, long? Next)> PageAsync(EvidenceLog log, LogFilter filter, string[] scope)
    {
        var watch = Stopwatch.StartNew();
        await using var db = log.Database.OpenContext();
        var page = await new LogSearch(db, new LogReader(db, log.Keys), log.Keys).ReadAsync(filter, scope.Length == 0 ? null : scope, CancellationToken.None);
        return (watch.Elapsed.TotalMilliseconds, page.NextAfter);
    }

    private static async Task RegisterAsync(EvidenceLog log)
    {
        await using var db = log.Database.OpenContext();
        using var follower = new ActFollower(log.Database, log.Keys, TimeProvider.System);
        var register = new UsageRegister(db, new LogReader(db, log.Keys), null!, follower, null!, TimeProvider.System);
        var office = new Institution { Id = Guid.NewGuid(), Code = SampleYear.Institution(1), Name = "示例市公证处", Kind = InstitutionKind.NotaryOffice, RegionCode = "339999" };
        var (watch, lines, stream) = (Stopwatch.StartNew(), 0, new MemoryStream());
        using (var writer = new Core.Spreadsheets.XlsxWriter(stream, "使用登记表"))
        {
            await foreach (var line in register.ReadAsync(new RegisterFilter(office, 2026), CancellationToken.None))
            {
                writer.Write(RegisterExport.Cells(line));
                lines++;
            }
        }

        Figures.AtMost("register as .xlsx, s for 20,000 lines", watch.Elapsed.TotalSeconds * 20_000 / lines, 2, $"{lines} lines, {stream.Length} bytes in {watch.Elapsed.TotalSeconds:F2} s");
    }

    // The queries of the page of statistics, over the whole year and all institutions.
    private static async Task StatisticsAsync(EvidenceLog log)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            await using var db = log.Database.OpenContext();
            await UseSearch.ReadAsync(db, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), [UseOfDay.Everybody], [.. Enumerable.Range(0, SampleYear.Institutions).Select(SampleYear.Institution)], CancellationToken.None);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Figures.AtMost("statistics of a year, p50 ms", Figures.Median(times), 300, $"most {times.Max():F1} ms, {log.Ask("SELECT COUNT(*) FROM use_day")} rows of counts");
    }
}
