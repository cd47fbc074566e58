using System.Security.Cryptography;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>The private key that signs checkpoints (ECDSA P-256), in a PEM file that only its owner may read.</summary>
/// <remarks>
/// It can be replaced, see <see cref="SigningKeyRotation"/>. A note that none of the known keys has signed is tried again when the file
/// has changed, so that a running instance goes on when it is given the new file.
/// </remarks>
public sealed class SigningKey : IDisposable
{
    private readonly string _path;
    private readonly Lock _gate = new();
    private volatile SigningKeyFile _file = null!;
    private volatile ECDsa _signer = null!;
    private DateTime _writtenAt;

    private SigningKey(string path)
    {
        _path = path;
        var writtenAt = File.GetLastWriteTimeUtc(path);
        Use(SigningKeyFile.Read(path), writtenAt);
    }

    /// <summary>True while the file holds the key that comes beside the one that goes.</summary>
    public bool IsChanging => _file.Signers.Count > 1;

    /// <summary>The last checkpoint of the key before; null when there was none.</summary>
    internal string? LastNoteBefore => _file.Retired is [var newest, ..] ? newest.LastNote : null;

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

            OwnerFile.Create(path, new SigningKeyFile([SigningKeyFile.NewKey()], []).Format());
        }

        return new SigningKey(path);
    }

    /// <summary>The public key under the name of a log.</summary>
    public VerifierKey PublicKey(string origin) => VerifierKey.From(origin, _signer);

    /// <summary>The public key as openssl reads it.</summary>
    public string PublicPem() => _signer.ExportSubjectPublicKeyInfoPem();

    /// <summary>Signs a checkpoint under its origin's name.</summary>
    public string Sign(Checkpoint checkpoint)
    {
        lock (_gate)
        {
            return SignedNote.Sign(checkpoint, checkpoint.Origin, _signer);
        }
    }

    /// <summary>Opens a note of the log with this name; null when it is none, or signed by no key that may have signed it.</summary>
    internal Checkpoint? TryOpen(string note, string name)
    {
        // Whoever replaces the key ends that soon.
        if (IsChanging)
        {
            LookAgain();
        }

        return TryOpen(_file, note, name) ?? (LookAgain() ? TryOpen(_file, note, name) : null);
    }

    /// <summary>Puts a new key into the file, behind the old one, which signs on, unless one that was begun with stands there.</summary>
    internal SigningKeyReplaced Prepare(string origin)
    {
        using var alone = KeyFile.Lock(_path);
        var file = SigningKeyFile.Read(_path);
        if (file.Signers is [var only])
        {
            file = file with { Signers = [only, SigningKeyFile.NewKey()] };
            Save(file);
        }

        Use(file, File.GetLastWriteTimeUtc(_path));
        return new SigningKeyReplaced { Old = VerifierKey.From(origin, file.Signers[0]).Format(), New = VerifierKey.From(origin, file.Signers[1]).Format() };
    }

    /// <summary>Lets the new key sign here.</summary>
    internal void SignWithNext() => _signer = _file.Signers[^1];

    /// <summary>Takes the old private key out of the file once the newest checkpoint is the new key's; false when it is not.</summary>
    internal bool End(SealingStore store)
    {
        using var alone = KeyFile.Lock(_path);
        var file = SigningKeyFile.Read(_path);
        if (file.Signers is [var old, var next])
        {
            if (store.LastNote() is not { } head || TryOpen(head, next) is null)
            {
                return false;
            }

            var last = store.NotesBackwards().FirstOrDefault(note => TryOpen(note, old) is not null);
            file = new SigningKeyFile([next], last is null ? file.Retired : [new RetiredKey(old, last), .. file.Retired]);
            Save(file);
        }

        Use(file, File.GetLastWriteTimeUtc(_path));
        return true;
    }

    public void Dispose()
    {
        foreach (var key in _file.Signers)
        {
            key.Dispose();
        }
    }

    private static Checkpoint? TryOpen(string note, ECDsa key)
    {
        try
        {
            return SignedNote.Open(note, VerifierKey.From(note[..Math.Max(0, note.IndexOf('\n', StringComparison.Ordinal))], key));
        }
        catch (Exception e) when (e is FormatException or BadSignatureException)
        {
            return null;
        }
    }

    private Checkpoint? TryOpen(SigningKeyFile file, string note, string name)
    {
        if (TryOpen(note, file.Signers[0]) is { } present)
        {
            return present;
        }

        if (file.Signers is [_, var next] && TryOpen(note, next) is { } first)
        {
            // Some instance has changed over; so does this one.
            _signer = next;
            return first;
        }

        foreach (var retired in file.Retired)
        {
            if (TryOpen(note, retired.Key) is { } earlier)
            {
                return retired.Covers(note, name) ? earlier : null;
            }
        }

        return null;
    }

    // The database may hold what the new key has signed as soon as this returns.
    private void Save(SigningKeyFile file)
    {
        OwnerFile.Replace(_path, file.Format());
        OwnerFile.Flush(_path);
    }

    private void Use(SigningKeyFile file, DateTime writtenAt) => (_file, _signer, _writtenAt) = (file, file.Signers[0], writtenAt);

    private bool LookAgain()
    {
        try
        {
            var writtenAt = File.GetLastWriteTimeUtc(_path);
            if (writtenAt == _writtenAt)
            {
                return false;
            }

            Use(SigningKeyFile.Read(_path), writtenAt);
            return true;
        }
        catch (Exception e) when (e is KeyFileException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
