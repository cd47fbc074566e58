using System.Numerics;

namespace AuditFormat;

/// <content>Checking: needs nothing but the proof, the sizes and the roots.</content>
public static partial class TreeProof
{
    /// <summary>Whether the proof leads from the leaf at this index to the root of a tree of this size (RFC 9162, 2.1.3.2).</summary>
    public static bool VerifyInclusion(byte[] leafHash, long index, long size, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (index < 0 || index >= size || leafHash.Length != TreeHash.Length || proof.Any(h => h.Length != TreeHash.Length))
        {
            return false;
        }

        var (node, last) = (index, size - 1);
        var hash = leafHash;
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = TreeHash.Node(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = TreeHash.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether the newer tree begins with all leaves of the older one (RFC 9162, 2.1.4.2). From the empty tree nothing is proved: false.</summary>
    public static bool VerifyConsistency(long from, byte[] fromRoot, long to, byte[] toRoot, IReadOnlyList<byte[]> proof)
    {
        if (from <= 0 || from > to)
        {
            return false;
        }

        if (from == to)
        {
            return proof.Count == 0 && fromRoot.AsSpan().SequenceEqual(toRoot);
        }

        var path = BitOperations.IsPow2(from) ? [fromRoot, .. proof] : proof;
        if (proof.Count == 0 || path.Any(h => h.Length != TreeHash.Length))
        {
            return false;
        }

        var (node, last) = (from - 1, to - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (older, newer) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                older = TreeHash.Node(sibling, older);
                newer = TreeHash.Node(sibling, newer);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                newer = TreeHash.Node(newer, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && older.AsSpan().SequenceEqual(fromRoot) && newer.AsSpan().SequenceEqual(toRoot);
    }
}
