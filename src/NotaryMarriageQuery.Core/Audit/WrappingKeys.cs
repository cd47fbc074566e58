using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The keys that wrap the period keys, as the key file has them.</summary>
/// <remarks>
/// Another process may have replaced them. What the known ones do not open is tried again with those that stand in the file by then,
/// so that an instance goes on when it is given the new file, without a restart.
/// </remarks>
internal sealed class WrappingKeys(string path, KeyFile file)
{
    private volatile KeyFile _file = file;

    /// <summary>The old and the new key by their fingerprints while the file holds both; otherwise null.</summary>
    public (string Old, string New)? Change => _file.Wrapping is [var old, var next] ? (Fingerprint(old), Fingerprint(next)) : null;

    /// <summary>Wraps with the newest key.</summary>
    public byte[] Wrap(int period, byte[] root) => new FieldCipher(_file.Wrapping[^1]).Seal(root, Place(period));

    /// <summary>Opens what any of the keys has wrapped.</summary>
    /// <exception cref="CryptographicException">None of them has.</exception>
    public byte[] Unwrap(int period, byte[] wrapped)
    {
        if (TryUnwrap(_file, period, wrapped) is { } root)
        {
            return root;
        }

        _file = LookAgain();
        return TryUnwrap(_file, period, wrapped) ?? throw new CryptographicException("The period key is not wrapped by a key of this file.");
    }

    /// <summary>Puts a new key into the file, behind the old one, unless one that was begun with stands there.</summary>
    public void Begin() => Replace(now => now.Wrapping is [var old] ? now with { Wrapping = [old, KeyFile.NewKey()] } : now);

    /// <summary>Takes the old key out of the file. Nothing that only it opens may be left.</summary>
    public void End() => Replace(now => now.Wrapping is [_, var next] && Same(next, _file.Wrapping[^1]) ? now with { Wrapping = [next] } : now);

    private static string Place(int period) => period.ToString(CultureInfo.InvariantCulture);

    private static string Fingerprint(byte[] key) => Convert.ToHexStringLower(KeyFile.Derive(key, "fingerprint").AsSpan(0, 8));

    private static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    private static byte[]? TryUnwrap(KeyFile keys, int period, byte[] wrapped)
    {
        foreach (var key in keys.Wrapping.Reverse())
        {
            try
            {
                return new FieldCipher(key).Open(wrapped, Place(period));
            }
            catch (CryptographicException)
            {
                // The next one, perhaps.
            }
        }

        return null;
    }

    private void Replace(Func<KeyFile, KeyFile> change)
    {
        using var alone = KeyFile.Lock(path);
        var now = KeyFile.Open(path, mayCreate: false);
        if (!Same(now.Master, _file.Master))
        {
            throw new KeyFileException($"密钥文件已被换成另一个：{path}。请换回该数据库的密钥文件再试。");
        }

        var changed = change(now);
        if (!ReferenceEquals(changed, now))
        {
            changed.Save(path);
        }

        _file = changed;
    }

    // A file that is just not there, or another one, gives no key: the caller says that nothing opened.
    private KeyFile LookAgain()
    {
        try
        {
            return KeyFile.Open(path, mayCreate: false) is var now && Same(now.Master, _file.Master) ? now : _file;
        }
        catch (Exception e) when (e is KeyFileException or JsonException or IOException or UnauthorizedAccessException)
        {
            return _file;
        }
    }
}
