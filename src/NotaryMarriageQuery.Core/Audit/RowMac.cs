using System.Security.Cryptography;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>HMAC-SHA-256 of a row over the MAC before it and the row's canonical form.</summary>
/// <remarks>Kept between rows, as making one costs three times the computing. Not safe for several threads.</remarks>
internal sealed class RowMac(byte[] key) : IDisposable
{
    // The MAC stands at the end of a row's leaf form, behind its length.
    private const int MacPart = 4 + AuditEntry.MacLength;
    private const int OnStack = 1024;

    private static readonly byte[] _none = new byte[AuditEntry.MacLength];

    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    /// <summary>The MAC that a row must have.</summary>
    /// <param name="previous">MAC of the writer's row before; null at its first.</param>
    /// <param name="row">Canonical form without MAC.</param>
    public byte[] Of(byte[]? previous, byte[] row)
    {
        var mac = new byte[AuditEntry.MacLength];
        Compute(previous ?? _none, row, mac);
        return mac;
    }

    /// <summary>True when the MAC in a leaf form follows from the leaf before it (null at a writer's first).</summary>
    public bool Follows(byte[]? before, byte[] leaf)
    {
        Span<byte> mac = stackalloc byte[AuditEntry.MacLength];
        Compute(before is null ? _none : MacOf(before), leaf.AsSpan(0, leaf.Length - MacPart), mac);
        return mac.SequenceEqual(MacOf(leaf));
    }

    private void Compute(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> row, Span<byte> mac)
    {
        if (row.Length > OnStack)
        {
            _hmac.AppendData(previous);
            _hmac.AppendData(row);
        }
        else
        {
            // Each call of the library costs as much as a hundred bytes.
            Span<byte> both = stackalloc byte[AuditEntry.MacLength + OnStack];
            previous.CopyTo(both);
            row.CopyTo(both[AuditEntry.MacLength..]);
            _hmac.AppendData(both[..(AuditEntry.MacLength + row.Length)]);
        }

        _hmac.GetHashAndReset(mac);
    }

    public void Dispose() => _hmac.Dispose();

    private static ReadOnlySpan<byte> MacOf(byte[] leaf) => leaf.AsSpan(leaf.Length - AuditEntry.MacLength);
}
