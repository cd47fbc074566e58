using Microsoft.Data.Sqlite;
using NotaryMarriageQuery.Benchmarks.Supervision;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Benchmarks.Evidence;

/// <summary>A SQLite log of a given size in a folder of its own, made once and used again by later runs.</summary>
/// <remarks>Rows come through the portal's own chain and store; guards and indexes are taken off while it is filled, and put back.</remarks>
internal static class LogFile
{
    private const int RowsPerBatch = 2000;
    private const int Period = 2026;

    /// <summary>Rows per person: answers of a search are as long in a small log as in a big one.</summary>
    private const int RowsPerSubject = 100;

    public static int Subjects(long rows) => (int)Math.Max(1, rows / RowsPerSubject);

    /// <summary>The log of this many rows, one a second, not sealed: ten million rows are a third of a year.</summary>
    public static EvidenceLog Open(string folder, long rows) => Open(folder, "log", rows, new SampleActs(Subjects(rows)).Drafts(), TimeSpan.FromSeconds(1));

    /// <summary>A province's log of this many rows, spread over three hundred days.</summary>
    public static EvidenceLog OpenYear(string folder, long rows) => Open(folder, "year", rows, new SampleYear(Subjects(rows)).Drafts(), TimeSpan.FromDays(300) / rows);

    /// <summary>Writes the same into an empty log, on whatever database.</summary>
    public static void FillYear(EvidenceLog log, long rows) => Fill(log, rows, new SampleYear(Subjects(rows)).Drafts(), TimeSpan.FromDays(300) / rows);

    /// <summary>Where <see cref="OpenYear"/> keeps its database.</summary>
    public static string PathOfYear(string folder, long rows) => Path.Combine(folder, $"year-{rows}", "portal.db");

    private static EvidenceLog Open(string folder, string name, long rows, IEnumerable<AuditDraft> drafts, TimeSpan step)
    {
        var own = Path.Combine(folder, $"{name}-{rows}");
        var path = Path.Combine(own, "portal.db");
        var done = Path.Combine(own, "complete");
        if (!File.Exists(done) && Directory.Exists(own))
        {
            Directory.Delete(own, recursive: true);
        }

        var log = new EvidenceLog(SqliteDatabase.InItsFolder($"Data Source={path}"), own);
        if (!File.Exists(done))
        {
            WithoutGuards(path, ["audit_entry"], withIndexes: true, _ => Fill(log, rows, drafts, step));
            File.WriteAllText(done, "");
        }

        // A witness that remembers a head would refuse to start again.
        File.Delete(Path.Combine(own, "witness.txt"));
        WithoutGuards(path, ["audit_segment", "audit_tile", "audit_checkpoint"], withIndexes: false, connection =>
            Run(connection, "DELETE FROM audit_segment; DELETE FROM audit_tile; DELETE FROM audit_checkpoint"));
        return log;
    }

    /// <summary>Takes triggers, and indexes if asked, off some tables as long as something is done.</summary>
    public static void WithoutGuards(string path, string[] tables, bool withIndexes, Action<SqliteConnection> act)
    {
        using var connection = OpenBare(path);
        var statements = new List<string>();
        foreach (var table in tables)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT type, name, sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL AND type <> 'table'";
            using var reader = command.ExecuteReader();
            var drops = new List<string>();
            while (reader.Read())
            {
                if (withIndexes || reader.GetString(0) == "trigger")
                {
                    drops.Add($"DROP {reader.GetString(0)} {reader.GetString(1)}");
                    statements.Add(reader.GetString(2));
                }
            }

            reader.Close();
            drops.ForEach(drop => Run(connection, drop));
        }

        act(connection);
        statements.ForEach(statement => Run(connection, statement));
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Takes the triggers off for good: what the raw limit of appending is measured with.</summary>
    public static void DropTriggers(string path)
    {
        using var connection = OpenBare(path);
        foreach (var name in new[] { "audit_entry_u", "audit_entry_d", "audit_entry_i" })
        {
            Run(connection, $"DROP TRIGGER {name}");
        }
    }

    private static void Fill(EvidenceLog log, long rows, IEnumerable<AuditDraft> acts, TimeSpan step)
    {
        var clock = new SteppingClock(step);
        log.Keys.Ensure(Period);
        var chain = new AuditChain(AuditChain.WriterAt(clock.GetUtcNow()), log.Keys, clock);
        using var store = new AuditStore(log.Database.Connect);
        var start = new AuditDraft(AuditKind.Start, new WriterStarted { Program = "benchmark" });
        var drafts = acts.Prepend(start);
        var left = rows;
        foreach (var chunk in drafts.Chunk(RowsPerBatch))
        {
            var taken = chunk.Take((int)Math.Min(left, RowsPerBatch)).Select(draft =>
            {
                clock.Step();
                return (chain.Next(draft), (NotaryMarriageQuery.Core.Queries.KeptAnswer?)null);
            });
            store.Insert([.. taken]);
            left -= chunk.Length;
            if (left <= 0)
            {
                return;
            }
        }
    }

    private static SqliteConnection OpenBare(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA cache_size = -200000");
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 3600;
        command.ExecuteNonQuery();
    }
}
