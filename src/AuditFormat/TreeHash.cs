using System.Buffers;
using System.Security.Cryptography;

namespace AuditFormat;

/// <summary>The hashes of RFC 6962: SHA-256 with one byte in front that keeps leaves and nodes apart.</summary>
public static class TreeHash
{
    /// <summary>Bytes of every hash.</summary>
    public const int Length = 32;

    private const int OnStack = 1024;
    private static readonly byte[] _empty = SHA256.HashData([]);

    /// <summary>Root of the tree without leaves: SHA-256 of nothing (a fresh copy).</summary>
    public static byte[] Empty => [.. _empty];

    /// <summary>Hash of a leaf, <c>SHA-256(0x00 || entry)</c>.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        var hash = new byte[Length];
        Leaf(entry, hash);
        return hash;
    }

    /// <summary>Hash of a leaf into 32 bytes of <paramref name="destination"/>.</summary>
    public static void Leaf(ReadOnlySpan<byte> entry, Span<byte> destination)
    {
        // One call over a copied buffer is faster than an incremental hash for rows of a few hundred bytes.
        var rented = entry.Length < OnStack ? null : ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        var buffer = rented is null ? stackalloc byte[OnStack] : rented.AsSpan();
        buffer[0] = 0;
        entry.CopyTo(buffer[1..]);
        SHA256.HashData(buffer[..(entry.Length + 1)], destination);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Hash of an inner node, <c>SHA-256(0x01 || left || right)</c>.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[Length];
        Node(left, right, hash);
        return hash;
    }

    /// <summary>Hash of an inner node into 32 bytes of <paramref name="destination"/>, which may be one of the two inputs.</summary>
    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> destination)
    {
        Span<byte> buffer = stackalloc byte[1 + (2 * Length)];
        buffer[0] = 1;
        left[..Length].CopyTo(buffer[1..]);
        right[..Length].CopyTo(buffer[(1 + Length)..]);
        SHA256.HashData(buffer, destination);
    }

    /// <summary>Root over a power of two of concatenated hashes, which stand side by side at one height.</summary>
    public static byte[] Subtree(ReadOnlySpan<byte> hashes)
    {
        Span<byte> row = stackalloc byte[Tile.FullLength];
        hashes.CopyTo(row);
        for (var width = hashes.Length / Length; width > 1; width /= 2)
        {
            for (var i = 0; i < width / 2; i++)
            {
                Node(row[(2 * i * Length)..], row[(((2 * i) + 1) * Length)..], row.Slice(i * Length, Length));
            }
        }

        return row[..Length].ToArray();
    }
}
