using System.Security.Cryptography;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>The private key that signs checkpoints (ECDSA P-256), in a PEM file that only its owner may read.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _gate = new();

    private SigningKey(ECDsa key) => _key = key;

    /// <summary>Opens the file; makes it only where nothing has been signed yet.</summary>
    /// <exception cref="KeyFileException">Missing, damaged, of another kind, or readable by others than its owner.</exception>
    public static SigningKey Open(string path, bool mayCreate)
    {
        if (!File.Exists(path))
        {
            if (!mayCreate)
            {
                throw new KeyFileException($"签名密钥文件不存在：{path}。存证已有签名的检查点，请先恢复该文件再启动。");
            }

            OwnerFile.Create(path, MakePem());
        }

        OwnerFile.Demand(path);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                ? new SigningKey(key)
                : throw new KeyFileException($"签名密钥须为 P-256：{path}。");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new KeyFileException($"签名密钥文件已损坏：{path}。请从备份恢复。", e);
        }
    }

    /// <summary>The public key under the name of a log.</summary>
    public VerifierKey PublicKey(string origin) => VerifierKey.From(origin, _key);

    /// <summary>The public key as openssl reads it.</summary>
    public string PublicPem() => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Signs a checkpoint under its origin's name.</summary>
    public string Sign(Checkpoint checkpoint)
    {
        lock (_gate)
        {
            return SignedNote.Sign(checkpoint, checkpoint.Origin, _key);
        }
    }

    public void Dispose() => _key.Dispose();

    private static string MakePem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
