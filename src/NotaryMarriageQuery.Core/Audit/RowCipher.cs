using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>Encrypts the detail of a row under a key of that row alone, and computes the blind index of a person.</summary>
/// <remarks>
/// Detail = 16 bytes of key commitment, ciphertext, 16 bytes of tag. The row key comes from the period key and from request id, kind
/// and row id: one key is used once, so the nonce may be zero, and one row can be disclosed without the others.
/// See decision 0003 for why the row id takes part.
/// </remarks>
public static class RowCipher
{
    private const int CommitmentLength = 16;
    private const int TagLength = 16;

    /// <summary>Bytes that encryption adds to a detail.</summary>
    public const int Overhead = CommitmentLength + TagLength;

    /// <summary>Bytes of a row's key and commitment together.</summary>
    internal const int RowKeyLength = 32 + CommitmentLength;

    internal const int InfoLength = AuditEntry.RequestLength + 2 + 8;

    internal const string SubjectPrefix = "v1|id|";

    /// <summary>Encrypts a detail under the key of its row.</summary>
    internal static byte[] Seal(ReadOnlySpan<byte> rowKey, byte[] request, int keyId, ReadOnlySpan<byte> plaintext)
    {
        var detail = new byte[Overhead + plaintext.Length];
        rowKey[32..].CopyTo(detail);
        using var aes = new AesGcm(rowKey[..32], TagLength);
        Span<byte> nonce = stackalloc byte[12];
        nonce.Clear();
        Span<byte> place = stackalloc byte[AuditEntry.RequestLength + 4];
        WritePlace(place, request, keyId);
        aes.Encrypt(nonce, plaintext, detail.AsSpan(CommitmentLength, plaintext.Length), detail.AsSpan(CommitmentLength + plaintext.Length), place);
        return detail;
    }

    /// <summary>Decrypts the detail of a row.</summary>
    /// <exception cref="CryptographicException">The detail was changed, moved, or its key is another one.</exception>
    public static byte[] Open(PeriodKeys keys, AuditEntry entry)
    {
        Span<byte> rowKey = stackalloc byte[RowKeyLength];
        DeriveRowKey(keys, entry.Id, entry.Kind, entry.Request, rowKey);
        var detail = entry.Detail.AsSpan();
        if (detail.Length < Overhead || !CryptographicOperations.FixedTimeEquals(rowKey[32..], detail[..CommitmentLength]))
        {
            throw new CryptographicException("The detail does not belong to this row.");
        }

        using var aes = new AesGcm(rowKey[..32], TagLength);
        Span<byte> nonce = stackalloc byte[12];
        nonce.Clear();
        Span<byte> place = stackalloc byte[AuditEntry.RequestLength + 4];
        WritePlace(place, entry.Request, entry.KeyId);
        var plaintext = new byte[detail.Length - Overhead];
        aes.Decrypt(nonce, detail[CommitmentLength..^TagLength], detail[^TagLength..], plaintext, place);
        return plaintext;
    }

    /// <summary>Key and commitment of one row (48 bytes): whoever is given them can open this row's detail and no other.</summary>
    public static byte[] Disclose(PeriodKeys keys, AuditEntry entry)
    {
        var rowKey = new byte[RowKeyLength];
        DeriveRowKey(keys, entry.Id, entry.Kind, entry.Request, rowKey);
        return rowKey;
    }

    /// <summary>Blind index (16 bytes) of a person by ID number, the same for one period: equality shows, identity does not.</summary>
    public static byte[] Subject(PeriodKeys keys, string idNumber) =>
        HMACSHA256.HashData(keys.IndexKey, Encoding.UTF8.GetBytes(SubjectPrefix + idNumber))[..AuditEntry.SubjectLength];

    internal static void WriteInfo(Span<byte> info, long id, AuditKind kind, byte[] request)
    {
        request.CopyTo(info);
        BinaryPrimitives.WriteInt16BigEndian(info[AuditEntry.RequestLength..], (short)kind);
        BinaryPrimitives.WriteInt64BigEndian(info[(AuditEntry.RequestLength + 2)..], id);
    }

    private static void DeriveRowKey(PeriodKeys keys, long id, AuditKind kind, byte[] request, Span<byte> output)
    {
        Span<byte> info = stackalloc byte[InfoLength];
        WriteInfo(info, id, kind, request);
        HKDF.Expand(HashAlgorithmName.SHA256, keys.EncryptionKey, output, info);
    }

    private static void WritePlace(Span<byte> place, byte[] request, int keyId)
    {
        request.CopyTo(place);
        BinaryPrimitives.WriteInt32BigEndian(place[AuditEntry.RequestLength..], keyId);
    }
}
