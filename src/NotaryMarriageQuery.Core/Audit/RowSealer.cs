using System.Security.Cryptography;
using System.Text;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>Encrypts details and computes blind indexes under the keys of one period, one row after another.</summary>
/// <remarks>Keeps its keyed hashes between rows, as making one costs three times the computing. Not safe for several threads.</remarks>
internal sealed class RowSealer(PeriodKeys keys) : IDisposable
{
    private readonly IncrementalHash _index = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.IndexKey);
    private readonly IncrementalHash _derive = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.EncryptionKey);

    public PeriodKeys Keys => keys;

    /// <summary>Blind index (16 bytes) of a person by ID number, as <see cref="RowCipher.Subject"/> computes it.</summary>
    public byte[] Subject(string idNumber)
    {
        _index.AppendData(Encoding.UTF8.GetBytes(RowCipher.SubjectPrefix + idNumber));
        return _index.GetHashAndReset()[..AuditEntry.SubjectLength];
    }

    /// <summary>Encrypts the detail of the row with this id; <see cref="RowCipher.Open"/> opens it.</summary>
    public byte[] Seal(long id, AuditKind kind, byte[] request, int keyId, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> info = stackalloc byte[RowCipher.InfoLength];
        RowCipher.WriteInfo(info, id, kind, request);
        Span<byte> rowKey = stackalloc byte[2 * SHA256.HashSizeInBytes];
        Expand(info, rowKey);
        return RowCipher.Seal(rowKey[..RowCipher.RowKeyLength], request, keyId, plaintext);
    }

    // HKDF-Expand of RFC 5869 for two blocks; the platform's own opens what is sealed here.
    private void Expand(ReadOnlySpan<byte> info, Span<byte> blocks)
    {
        _derive.AppendData(info);
        _derive.AppendData([1]);
        _derive.GetHashAndReset(blocks);
        _derive.AppendData(blocks[..SHA256.HashSizeInBytes]);
        _derive.AppendData(info);
        _derive.AppendData([2]);
        _derive.GetHashAndReset(blocks[SHA256.HashSizeInBytes..]);
    }

    public void Dispose()
    {
        _index.Dispose();
        _derive.Dispose();
    }
}
