using System.Buffers.Binary;
using System.Globalization;
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
    /// <exception cref="IOException">The folder is not empty or cannot be written.</exception>
    public long? Write(string folder, long fromLeaf, Action<long>? progress, CancellationToken cancellationToken)
    {
        using var connection = database.Connect();
        var store = new SealingStore(connection, transaction: null);
        if (store.LastNote() is not { } note)
        {
            return null;
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"目标目录不是空的：{folder}");
        }

        Directory.CreateDirectory(folder);
        var size = Checkpoint.Parse(note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)]).Size;
        WriteTiles(store, folder, size);
        WriteEntries(store, folder, fromLeaf / Tile.FullWidth, size, progress, cancellationToken);
        WriteCheckpoints(store, folder, size, note[..(note.IndexOf('\n', StringComparison.Ordinal) + 1)]);

        // Last: a directory with this file is a whole one.
        File.WriteAllText(Path.Combine(folder, "checkpoint"), note);
        return size;
    }

    private static void WriteTiles(SealingStore store, string folder, long size)
    {
        var tree = new StoredTree(store);
        for (var level = 0; level < TileTree.Levels(size); level++)
        {
            var width = TileTree.PartialWidth(size, level);
            var full = size >> (8 * (level + 1));
            foreach (var (index, data) in store.TilesOf(level, full))
            {
                Save(folder, Tile.PathOf(level, index), data);
            }

            if (width > 0)
            {
                Save(folder, Tile.PathOf(level, full, width), tree.TileAt(size, level, full));
            }
        }
    }

    private static void WriteEntries(SealingStore store, string folder, long firstBundle, long size, Action<long>? progress, CancellationToken cancellationToken)
    {
        var bundle = firstBundle;
        foreach (var rows in new StoredTree(store).Rows(firstBundle * Tile.FullWidth, size).Chunk(Tile.FullWidth))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var bytes = new MemoryStream();
            Span<byte> length = stackalloc byte[2];
            foreach (var row in rows)
            {
                var leaf = CanonicalRow.Write(row, withMac: true);
                BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)leaf.Length));
                bytes.Write(length);
                bytes.Write(leaf);
            }

            Save(folder, Tile.EntriesPathOf(bundle, rows.Length), bytes.ToArray());
            bundle++;
            progress?.Invoke(Math.Min(size, bundle * Tile.FullWidth));
        }
    }

    private static void WriteCheckpoints(SealingStore store, string folder, long size, string origin)
    {
        var next = 0L;
        foreach (var (at, _, note) in store.Checkpoints())
        {
            if (at >= next && at < size && note.StartsWith(origin, StringComparison.Ordinal))
            {
                Save(folder, "checkpoints/" + at.ToString(CultureInfo.InvariantCulture), System.Text.Encoding.UTF8.GetBytes(note));
                next = at - (at % RowsPerCheckpoint) + RowsPerCheckpoint;
            }
        }
    }

    private static void Save(string folder, string path, byte[] data)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, data);
    }
}
