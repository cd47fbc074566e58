using System.Buffers.Binary;
using System.Globalization;
using AuditFormat;

namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>The files of an export (C2SP tlog-tiles with earlier checkpoints beside them).</summary>
/// <param name="root">Directory that holds <c>checkpoint</c> and <c>tile/</c>.</param>
internal sealed class ExportDirectory(string root)
{
    /// <summary>Longest bundle that is read. Rows take below 3 KB, so honest ones stay far below.</summary>
    private const int BundleMaxLength = 4 * 1024 * 1024;

    /// <summary>Longest file of rows outside the tree: far more than a quarter of an hour brings.</summary>
    private const int OutsideMaxLength = 256 * 1024 * 1024;

    /// <summary>The note of the newest checkpoint.</summary>
    public byte[] Head() => Files.ReadSmall(Path.Combine(root, "checkpoint"), SignedNote.MaxLength);

    /// <summary>Earlier checkpoints: stated size and the path of the note.</summary>
    public IReadOnlyList<(long Size, string Path)> EarlierCheckpoints()
    {
        var folder = Path.Combine(root, "checkpoints");
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.EnumerateFileSystemEntries(folder).Select(p => (SizeOf(Path.GetFileName(p)), p)).OrderBy(c => c.Item1)]
                : [];
        }
        catch (Exception e) when (Files.IsFileProblem(e))
        {
            throw Files.Missing(folder, e);
        }
    }

    /// <summary>Fails early when the files at the far end are not there: a checkpoint may claim any number of rows.</summary>
    /// <exception cref="CannotDecideException">They are not.</exception>
    public void CheckReach(long size)
    {
        if (size == 0)
        {
            return;
        }

        var (index, width) = ((size - 1) / Tile.FullWidth, (int)((size - 1) % Tile.FullWidth) + 1);
        foreach (var path in new[] { PathOf(Tile.EntriesPathOf(index, width)), PathOf(Tile.PathOf(0, index, width)) })
        {
            if (!File.Exists(path))
            {
                throw new CannotDecideException($"检查点称有 {size} 行，但缺少文件“{path}”，导出不完整（missing file）。");
            }
        }
    }

    /// <summary>A stored tile, of exactly the stated width.</summary>
    /// <exception cref="CannotDecideException">Missing or of another length.</exception>
    public byte[] StoredTile(int level, long index, int width)
    {
        var path = PathOf(Tile.PathOf(level, index, width));
        var data = Files.ReadSmall(path, width * TreeHash.Length);
        return data.Length == width * TreeHash.Length ? data : throw new CannotDecideException($"文件“{path}”长度不对，可能被截断（cut file）。");
    }

    /// <summary>Fills the batch with the rows of a bundle and hashes them.</summary>
    /// <param name="index">Number of the bundle.</param>
    /// <param name="width">Rows it should have; only the path depends on it.</param>
    /// <param name="batch">Receives the rows.</param>
    /// <param name="buffer">Room to read into; grown when too small.</param>
    /// <exception cref="CannotDecideException">Missing, or not a sequence of length-prefixed rows.</exception>
    public void ReadBundle(long index, int width, RowBatch batch, ref byte[] buffer)
    {
        batch.Clear();
        ReadRows(PathOf(Tile.EntriesPathOf(index, width)), BundleMaxLength, ref buffer, batch.Add);
        batch.Finish();
    }

    /// <summary>Hands over the rows that were not yet in the tree when the export was made; an export without such a file has none.</summary>
    /// <exception cref="CannotDecideException">The file is not a sequence of length-prefixed rows.</exception>
    public void ReadOutside(Action<ReadOnlySpan<byte>> row)
    {
        var path = Path.Combine(root, "outside");
        var buffer = Array.Empty<byte>();
        if (File.Exists(path))
        {
            ReadRows(path, OutsideMaxLength, ref buffer, row);
        }
    }

    private static void ReadRows(string path, int maxLength, ref byte[] buffer, Action<ReadOnlySpan<byte>> row)
    {
        var rest = ReadInto(path, maxLength, ref buffer);
        try
        {
            while (!rest.IsEmpty)
            {
                var length = rest.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(rest) : throw new FormatException("cut");
                row(rest.Slice(2, length <= rest.Length - 2 ? length : throw new FormatException("cut")));
                rest = rest[(2 + length)..];
            }
        }
        catch (FormatException e)
        {
            throw new CannotDecideException($"文件“{path}”不是完整的存证行（cut or wrong file）。", e);
        }
    }

    private static ReadOnlySpan<byte> ReadInto(string path, int maxLength, ref byte[] buffer)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var length = RandomAccess.GetLength(file);
            if (length > maxLength)
            {
                throw new CannotDecideException($"文件“{path}”过大，不是所需的文件（file too long）。");
            }

            if (buffer.Length < length)
            {
                buffer = new byte[Math.Max(length, 128 * 1024)];
            }

            var read = 0;
            while (read < length && RandomAccess.Read(file, buffer.AsSpan(read, (int)length - read), read) is > 0 and var count)
            {
                read += count;
            }

            return buffer.AsSpan(0, read);
        }
        catch (Exception e) when (Files.IsFileProblem(e))
        {
            throw Files.Missing(path, e);
        }
    }

    private static long SizeOf(string name) =>
        long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && string.Equals(size.ToString(CultureInfo.InvariantCulture), name, StringComparison.Ordinal)
            ? size
            : throw new CannotDecideException($"checkpoints 目录中的“{name}”不是以大小命名的检查点（wrong file）。");

    private string PathOf(string path) => Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));
}
