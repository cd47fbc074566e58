using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The file with the keys of this installation, outside the database, that only its owner may read.</summary>
/// <param name="Version">Version of the format, 2; 1 is read, too, and had its wrapping key from the master key.</param>
/// <param name="Master">The master key, for MACs and fields. It stays, because stored rows depend on it.</param>
/// <param name="Periods">Wrapped period keys from before they stood in the database; empty since.</param>
/// <param name="Wrapping">The key that wraps the period keys; while it is being replaced the old one and then the new one.</param>
internal sealed record KeyFile(int Version, byte[] Master, Dictionary<string, byte[]> Periods, byte[][] Wrapping)
{
    public const int KeyLength = 32;
    private const int CurrentVersion = 2;
    private const int LockAttempts = 100;
    private static readonly TimeSpan _lockPause = TimeSpan.FromMilliseconds(50);
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    /// <summary>The wrapped keys by year.</summary>
    /// <exception cref="FormatException">A name is no year.</exception>
    /// <exception cref="OverflowException">A name is no year.</exception>
    public IReadOnlyList<(int Period, byte[] Wrapped)> ReadPeriods() =>
        [.. Periods.Select(p => (int.Parse(p.Key, NumberStyles.None, CultureInfo.InvariantCulture), p.Value))];

    /// <summary>Reads the file, or makes it when <paramref name="mayCreate"/>.</summary>
    /// <exception cref="KeyFileException">Missing, or readable by others than its owner.</exception>
    /// <exception cref="JsonException">Damaged.</exception>
    public static KeyFile Open(string path, bool mayCreate)
    {
        if (!File.Exists(path))
        {
            if (!mayCreate)
            {
                throw new KeyFileException($"密钥文件不存在：{path}。数据库已有存证，请先恢复密钥文件再启动。");
            }

            new KeyFile(CurrentVersion, NewKey(), [], [NewKey()]).Save(path);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
        {
            throw new KeyFileException($"密钥文件权限过宽：{path}。请改为仅所有者可读写（chmod 600）后再启动。");
        }

        return JsonSerializer.Deserialize<KeyFile>(File.ReadAllBytes(path), _json) switch
        {
            { Version: 1, Master.Length: KeyLength, Periods: not null } first => first with { Version = CurrentVersion, Wrapping = [Derive(first.Master, "wrap")] },
            {
                Version: CurrentVersion, Master.Length: KeyLength, Periods: not null,
                Wrapping: [{ Length: KeyLength }] or [{ Length: KeyLength }, { Length: KeyLength }]
            } file => file,
            _ => throw new KeyFileException($"密钥文件格式不符：{path}。"),
        };
    }

    /// <summary>A random key.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <summary>A key for one purpose from another key.</summary>
    public static byte[] Derive(byte[] key, string info) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyLength, info: Encoding.ASCII.GetBytes(info));

    /// <summary>Keeps other processes on this machine away: of two that start at once, each would make a master key.</summary>
    public static FileStream Lock(string path)
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

    /// <summary>Writes the file for its owner only.</summary>
    public void Save(string path)
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
            JsonSerializer.Serialize(stream, this, _json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);

        // Keys in the database are wrapped by what this file holds as soon as this returns.
        OwnerFile.Flush(path);
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
