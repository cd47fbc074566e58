using System.Security.Cryptography;
using System.Text;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>Encrypts single column values: AES-256-GCM with a random nonce, bound to the place where the value stands.</summary>
public sealed class FieldCipher(byte[] key)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Encrypts; <paramref name="place"/> (table, column, row) is authenticated so that a value cannot be moved.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plaintext, string place)
    {
        var box = new byte[NonceLength + plaintext.Length + TagLength];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            box.AsSpan(0, NonceLength),
            plaintext,
            box.AsSpan(NonceLength, plaintext.Length),
            box.AsSpan(NonceLength + plaintext.Length),
            Encoding.UTF8.GetBytes(place));
        return box;
    }

    /// <summary>Decrypts what <see cref="Seal(ReadOnlySpan{byte}, string)"/> made for the same place.</summary>
    /// <exception cref="CryptographicException">Damaged, of another place, or of another key.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, string place)
    {
        if (box.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("The sealed value is too short.");
        }

        var plaintext = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(box[..NonceLength], box[NonceLength..^TagLength], box[^TagLength..], plaintext, Encoding.UTF8.GetBytes(place));
        return plaintext;
    }

    public byte[] SealText(string text, string place) => Seal(Encoding.UTF8.GetBytes(text), place);

    public string OpenText(ReadOnlySpan<byte> box, string place) => Encoding.UTF8.GetString(Open(box, place));
}
