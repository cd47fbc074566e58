using System.Security.Cryptography;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>HMAC-SHA-256 of a row over the MAC before it and the row's canonical form.</summary>
/// <remarks>Kept between rows, as making one costs three times the computing. Not safe for several threads.</remarks>
internal sealed class RowMac(byte[] key) : IDisposable
{
    // The MAC stands at the end of a row's leaf form, behind its length.
    private const int MacPart = 4 + AuditEntry.MacLength;

    private static readonly byte[] _none = new byte[AuditEntry.MacLength];

    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    /// <summary>The MAC that a row must have.</summary>
    /// <param name="previous">MAC of the writer's row before; null at its first.</param>
    /// <param name="row">Canonical form without MAC.</param>
    public byte[] Of(byte[]? previous, byte[] row)
    {
        _hmac.AppendData(previous ?? _none);
        _hmac.AppendData(row);
        return _hmac.GetHashAndReset();
    }

    /// <summary>True when the MAC in a leaf form follows from the leaf before it (null at a writer's first).</summary>
    public bool Follows(byte[]? before, byte[] leaf)
    {
        Span<byte> mac = stackalloc byte[AuditEntry.MacLength];
        _hmac.AppendData(before is null ? _none : MacOf(before));
        _hmac.AppendData(leaf.AsSpan(0, leaf.Length - MacPart));
        _hmac.GetHashAndReset(mac);
        return mac.SequenceEqual(MacOf(leaf));
    }

    public void Dispose() => _hmac.Dispose();

    private static ReadOnlySpan<byte> MacOf(byte[] leaf) => leaf.AsSpan(leaf.Length - AuditEntry.MacLength);
}
