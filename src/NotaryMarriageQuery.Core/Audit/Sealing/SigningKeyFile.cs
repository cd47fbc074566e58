using System.Security.Cryptography;
using System.Text;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>What the PEM file of the signing key holds.</summary>
/// <param name="Signers">The private key; while it is being replaced the old one and then the new one.</param>
/// <param name="Retired">Keys that were replaced, newest first.</param>
internal sealed record SigningKeyFile(IReadOnlyList<ECDsa> Signers, IReadOnlyList<RetiredKey> Retired)
{
    private const string PublicLabel = "PUBLIC KEY";
    private const string NoteLabel = "LAST CHECKPOINT";

    /// <exception cref="KeyFileException">Damaged, of another kind, or readable by others than its owner.</exception>
    public static SigningKeyFile Read(string path)
    {
        OwnerFile.Demand(path);
        try
        {
            return Parse(File.ReadAllText(path)) is { Signers.Count: 1 or 2 } file ? file : throw new CryptographicException("No private key.");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or FormatException)
        {
            throw new KeyFileException($"签名密钥文件已损坏，或不是 P-256 密钥：{path}。请从备份恢复。", e);
        }
    }

    public static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The file's text; its first key is what openssl reads from it.</summary>
    public string Format()
    {
        var text = new StringBuilder();
        foreach (var key in Signers)
        {
            text.Append(key.ExportPkcs8PrivateKeyPem()).Append('\n');
        }

        foreach (var (key, note) in Retired)
        {
            text.Append(key.ExportSubjectPublicKeyInfoPem()).Append('\n').Append(PemEncoding.Write(NoteLabel, Encoding.UTF8.GetBytes(note))).Append('\n');
        }

        return text.ToString();
    }

    private static SigningKeyFile Parse(string text)
    {
        var (signers, retired) = (new List<ECDsa>(), new List<RetiredKey>());
        ECDsa? earlier = null;
        while (PemEncoding.TryFind(text, out var block))
        {
            switch (text[block.Label])
            {
                case PublicLabel:
                    earlier = Import(text[block.Location]);
                    break;
                case NoteLabel:
                    retired.Add(new RetiredKey(earlier ?? throw new FormatException("No key."), Encoding.UTF8.GetString(Convert.FromBase64String(text[block.Base64Data]))));
                    break;
                default:
                    signers.Add(Import(text[block.Location]));
                    break;
            }

            text = text[block.Location.End..];
        }

        return new SigningKeyFile(signers, retired);
    }

    private static ECDsa Import(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        _ = VerifierKey.From("p-256", key);
        return key;
    }
}

/// <summary>A key that signs no more, and the last checkpoint that it signed: whoever has stolen it cannot speak beyond that.</summary>
internal sealed record RetiredKey(ECDsa Key, string LastNote)
{
    /// <summary>True for what it signed, or may have signed, while it was in use.</summary>
    /// <param name="note">A note with its good signature.</param>
    /// <param name="name">Configured name of the log.</param>
    public bool Covers(string note, string name) => Place(note, name) is { } place && Place(LastNote, name) is { } last && place.CompareTo(last) <= 0;

    private static (int Generation, long Size)? Place(string note, string name) =>
        LogOrigin.Of(note, name) is { } origin ? (origin.Generation, Checkpoint.Parse(note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)]).Size) : null;
}
