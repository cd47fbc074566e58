using System.Numerics;

namespace AuditFormat;

/// <summary>Makes and checks the proofs of RFC 6962 and 9162: a leaf is in a tree, a tree continues an older one.</summary>
public static partial class TreeProof
{
    /// <summary>Hashes from the leaf's sibling up to the child of the root.</summary>
    /// <param name="index">Leaf, from 0, below <paramref name="size"/>.</param>
    /// <param name="size">Leaves of the tree.</param>
    /// <param name="tiles">Level and index of a tile to its concatenated hashes, at least those that a tree of this size has.</param>
    /// <exception cref="FormatException">A tile holds fewer hashes than a tree of this size has there.</exception>
    public static IReadOnlyList<byte[]> Inclusion(long index, long size, Func<int, long, byte[]> tiles)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var proof = new List<byte[]>();
        var start = 0L;
        while (size > 1)
        {
            var left = Split(size);
            if (index - start < left)
            {
                proof.Add(Range(start + left, size - left, tiles));
                size = left;
            }
            else
            {
                proof.Add(Range(start, left, tiles));
                start += left;
                size -= left;
            }
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>Hashes from which both roots can be computed; empty for equal sizes.</summary>
    /// <param name="from">The older size, at least 1.</param>
    /// <param name="to">The newer size, at least <paramref name="from"/>.</param>
    /// <param name="tiles">As for <see cref="Inclusion"/>, of the newer tree.</param>
    /// <exception cref="FormatException">A tile holds fewer hashes than a tree of the newer size has there.</exception>
    public static IReadOnlyList<byte[]> Consistency(long from, long to, Func<int, long, byte[]> tiles)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var proof = new List<byte[]>();
        var start = 0L;
        var (older, newer) = (from, to);
        while (older != newer)
        {
            var left = Split(newer);
            if (older <= left)
            {
                proof.Add(Range(start + left, newer - left, tiles));
                newer = left;
            }
            else
            {
                proof.Add(Range(start, left, tiles));
                start += left;
                older -= left;
                newer -= left;
            }
        }

        // The older tree itself, when it is one perfect subtree at the far left, is known to the reader by its root.
        if (start > 0)
        {
            proof.Add(Range(start, newer, tiles));
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>Leaves of the left subtree: the largest power of two below the size.</summary>
    private static long Split(long size) => 1L << BitOperations.Log2((ulong)size - 1);

    /// <summary>Root over leaves <c>start .. start + count - 1</c>, where start is a multiple of the largest power of two in count.</summary>
    private static byte[] Range(long start, long count, Func<int, long, byte[]> tiles)
    {
        if (!BitOperations.IsPow2(count))
        {
            var left = Split(count);
            return TreeHash.Node(Range(start, left, tiles), Range(start + left, count - left, tiles));
        }

        var height = BitOperations.Log2((ulong)count);
        var level = height / 8;
        var first = start >> (8 * level);
        var offset = (int)(first % Tile.FullWidth) * TreeHash.Length;
        var length = TreeHash.Length << (height % 8);
        var data = tiles(level, first / Tile.FullWidth);
        return data.Length >= offset + length
            ? TreeHash.Subtree(data.AsSpan(offset, length))
            : throw new FormatException($"Tile {first / Tile.FullWidth} of level {level} is too short.");
    }
}
