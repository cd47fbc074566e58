using System.Text;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>Small files that only their owner may read, written so that a crash leaves the old one or the new one.</summary>
internal static class OwnerFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file that is not there yet; when two processes do so at once, the first one's stays.</summary>
    public static void Create(string path, string text)
    {
        var beside = WriteBeside(path, text);
        try
        {
            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
        }
    }

    /// <summary>Writes a file over the one that is there.</summary>
    public static void Replace(string path, string text) => File.Move(WriteBeside(path, text), path, overwrite: true);

    /// <summary>Makes the name durable, too, under which a file was put into place, for what is relied on elsewhere as soon as this returns.</summary>
    public static void Flush(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Refuses a file that others than its owner may read.</summary>
    /// <exception cref="KeyFileException">They may.</exception>
    public static void Demand(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
        {
            throw new KeyFileException($"密钥文件权限过宽：{path}。请改为仅所有者可读写（chmod 600）后再启动。");
        }
    }

    private static string WriteBeside(string path, string text)
    {
        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var beside = $"{path}.{Guid.NewGuid():N}";
        using var stream = new FileStream(beside, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
        return beside;
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}
