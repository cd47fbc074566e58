using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AuditFormat;

/// <summary>Opens the encrypted detail of one row with the key of that row alone, which the institution disclosed.</summary>
/// <remarks>
/// The disclosed value is <c>rowKey[32] || commit[16]</c>. A detail is <c>commit[16] || AES-256-GCM ciphertext || tag[16]</c>; nonce 12
/// zero bytes (a row key is used once); additional data <c>request[16] || key_id int32 big-endian</c>.
/// Limit: key and commitment both come from the period key, so only its holder can recompute the commitment from the key. Somebody
/// outside sees that the disclosed value is the one the row was written for, which AES-GCM alone would not show.
/// </remarks>
public static class DetailDisclosure
{
    /// <summary>Bytes of the disclosed value.</summary>
    public const int Length = KeyLength + CommitmentLength;

    private const int KeyLength = 32;
    private const int CommitmentLength = 16;
    private const int TagLength = 16;

    /// <summary>Decrypts the detail: JSON of the event, UTF-8.</summary>
    /// <exception cref="CryptographicException">The disclosed value is not that of this row.</exception>
    public static byte[] Open(AuditEntry entry, ReadOnlySpan<byte> disclosed)
    {
        var detail = entry.Detail.AsSpan();
        if (disclosed.Length != Length || detail.Length < CommitmentLength + TagLength
            || !disclosed[KeyLength..].SequenceEqual(detail[..CommitmentLength]))
        {
            throw new CryptographicException("The disclosed key does not belong to this row.");
        }

        Span<byte> place = stackalloc byte[AuditEntry.RequestLength + 4];
        entry.Request.CopyTo(place);
        BinaryPrimitives.WriteInt32BigEndian(place[AuditEntry.RequestLength..], entry.KeyId);
        Span<byte> nonce = stackalloc byte[12];
        nonce.Clear();
        var plaintext = new byte[detail.Length - CommitmentLength - TagLength];
        using var aes = new AesGcm(disclosed[..KeyLength], TagLength);
        aes.Decrypt(nonce, detail[CommitmentLength..^TagLength], detail[^TagLength..], plaintext, place);
        return plaintext;
    }
}
