namespace AuditFormat;

/// <summary>The growing tree: only its right edge is kept, a few kilobytes whatever its size.</summary>
/// <remarks>
/// Two views of the edge are held together: the not yet full tiles (what is stored), and the roots of the perfect subtrees, one for
/// each bit of the size (so that a root costs a handful of hashes and not a tile's worth). Not safe for several threads.
/// </remarks>
public sealed class TileTree
{
    private const int MaxHeights = 64;

    private readonly byte[] _peaks = new byte[MaxHeights * TreeHash.Length];
    private readonly List<byte[]> _tiles = [];

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    /// <summary>Levels of tiles that a tree of this size has, full or partial; 0 for the empty tree.</summary>
    public static int Levels(long size)
    {
        var levels = 0;
        for (; size > 0; size >>= 8)
        {
            levels++;
        }

        return levels;
    }

    /// <summary>Hashes in the partial tile of this level, 0 to 255.</summary>
    public static int PartialWidth(long size, int level) => (int)(size >> (8 * level)) & (Tile.FullWidth - 1);

    /// <summary>Rebuilds the edge from the partial tiles of every level from 0 up to the last of <see cref="Levels"/>.</summary>
    /// <exception cref="FormatException">The number of hashes of a level is not what the size asks for, or one is not 32 bytes.</exception>
    public static TileTree Load(long size, Func<int, IReadOnlyList<byte[]>> partial)
    {
        if (size < 0)
        {
            throw new FormatException("A tree has no negative size.");
        }

        var tree = new TileTree { Size = size };
        for (var level = 0; level < Levels(size); level++)
        {
            var hashes = partial(level);
            var width = PartialWidth(size, level);
            if (hashes.Count != width || hashes.Any(h => h.Length != TreeHash.Length))
            {
                throw new FormatException($"Level {level} of a tree of {size} leaves has {width} hashes at its edge, not {hashes.Count}.");
            }

            for (var i = 0; i < width; i++)
            {
                hashes[i].CopyTo(tree.TileAt(level), i * TreeHash.Length);
            }

            tree.LoadPeaks(level, width);
        }

        return tree;
    }

    /// <summary>Appends a leaf by its hash.</summary>
    /// <param name="leafHash">32 bytes, <see cref="TreeHash.Leaf(ReadOnlySpan{byte})"/> of the entry.</param>
    /// <param name="onFull">Receives every tile that this leaf fills, level 0 first; the data is the receiver's own.</param>
    public void Add(ReadOnlySpan<byte> leafHash, Action<Tile>? onFull = null)
    {
        if (leafHash.Length != TreeHash.Length)
        {
            throw new ArgumentException("A leaf hash has 32 bytes.", nameof(leafHash));
        }

        Span<byte> hash = stackalloc byte[TreeHash.Length];
        leafHash.CopyTo(hash);
        var height = 0;
        while (true)
        {
            if (height % 8 == 0)
            {
                // At the height above a tile stands its root.
                if (height > 0 && onFull is not null)
                {
                    var level = (height / 8) - 1;
                    onFull(new Tile(level, Size >> height, [.. TileAt(level)]) { KnownRoot = hash.ToArray() });
                }

                Append(height / 8, hash);
            }

            if (((Size >> height) & 1) == 0)
            {
                break;
            }

            TreeHash.Node(Peak(height), hash, hash);
            height++;
        }

        hash.CopyTo(Peak(height));
        Size++;
    }

    /// <summary>The root at the present size; SHA-256 of nothing for the empty tree.</summary>
    public byte[] Root() => Fold(default);

    /// <summary>The hashes of the not yet full tile of a level, possibly none.</summary>
    public IReadOnlyList<byte[]> Partial(int level)
    {
        var hashes = new byte[PartialWidth(Size, level)][];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = TileAt(level).AsSpan(i * TreeHash.Length, TreeHash.Length).ToArray();
        }

        return hashes;
    }

    /// <summary>Root of this tree with one more subtree at its right, which is smaller than every perfect subtree here.</summary>
    /// <param name="right">Root of that subtree; empty for none.</param>
    internal byte[] Fold(ReadOnlySpan<byte> right)
    {
        if (Size == 0 && right.IsEmpty)
        {
            return TreeHash.Empty;
        }

        var root = new byte[TreeHash.Length];
        right.CopyTo(root);
        var started = !right.IsEmpty;
        for (var height = 0; height < MaxHeights - 1; height++)
        {
            if (((Size >> height) & 1) == 0)
            {
                continue;
            }

            if (started)
            {
                TreeHash.Node(Peak(height), root, root);
            }
            else
            {
                Peak(height).CopyTo(root);
                started = true;
            }
        }

        return root;
    }

    // Size still lacks the leaf being added, so its bits count the hashes that stood in the tile before.
    private void Append(int level, ReadOnlySpan<byte> hash) => hash.CopyTo(TileAt(level).AsSpan(PartialWidth(Size, level) * TreeHash.Length));

    private void LoadPeaks(int level, int width)
    {
        var start = 0;
        for (var bit = 7; bit >= 0; bit--)
        {
            if (((width >> bit) & 1) != 0)
            {
                TreeHash.Subtree(TileAt(level).AsSpan(start * TreeHash.Length, TreeHash.Length << bit)).CopyTo(Peak((8 * level) + bit));
                start += 1 << bit;
            }
        }
    }

    private Span<byte> Peak(int height) => _peaks.AsSpan(height * TreeHash.Length, TreeHash.Length);

    private byte[] TileAt(int level)
    {
        while (_tiles.Count <= level)
        {
            _tiles.Add(new byte[Tile.FullLength]);
        }

        return _tiles[level];
    }
}
