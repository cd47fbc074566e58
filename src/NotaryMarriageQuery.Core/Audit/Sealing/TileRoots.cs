namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Checks the root that stands beside each full tile: the sealer goes on from it without looking at the hashes below.</summary>
/// <remarks>
/// A tile's roots stand once more as the hashes of the tile above, which the verification compares with the rows. Only where they differ,
/// and for tiles that have nothing above them yet, a root is computed again.
/// </remarks>
internal sealed class TileRoots(Findings findings)
{
    private readonly List<List<(long Index, byte[] Root, byte[] Data)>> _waiting = [];

    /// <summary>Takes a full tile as it stands there; the tiles below come before it.</summary>
    public void Add(int level, long index, byte[] root, byte[] data)
    {
        while (_waiting.Count <= level)
        {
            _waiting.Add([]);
        }

        if (level > 0)
        {
            foreach (var below in _waiting[level - 1])
            {
                var place = (int)(below.Index - (index * Tile.FullWidth)) * TreeHash.Length;
                if (place < 0 || place + TreeHash.Length > data.Length || !data.AsSpan(place, TreeHash.Length).SequenceEqual(below.Root))
                {
                    Check(level - 1, below.Index, below.Root, below.Data);
                }
            }

            _waiting[level - 1].Clear();
        }

        _waiting[level].Add((index, root, data));
    }

    /// <summary>Checks what has nothing above it.</summary>
    public void Complete()
    {
        for (var level = 0; level < _waiting.Count; level++)
        {
            _waiting[level].ForEach(tile => Check(level, tile.Index, tile.Root, tile.Data));
        }
    }

    private void Check(int level, long index, byte[] root, byte[] data)
    {
        if (data.Length == Tile.FullLength && !TreeHash.Subtree(data).AsSpan().SequenceEqual(root))
        {
            findings.Tree($"散列块的根与其内容不符（{Tile.PathOf(level, index)}, tile root differs）");
        }
    }
}
