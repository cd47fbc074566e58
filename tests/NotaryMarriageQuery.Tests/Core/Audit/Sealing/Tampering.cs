using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

/// <summary>Changes the evidence as somebody with all rights would, looks whether that is found and named, and takes the change back.</summary>
internal sealed class Tampering : IDisposable
{
    private static readonly (string Table, string Key)[] _tables =
        [("audit_entry", "id"), ("audit_segment", "first_leaf"), ("audit_tile", "level, idx"), ("audit_checkpoint", "size")];

    private readonly Intruder _intruder;
    private readonly LogVerification _verification;
    private readonly List<string> _missed = [];

    public Tampering(CoreHost host)
    {
        _intruder = new Intruder(host.Database);
        _verification = host.Get<LogVerification>();
        _intruder.Run(host.Database is SqliteTestDatabase ? "PRAGMA synchronous = OFF" : "SET synchronous_commit = off");
        _intruder.Run("DROP INDEX ix_audit_entry_req_kind");
        foreach (var (table, _) in _tables)
        {
            _intruder.Run($"CREATE TABLE kept_{table} AS SELECT * FROM {table}");
        }
    }

    /// <summary>Changes tried.</summary>
    public int Count { get; private set; }

    /// <summary>A statement that must be found.</summary>
    /// <param name="sql"><c>@id</c> and <c>@bytes</c> stand for the values.</param>
    /// <param name="id">Row that is changed.</param>
    /// <param name="bytes">Bytes that are put in.</param>
    /// <param name="names">Rows that the findings must name.</param>
    public void Try(string sql, long id = 0, byte[]? bytes = null, params long[] names)
    {
        _intruder.Run(sql, id, bytes);
        Check($"{sql} [{id}] {Convert.ToHexStringLower(bytes ?? [])}", names);
        Restore();
    }

    /// <summary>Puts the database as it now is before somebody, and takes the change back.</summary>
    public void Do(string sql, Action look, long id = 0, byte[]? bytes = null)
    {
        _intruder.Run(sql, id, bytes);
        look();
        Restore();
    }

    /// <summary>Nothing was missed, and what was taken back leaves no trace.</summary>
    public void Done(int atLeast)
    {
        var left = Verify();
        Assert.Empty(left.Tampered);
        Assert.Empty(left.Warnings);
        Assert.Empty(_missed);
        Assert.True(Count >= atLeast, $"only {Count} changes tried");
    }

    public Findings Verify() => _verification.Run(threads: 1, progress: null, CancellationToken.None).Findings;

    public void Dispose() => _intruder.Dispose();

    private void Check(string what, long[] names)
    {
        Count++;
        try
        {
            var findings = Verify();
            if (findings.TamperedCount == 0)
            {
                _missed.Add("not found: " + what);
            }

            var named = findings.Tampered.Select(f => f.RowId).ToHashSet();
            _missed.AddRange(names.Where(id => !named.Contains(id)).Select(id => $"not named {id}: {what}"));
        }
        catch (Exception e)
        {
            _missed.Add($"{e.GetType().Name} {e.Message}: {what}");
        }
    }

    private void Restore()
    {
        foreach (var (table, key) in _tables)
        {
            _intruder.Run($"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM (SELECT * FROM {table} EXCEPT SELECT * FROM kept_{table}) AS changed)");
            _intruder.Run($"INSERT INTO {table} SELECT * FROM (SELECT * FROM kept_{table} EXCEPT SELECT * FROM {table}) AS lost");
        }
    }
}
