using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Makes the proof that one row is in the sealed log, in a file that can be checked without anything else but the public key.</summary>
public sealed class RowProofs(PortalDatabase database, KeyRing keys)
{
    /// <summary>Proves a row; null when there is no such row or it is not sealed yet.</summary>
    /// <param name="id">Row id.</param>
    /// <param name="disclose">Adds the key of this one row, which opens its encrypted detail for the reader of the file.</param>
    public RowProof? Prove(long id, bool disclose)
    {
        using var connection = database.Connect();
        var store = new SealingStore(connection, transaction: null);
        var tree = new StoredTree(store);
        if (store.LastNote() is not { } note || store.SegmentOf(id) is not { } segment || store.Rows(id, id).FirstOrDefault() is not { } row)
        {
            return null;
        }

        var size = Checkpoint.Parse(note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)]).Size;
        var index = segment.FirstLeaf + (id - segment.FirstId);

        // A proof asks for the same tile once for each of its heights, and a partial one is hashed anew from its rows.
        var tiles = new Dictionary<(int, long), byte[]>();
        var hashes = TreeProof.Inclusion(index, size, (level, tile) =>
            tiles.TryGetValue((level, tile), out var data) ? data : tiles[(level, tile)] = tree.TileAt(size, level, tile));
        var key = disclose && keys.Find(row.KeyId) is { } period ? RowCipher.Disclose(period, row) : null;
        return new RowProof(CanonicalRow.Write(row, withMac: true), key, index, hashes, note);
    }
}
