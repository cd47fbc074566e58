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
    private readonly Checkpoint[] _checkpoints;
    private readonly Func<int, long, int, byte[]?> _tiles;
    private readonly Findings _findings;
    private readonly WriterBook _writers;
    private readonly RequestBook _requests;
    private readonly RowBatch _pending = new();

    /// <summary>The tree over the roots of full level-0 tiles: its level L is level L + 1 of the log.</summary>
    private readonly TileTree _upper = new();

    private long _tileIndex;
    private long _rows;
    private int _nextCheckpoint;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private long _newest = long.MinValue;
    private readonly List<(long Id, long At)> _outside = [];
    private bool _damaged;
    private bool _displaced;

    /// <param name="checkpoints">At least one, of one origin, in any order; the largest is the head that says how many rows to expect.</param>
    /// <param name="tiles">Level, index and width of a tile to its stored hashes; null when it is not stored. A missing full tile is
    /// reported, a missing partial one is not: databases keep full tiles only.</param>
    /// <param name="findings">Receives what is found.</param>
    public LogVerifier(IReadOnlyList<Checkpoint> checkpoints, Func<int, long, int, byte[]?> tiles, Findings findings)
    {
        _checkpoints = [.. checkpoints.OrderBy(c => c.Size)];
        Head = _checkpoints[^1];
        (_tiles, _findings) = (tiles, findings);
        (_writers, _requests) = (new(findings), new(findings));
        CheckRoots(upTo: 0, batch: null);
    }

    /// <summary>The checkpoint with the largest size.</summary>
    public Checkpoint Head { get; }

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
        var start = _tileIndex * Tile.FullWidth;
        var expected = (int)Math.Clamp(Head.Size - start, 0, Tile.FullWidth);
        for (var i = 0; i < batch.Count; i++)
        {
            CheckRow(batch, i);
        }

        if (batch.Count != expected)
        {
            _displaced = true;
            _findings.Tree($"第 {_tileIndex} 组应有 {expected} 行，实有 {batch.Count} 行（row count）");
        }

        CheckLeaves(batch, start, expected);
        if (!_displaced)
        {
            CheckRoots(start + batch.Count, batch);
            if (batch.Count == Tile.FullWidth)
            {
                _upper.Add(batch.Root(Tile.FullWidth), tile => CheckTile(tile.Level + 1, tile.Index, tile.Data));
            }
        }

        _tileIndex++;
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
        if (_rows != Head.Size)
        {
            _findings.Tree($"检查点称有 {Head.Size} 行，实有 {_rows} 行（row count）");
        }
        else if (!_displaced)
        {
            for (var level = 0; level < TileTree.Levels(_upper.Size); level++)
            {
                byte[] edge = [.. _upper.Partial(level).SelectMany(h => h)];
                if (edge.Length > 0)
                {
                    CheckTile(level + 1, _upper.Size >> (8 * (level + 1)), edge);
                }
            }
        }

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
            _damaged = true;
            _findings.Row(row.Id, $"无法解读（第 {(_tileIndex * Tile.FullWidth) + i} 叶，unreadable: {problem}）");
            return;
        }

        _first = Math.Min(_first, row.At);
        _last = Math.Max(_last, row.At);
        _writers.Row(row);
        _requests.Row(row);
    }

    private void CheckLeaves(RowBatch batch, long start, int expected)
    {
        if (expected == 0)
        {
            return;
        }

        var stored = _tiles(0, _tileIndex, expected);
        if (stored is null)
        {
            MissingTile(0, _tileIndex, expected);
            return;
        }

        if (batch.Leaves.SequenceEqual(stored))
        {
            return;
        }

        _damaged = true;
        var known = batch.Count == expected ? null : Chunks(stored);
        for (var i = 0; i < batch.Count; i++)
        {
            // With a row too many or too few, places have shifted and only membership tells which row is foreign.
            var place = i * TreeHash.Length;
            var fits = known?.Contains(Convert.ToHexString(batch.Hash(i)))
                ?? (place + TreeHash.Length <= stored.Length && batch.Hash(i).SequenceEqual(stored.AsSpan(place, TreeHash.Length)));
            if (!fits)
            {
                _findings.Row(batch.Facts(i).Id, $"内容与散列树不符（第 {start + i} 叶，leaf differs from tile）");
            }
        }
    }

    private void CheckTile(int level, long index, byte[] computed)
    {
        var stored = _tiles(level, index, computed.Length / TreeHash.Length);
        if (stored is null)
        {
            MissingTile(level, index, computed.Length / TreeHash.Length);
        }
        else if (!_damaged && !computed.AsSpan().SequenceEqual(stored))
        {
            _findings.Tree($"散列块与各行不符（{Tile.PathOf(level, index, computed.Length / TreeHash.Length)}, tile differs）");
        }
    }

    private void MissingTile(int level, long index, int width)
    {
        if (width == Tile.FullWidth)
        {
            _findings.Tree($"缺少散列块（{Tile.PathOf(level, index)}, tile missing）");
        }
    }

    /// <summary>Compares the root at every checkpoint up to this size; rows that were named already explain a wrong root.</summary>
    private void CheckRoots(long upTo, RowBatch? batch)
    {
        for (; _nextCheckpoint < _checkpoints.Length && _checkpoints[_nextCheckpoint].Size <= upTo; _nextCheckpoint++)
        {
            var checkpoint = _checkpoints[_nextCheckpoint];
            var width = (int)(checkpoint.Size - (_tileIndex * Tile.FullWidth));
            var root = batch is null || width == 0 ? _upper.Root() : _upper.Fold(batch.Root(width));
            if (!_damaged && !root.AsSpan().SequenceEqual(checkpoint.Root))
            {
                _findings.Tree($"大小 {checkpoint.Size} 处的根与已签名的检查点不符（root differs from checkpoint）");
            }
        }
    }

    private static HashSet<string> Chunks(byte[] hashes) => [.. hashes.Chunk(TreeHash.Length).Select(Convert.ToHexString)];
}
