namespace AuditFormat;

/// <summary>What a verification went through.</summary>
/// <param name="Rows">Rows fed.</param>
/// <param name="Writers">Writers seen.</param>
/// <param name="FirstAt">Smallest wall clock, microseconds since the Unix epoch; null without rows.</param>
/// <param name="LastAt">Largest wall clock; null without rows.</param>
public sealed record LogSummary(long Rows, int Writers, long? FirstAt, long? LastAt);

/// <summary>Verifies a whole log in one pass: every row, every tile, the root at every known checkpoint, and the rules between rows.</summary>
/// <remarks>
/// Use: create it with checkpoints whose signatures were checked (<see cref="SignedNote.Open(string, VerifierKey)"/>), feed the rows
/// in the order of the tree, either one by one with <see cref="Row(ReadOnlySpan{byte})"/> or in batches of one tile each with
/// <see cref="Add"/>, then the rows that stand outside the tree with <see cref="Outside(ReadOnlySpan{byte})"/>, then call
/// <see cref="Complete"/> once. The log is good when <see cref="Findings.TamperedCount"/> is 0.
/// Memory does not grow with the log except for 17 to 34 bytes per lookup. Not safe for several threads; batches are filled on others.
/// Exceptions of the tile function pass through unchanged.
/// </remarks>
public sealed class LogVerifier
{
    private readonly Findings _findings;
    private readonly TreeBook _tree;
    private readonly WriterBook _writers;
    private readonly RequestBook _requests;
    private readonly RowBatch _pending = new();
    private readonly List<(long Id, long At)> _outside = [];
    private long _rows;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private long _newest = long.MinValue;

    /// <param name="checkpoints">At least one, of one origin, in any order; the largest is the head that says how many rows to expect.</param>
    /// <param name="tiles">Level, index and width of a tile to its stored hashes; null when it is not stored. A missing full tile is
    /// reported, a missing partial one is not: databases keep full tiles only.</param>
    /// <param name="findings">Receives what is found.</param>
    public LogVerifier(IReadOnlyList<Checkpoint> checkpoints, Func<int, long, int, byte[]?> tiles, Findings findings)
    {
        _findings = findings;
        (_tree, _writers, _requests) = (new(checkpoints, tiles, findings), new(findings), new(findings));
    }

    /// <summary>The checkpoint with the largest size.</summary>
    public Checkpoint Head => _tree.Head;

    /// <summary>How long a row may wait for its place in the tree; the sealer needs seconds, lookups stop when it takes this long.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Feeds the next row by its canonical leaf bytes.</summary>
    public void Row(ReadOnlySpan<byte> leaf)
    {
        _pending.Add(leaf);
        if (_pending.Count == Tile.FullWidth)
        {
            FlushPending();
        }
    }

    /// <summary>Feeds the next row as read from a database.</summary>
    public void Row(AuditEntry entry) => Row(CanonicalRow.Write(entry, withMac: true));

    /// <summary>Feeds all rows of the next level-0 tile: 256, or fewer for the last one. Another number is itself a finding.</summary>
    public void Add(RowBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            CheckRow(batch, i);
        }

        _tree.Add(batch);
        _rows += batch.Count;
    }

    /// <summary>Feeds a row that is not in the tree, after all rows that are, in the order of ids.</summary>
    /// <remarks>It must continue its writer's sequence: a row put in among sealed ones shows here and nowhere else. It must be young: see <see cref="Lag"/>.</remarks>
    public void Outside(ReadOnlySpan<byte> leaf)
    {
        FlushPending();
        RowFacts row;
        try
        {
            row = RowFacts.Read(leaf);
        }
        catch (FormatException e)
        {
            _findings.Tree($"树外有一行无法解读（unreadable row outside the tree: {e.Message}）");
            return;
        }

        _newest = Math.Max(_newest, row.At);
        _outside.Add((row.Id, row.At));
        _writers.Row(row);
        _requests.Row(row);
    }

    /// <summary>The same for a row read from a database.</summary>
    public void Outside(AuditEntry entry) => Outside(CanonicalRow.Write(entry, withMac: true));

    /// <summary>Checks what can be checked only at the end: the number of rows, the right edge, intents and outcomes without counterpart.</summary>
    public LogSummary Complete()
    {
        FlushPending();
        _tree.Complete(_rows);
        _newest = Math.Max(_newest, _last);
        foreach (var (id, _) in _outside.Where(o => (Int128)_newest - o.At > (Int128)Lag.TotalMicroseconds))
        {
            _findings.Row(id, "未进入散列树已超过时限（row outside the tree for too long）");
        }

        _requests.Complete(_newest);
        return new(_rows, _writers.Count, _rows == 0 ? null : _first, _rows == 0 ? null : _last);
    }

    private void FlushPending()
    {
        if (_pending.Count > 0)
        {
            Add(_pending);
            _pending.Clear();
        }
    }

    private void CheckRow(RowBatch batch, int i)
    {
        var row = batch.Facts(i);
        if (batch.Problem(i) is { } problem)
        {
            if (batch.IsAbsent(i) && row.Id == 0)
            {
                return;
            }

            _findings.Row(row.Id, $"无法解读（第 {_rows + i} 叶，unreadable: {problem}）");
            return;
        }

        _first = Math.Min(_first, row.At);
        _last = Math.Max(_last, row.At);
        _writers.Row(row);
        _requests.Row(row);
    }
}
