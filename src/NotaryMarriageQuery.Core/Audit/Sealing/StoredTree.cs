namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>The tree as it can be derived from what the database holds.</summary>
internal sealed class StoredTree(SealingStore store)
{
    private const int Width = 256;

    /// <summary>The right edge at a size: its last rows hashed again from the table, everything above from the roots of full tiles.</summary>
    /// <exception cref="FormatException">Rows or tiles are missing.</exception>
    public TileTree At(long size) => TileTree.Load(size, level => level == 0 ? LeafHashes(size / Width * Width, size) : Roots(level, size));

    /// <summary>Hashes of leaves from one number up to another that is not included, from the rows themselves.</summary>
    /// <exception cref="FormatException">A row is so damaged that it has no byte form.</exception>
    public IReadOnlyList<byte[]> LeafHashes(long from, long to)
    {
        var hashes = new List<byte[]>((int)(to - from));
        foreach (var row in Rows(from, to))
        {
            hashes.Add(TreeHash.Leaf(CanonicalRow.TryWrite(row) ?? throw new FormatException($"Row {row.Id} has no byte form.")));
        }

        return hashes;
    }

    /// <summary>Rows by leaf number, from one up to another that is not included.</summary>
    /// <exception cref="FormatException">A row is so damaged that it cannot even be read.</exception>
    public IEnumerable<AuditEntry> Rows(long from, long to)
    {
        if (from >= to)
        {
            yield break;
        }

        foreach (var segment in store.Segments(from).TakeWhile(s => s.FirstLeaf < to).ToList())
        {
            var skip = Math.Max(0, from - segment.FirstLeaf);
            var take = Math.Min(segment.Count, to - segment.FirstLeaf);
            foreach (var (id, row) in store.StoredRows(segment.FirstId + skip, segment.FirstId + take - 1))
            {
                yield return row ?? throw new FormatException($"Row {id} cannot be read.");
            }
        }
    }

    /// <summary>Hashes of a tile at a size of the tree, full or as far as it goes.</summary>
    public byte[] TileAt(long size, int level, long index)
    {
        var full = size >> (8 * (level + 1));
        if (index < full)
        {
            return store.TileData(level, index) ?? throw new FormatException($"Tile {level}/{index} is missing.");
        }

        var hashes = level == 0 ? LeafHashes(index * Width, size) : Roots(level, size);
        return [.. hashes.SelectMany(h => h)];
    }

    private IReadOnlyList<byte[]> Roots(int level, long size)
    {
        var to = size >> (8 * level);
        return store.TileRoots(level - 1, to / Width * Width, to);
    }
}
