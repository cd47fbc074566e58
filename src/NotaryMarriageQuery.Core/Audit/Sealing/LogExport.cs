using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Writes the log as a C2SP tlog-tiles directory: everything that somebody outside needs, besides the public key.</summary>
/// <remarks>What a checkpoint covers never changes, so nothing is locked while this runs.</remarks>
public sealed class LogExport(PortalDatabase database)
{
    // One earlier checkpoint per so many rows goes along; all of them would be millions of files a year.
    private const long RowsPerCheckpoint = 4096;

    /// <summary>Exports up to the newest checkpoint.</summary>
    /// <param name="folder">Made when it is not there; must be empty.</param>
    /// <param name="fromLeaf">Bundles of rows begin with the one that holds this leaf; tiles are always whole.</param>
    /// <param name="progress">Receives the number of rows that are done.</param>
    /// <param name="cancellationToken">Ends it between two bundles.</param>
    /// <returns>Rows of the tree; null when there is no checkpoint yet.</returns>
    /// <exception cref="IOException">The folder is not empty or cannot be written, or the log is so damaged that it has no export; the message says where.</exception>
    public long? Write(string folder, long fromLeaf, Action<long>? progress, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"目标目录不是空的：{folder}");
        }

        return Write(new Folder(folder).Save, fromLeaf, progress, cancellationToken);
    }

    /// <summary>The same into a zip archive.</summary>
    public long? WriteZip(Stream target, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        return Write(Save, fromLeaf: 0, progress: null, cancellationToken);

        void Save(string path, byte[] data)
        {
            // Ciphertext and hashes do not shrink.
            using var entry = zip.CreateEntry(path, CompressionLevel.NoCompression).Open();
            entry.Write(data);
        }
    }

    private long? Write(Action<string, byte[]> save, long fromLeaf, Action<long>? progress, CancellationToken cancellationToken)
    {
        using var connection = database.Connect();
        var store = new SealingStore(connection, transaction: null);
        if (store.LastNote() is not { } note)
        {
            return null;
        }

        try
        {
            return WriteUpTo(note, store, save, fromLeaf, progress, cancellationToken);
        }
        catch (FormatException e)
        {
            throw new IOException($"存证已损坏，不能导出（{e.Message}）。请先核验。", e);
        }
    }

    private static long WriteUpTo(
        string note, SealingStore store, Action<string, byte[]> save, long fromLeaf, Action<long>? progress, CancellationToken cancellationToken)
    {
        var size = Checkpoint.Parse(note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)]).Size;
        WriteTiles(store, save, size);
        WriteEntries(store, save, fromLeaf / Tile.FullWidth, size, progress, cancellationToken);
        WriteCheckpoints(store, save, note, size);

        // Last: a directory with this file is a whole one.
        save("checkpoint", Encoding.UTF8.GetBytes(note));
        return size;
    }

    private static void WriteTiles(SealingStore store, Action<string, byte[]> save, long size)
    {
        var tree = new StoredTree(store);
        for (var level = 0; level < TileTree.Levels(size); level++)
        {
            var width = TileTree.PartialWidth(size, level);
            var full = size >> (8 * (level + 1));
            var next = 0L;
            foreach (var (index, data) in store.TilesOf(level, full).TakeWhile(t => t.Index == next))
            {
                next++;
                save(Tile.PathOf(level, index), data);
            }

            if (next < full)
            {
                throw new FormatException($"缺少散列块 {Tile.PathOf(level, next)}");
            }

            if (width > 0)
            {
                save(Tile.PathOf(level, full, width), tree.TileAt(size, level, full));
            }
        }
    }

    private static void WriteEntries(SealingStore store, Action<string, byte[]> save, long firstBundle, long size, Action<long>? progress, CancellationToken cancellationToken)
    {
        var bundle = firstBundle;
        Span<byte> length = stackalloc byte[2];
        var written = 0L;
        foreach (var rows in new StoredTree(store).Rows(firstBundle * Tile.FullWidth, size).Chunk(Tile.FullWidth))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var bytes = new MemoryStream();
            foreach (var row in rows)
            {
                var leaf = CanonicalRow.TryWrite(row)
                    ?? throw new FormatException($"行 {AuditNumber.Format(row.Id)} 无法写成字节");
                BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)leaf.Length));
                bytes.Write(length);
                bytes.Write(leaf);
            }

            save(Tile.EntriesPathOf(bundle, rows.Length), bytes.ToArray());
            bundle++;
            written += rows.Length;
            progress?.Invoke(Math.Min(size, bundle * Tile.FullWidth));
        }

        var sealedRows = Math.Max(0, size - (firstBundle * Tile.FullWidth));
        if (written != sealedRows)
        {
            throw new FormatException($"检查点称有 {sealedRows} 行，实有 {written} 行");
        }
    }

    private static void WriteCheckpoints(SealingStore store, Action<string, byte[]> save, string head, long size)
    {
        // Those of the present name and key: others could not be checked by who has the present public key only.
        var origin = head[..(head.IndexOf('\n', StringComparison.Ordinal) + 1)];
        var signer = SignerOf(head);
        var next = 0L;
        foreach (var (at, _, note) in store.Checkpoints())
        {
            if (at >= next && at < size && note.StartsWith(origin, StringComparison.Ordinal) && SignerOf(note).SequenceEqual(signer))
            {
                save("checkpoints/" + at.ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(note));
                next = at - (at % RowsPerCheckpoint) + RowsPerCheckpoint;
            }
        }
    }

    // The key id of a note's last line: 4 bytes, of which the first five characters hold all but two bits.
    private static ReadOnlySpan<char> SignerOf(string note) => note.AsSpan(note.LastIndexOf(' ') + 1) is { Length: > 5 } signature ? signature[..5] : default;

    private sealed class Folder(string root)
    {
        public void Save(string path, byte[] data)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, data);
        }
    }
}
