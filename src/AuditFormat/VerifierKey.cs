using System.Globalization;
using System.Security.Cryptography;

namespace AuditFormat;

/// <summary>The public key with which a log's checkpoints are checked, in the one-line form of C2SP signed notes (vkey).</summary>
/// <remarks><c>name+hexid+base64(0x02 || SPKI)</c>; ECDSA P-256, note type 0x02; key id = first 4 bytes of SHA-256 over the SPKI.</remarks>
public sealed class VerifierKey
{
    /// <summary>Longest vkey, in characters.</summary>
    public const int MaxLength = 512;

    private const byte EcdsaType = 0x02;
    private const int NameMaxLength = 200;
    private const int SpkiLength = 91;

    /// <summary>DER of a P-256 SPKI up to and with the mark of an uncompressed point; the 64 bytes of the point follow.</summary>
    private static readonly byte[] _spkiPrefix = Convert.FromHexString("3059301306072A8648CE3D020106082A8648CE3D03010703420004");

    private readonly byte[] _spki;

    private VerifierKey(string name, byte[] spki)
    {
        (Name, _spki) = (name, spki);
        KeyId = SHA256.HashData(spki)[..4];
    }

    /// <summary>Name of the key and, in this project, origin of its log.</summary>
    public string Name { get; }

    /// <summary>Key id, 4 bytes.</summary>
    public byte[] KeyId { get; }

    /// <summary>Reads a vkey; white space around it is the caller's to trim.</summary>
    /// <exception cref="FormatException">Not a vkey of an ECDSA P-256 key, or its id belongs to another key.</exception>
    public static VerifierKey Parse(string text)
    {
        // Base64 may hold plus signs itself, hence three parts at most.
        var parts = text.Length <= MaxLength ? text.Split('+', 3) : [];
        if (parts.Length != 3 || !IsName(parts[0]))
        {
            throw new FormatException("Not a verifier key (name+id+key).");
        }

        var typed = StrictText.Base64(parts[2]);
        if (typed.Length != 1 + SpkiLength || typed[0] != EcdsaType)
        {
            throw new FormatException("Not a verifier key of type ECDSA P-256.");
        }

        var key = new VerifierKey(parts[0], CheckedSpki(typed[1..]));
        return string.Equals(key.Format(), text, StringComparison.Ordinal) ? key : throw new FormatException("The id of the verifier key is not that of its key.");
    }

    /// <summary>The verifier key of a key pair or public key.</summary>
    /// <exception cref="FormatException">The name is empty or holds spaces, a plus or control characters, or the curve is not P-256.</exception>
    public static VerifierKey From(string name, ECDsa key) =>
        IsName(name) ? new(name, CheckedSpki(key.ExportSubjectPublicKeyInfo())) : throw new FormatException("Not a name for a key.");

    /// <summary>The one-line form that <see cref="Parse"/> reads.</summary>
    public string Format() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}+{Convert.ToHexStringLower(KeyId)}+{Convert.ToBase64String([EcdsaType, .. _spki])}");

    /// <summary>Whether this key signed the SHA-256 of the text; never throws for a malformed signature.</summary>
    /// <param name="text">Bytes that were signed.</param>
    /// <param name="der">Signature as ASN.1 DER.</param>
    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> der)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_spki, out _);
        try
        {
            return key.VerifyData(text, der, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            // Some platforms report malformed DER this way, others by false.
            return false;
        }
    }

    /// <summary>Whether a key may bear this name: not empty, no spaces, no plus, no control characters.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= NameMaxLength && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c == '+');

    private static byte[] CheckedSpki(byte[] spki)
    {
        if (spki.Length != SpkiLength || !spki.AsSpan().StartsWith(_spkiPrefix))
        {
            throw new FormatException("Not a public key on P-256.");
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(spki, out _);
            return spki;
        }
        catch (CryptographicException e)
        {
            throw new FormatException("Not a public key on P-256.", e);
        }
    }
}
