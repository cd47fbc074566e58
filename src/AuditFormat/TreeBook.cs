namespace AuditFormat;

/// <summary>The tree's part of a verification: leaves against tiles, tiles against the levels below, roots against checkpoints.</summary>
internal sealed class TreeBook
{
    private readonly Checkpoint[] _checkpoints;
    private readonly Func<int, long, int, byte[]?> _tiles;
    private readonly Findings _findings;

    /// <summary>The tree over the roots of full level-0 tiles: its level L is level L + 1 of the log.</summary>
    private readonly TileTree _upper = new();

    private long _tileIndex;
    private int _nextCheckpoint;

    // Some row was named already, which explains wrong hashes above it.
    private bool _damaged;

    // A bundle had too many or too few rows: from there on nothing stands at its place.
    private bool _displaced;

    public TreeBook(IReadOnlyList<Checkpoint> checkpoints, Func<int, long, int, byte[]?> tiles, Findings findings)
    {
        _checkpoints = [.. checkpoints.OrderBy(c => c.Size)];
        (_tiles, _findings) = (tiles, findings);
        CheckRoots(upTo: 0, batch: null);
    }

    /// <summary>The largest checkpoint.</summary>
    public Checkpoint Head => _checkpoints[^1];

    /// <summary>Takes the rows of the next level-0 tile.</summary>
    public void Add(RowBatch batch)
    {
        var start = _tileIndex * Tile.FullWidth;
        var expected = (int)Math.Clamp(Head.Size - start, 0, Tile.FullWidth);
        if (batch.Count != expected)
        {
            _displaced = true;
            _findings.Tree($"第 {_tileIndex} 组应有 {expected} 行，实有 {batch.Count} 行（row count）");
        }

        _damaged |= batch.HasAbsent;
        if (expected > 0)
        {
            CheckLeaves(batch, start, expected);
        }

        if (!_displaced)
        {
            CheckRoots(start + batch.Count, batch);
            if (batch.Count == Tile.FullWidth)
            {
                _upper.Add(batch.Root(Tile.FullWidth), tile => CheckTile(tile.Level + 1, tile.Index, tile.Data));
            }
        }

        _tileIndex++;
    }

    /// <summary>Checks the number of rows and the right edge of the levels above the leaves.</summary>
    public void Complete(long rows)
    {
        if (rows != Head.Size)
        {
            _findings.Tree($"检查点称有 {Head.Size} 行，实有 {rows} 行（row count）");
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
    }

    private void CheckLeaves(RowBatch batch, long start, int expected)
    {
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
            if (!fits && !batch.IsAbsent(i))
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
