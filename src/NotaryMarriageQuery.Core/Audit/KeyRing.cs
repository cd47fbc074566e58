using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The secret keys, in a file outside the database that only its owner may read.</summary>
/// <remarks>
/// The master key wraps one root key per calendar year (the period of the evidence) and yields the keys that live longer than a
/// period: the MAC key and the keys for fields of other tables. Losing the file loses the personal data in the evidence, so a
/// database with evidence and no key file refuses to start instead of silently beginning anew.
/// </remarks>
public sealed class KeyRing
{
    private const int KeyLength = 32;
    private const int LockAttempts = 100;
    private static readonly TimeSpan _lockPause = TimeSpan.FromMilliseconds(50);
    private static readonly Lock _fileLock = new();
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    private readonly string _path;
    private readonly byte[] _master;
    private readonly ConcurrentDictionary<int, PeriodKeys> _periods = new();

    private KeyRing(string path, byte[] master, KeyFile file)
    {
        _path = path;
        _master = master;
        MacKey = Derive(master, "audit mac");
        FieldKey = Derive(master, "fields");
        PersonIndexKey = Derive(master, "person index");
        foreach (var (period, wrapped) in file.Periods)
        {
            _periods[int.Parse(period, CultureInfo.InvariantCulture)] = PeriodKeys.From(Unwrap(period, wrapped));
        }
    }

    /// <summary>Key of the MAC chain (32 bytes).</summary>
    public byte[] MacKey { get; }

    /// <summary>Key for encrypted columns outside the evidence (32 bytes).</summary>
    public byte[] FieldKey { get; }

    /// <summary>Key of the hash that stands beside an encrypted ID number outside the evidence (32 bytes).</summary>
    public byte[] PersonIndexKey { get; }

    /// <summary>Periods (years) that have a key.</summary>
    public IReadOnlyCollection<int> Periods => [.. _periods.Keys.Order()];

    /// <summary>Opens the key file, or makes it when <paramref name="mayCreate"/> (the database holds no evidence yet).</summary>
    /// <exception cref="KeyFileException">Missing, unreadable, damaged, or readable by others than its owner.</exception>
    public static KeyRing Open(string path, bool mayCreate)
    {
        lock (_fileLock)
        {
            using var alone = LockFile(path);
            if (!File.Exists(path))
            {
                if (!mayCreate)
                {
                    throw new KeyFileException($"密钥文件不存在：{path}。数据库已有存证，请先恢复密钥文件再启动。");
                }

                Save(path, new KeyFile(1, RandomNumberGenerator.GetBytes(KeyLength), []));
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
            {
                throw new KeyFileException($"密钥文件权限过宽：{path}。请改为仅所有者可读写（chmod 600）后再启动。");
            }

            try
            {
                var file = JsonSerializer.Deserialize<KeyFile>(File.ReadAllBytes(path), _json);
                return file is { Version: 1, Master.Length: KeyLength, Periods: not null }
                    ? new KeyRing(path, file.Master, file)
                    : throw new KeyFileException($"密钥文件格式不符：{path}。");
            }
            catch (Exception e) when (e is JsonException or FormatException or OverflowException or CryptographicException)
            {
                throw new KeyFileException($"密钥文件已损坏：{path}。请从备份恢复。", e);
            }
        }
    }

    /// <summary>Keys of a period, or null when there are none (not yet made, or erased after retention).</summary>
    public PeriodKeys? Find(int period) => _periods.GetValueOrDefault(period);

    /// <summary>Makes and stores the key of a period that has none yet; true when this call made it.</summary>
    public bool Ensure(int period)
    {
        if (_periods.ContainsKey(period))
        {
            return false;
        }

        lock (_fileLock)
        {
            using var alone = LockFile(_path);
            var file = JsonSerializer.Deserialize<KeyFile>(File.ReadAllBytes(_path), _json)!;
            var name = period.ToString(CultureInfo.InvariantCulture);
            if (file.Periods.TryGetValue(name, out var wrapped))
            {
                _periods[period] = PeriodKeys.From(Unwrap(name, wrapped));
                return false;
            }

            var root = RandomNumberGenerator.GetBytes(KeyLength);
            file.Periods[name] = Wrap(name, root);
            Save(_path, file);
            _periods[period] = PeriodKeys.From(root);
            return true;
        }
    }

    private static byte[] Derive(byte[] key, string info) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyLength, info: Encoding.ASCII.GetBytes(info));

    private byte[] Wrap(string period, byte[] root) => new FieldCipher(Derive(_master, "wrap")).Seal(root, period);

    private byte[] Unwrap(string period, byte[] wrapped) => new FieldCipher(Derive(_master, "wrap")).Open(wrapped, period);

    // Two processes that start at once, or at the turn of the year, must not each make keys: the last one saved would win.
    private static FileStream LockFile(string path)
    {
        MakeFolder(path);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path + ".lock", options);
            }
            catch (IOException) when (attempt < LockAttempts)
            {
                Thread.Sleep(_lockPause);
            }
            catch (IOException e)
            {
                throw new KeyFileException($"密钥文件被另一进程占用：{path}。请稍候再试。", e);
            }
        }
    }

    private static void MakeFolder(string path)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else if (!Directory.Exists(directory))
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void Save(string path, KeyFile file)
    {
        // A crash while writing must not cost the old keys: write beside, flush, rename.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var beside = path + ".new";
        using (var stream = new FileStream(beside, options))
        {
            JsonSerializer.Serialize(stream, file, _json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    private sealed record KeyFile(int Version, byte[] Master, Dictionary<string, byte[]> Periods);
}

/// <summary>The two keys of one period: blind index of persons, and encryption of details.</summary>
public sealed record PeriodKeys(byte[] IndexKey, byte[] EncryptionKey)
{
    internal static PeriodKeys From(byte[] root) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, info: "idx"u8.ToArray()),
        HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, info: "enc"u8.ToArray()));
}

/// <summary>The key file cannot be used; the message says, in Chinese, what the operator must do.</summary>
public sealed class KeyFileException : Exception
{
    public KeyFileException(string message)
        : base(message)
    {
    }

    public KeyFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public KeyFileException()
    {
    }
}
