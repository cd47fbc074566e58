using System.Data.Common;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Folds committed rows into the one RFC 6962 tree and signs its head. One at a time; a second one is harmless.</summary>
/// <remarks>
/// The lock keeps sealers from doing work twice. That they cannot fork the tree rests on the tables: a checkpoint's previous size, a
/// segment's first row and a tile's place are each unique. Not safe for several threads; each instance has one.
/// </remarks>
public sealed class Sealer(
    PortalDatabase database, KeyRing keys, SigningKey signing, Witness witness, IOptions<SealingOptions> options, TimeProvider clock) : IDisposable
{
    /// <summary>Most rows of one tick: on SQLite a tick ends with the only write lock in its hands, and lookups wait for it.</summary>
    public const int RowsPerTick = 5000;

    private readonly UnsealedRows _unsealed = new(clock);
    private readonly RowChecker _checker = new(keys);
    private readonly LogHead _head = new(signing, witness, options);
    private readonly HashSet<long> _leftOut = [];

    /// <summary>Seals what is there; null when another sealer is at work.</summary>
    /// <param name="asNextGeneration">An auditor accepted the state of the database although newer checkpoints were seen.</param>
    /// <exception cref="EvidenceStoppedException">What is sealed contradicts its signature, or is older than what was seen before.</exception>
    /// <exception cref="DbException">The database does not answer.</exception>
    public SealingTick? Tick(bool asNextGeneration = false)
    {
        using var connection = database.Connect();
        using var sealing = database.TryBeginSealing(connection);
        if (sealing is null)
        {
            return null;
        }

        var store = new SealingStore(connection, sealing);
        var tree = new StoredTree(store);
        var (head, note, edge) = _head.Verify(store, tree, asNextGeneration);
        var batch = Collect(store, edge);
        if (batch.Segments.Count == 0)
        {
            Witness(note);
            return new SealingTick(head, note, 0, batch.Alarms, IsComplete: true);
        }

        var again = CollectAgain(store, tree.At(head.Size), batch.Segments);
        using var storing = database.TryBeginStoring(connection, sealing);
        if (storing is null || Store(new SealingStore(connection, storing), head, note, batch, again, asNextGeneration) is not var (next, signed))
        {
            return null;
        }

        storing.Commit();
        Witness(signed);
        var count = (int)(next.Size - head.Size);
        return new SealingTick(next, signed, count, batch.Alarms, IsComplete: count + batch.Alarms.Count < RowsPerTick);
    }

    // Null when another sealer was faster: this one saw the head before it had the lock.
    private (Checkpoint Next, string Note)? Store(SealingStore store, Checkpoint head, string? note, Batch batch, Batch again, bool asNextGeneration)
    {
        if (!string.Equals(store.LastNote(), note, StringComparison.Ordinal))
        {
            return null;
        }

        batch.Segments.ForEach(store.Insert);
        batch.Tiles.ForEach(store.Insert);
        var origin = LogOrigin.Of(head.Text, options.Value.Origin)!;
        var next = new Checkpoint((asNextGeneration ? _head.NextOrigin(head) : origin).Text, batch.Tree.Size, batch.Tree.Root());
        Compare(store, head.Size, next, again);
        var signed = signing.Sign(next);
        store.InsertCheckpoint(next.Size, head.Size, signed);
        return (next, signed);
    }

    public void Dispose() => _checker.Dispose();

    private void Witness(string? note)
    {
        if (note is not null)
        {
            witness.Remember(note);
        }
    }

    private Batch Collect(SealingStore store, TileTree tree)
    {
        var batch = new Batch(tree);
        foreach (var (sealedBefore, rows) in _unsealed.Find(store, RowsPerTick))
        {
            var before = sealedBefore;
            foreach (var (id, leaf) in rows)
            {
                // One bad row must not stop the sealing of all others.
                if (leaf is null)
                {
                    if (_leftOut.Add(id))
                    {
                        batch.Alarms.Add(new SealingAlarm(AlarmProblem.Unreadable, id));
                    }

                    continue;
                }

                _checker.Check(leaf, before, batch.Alarms);
                batch.Add(id, TreeHash.Leaf(leaf));
                before = leaf;
            }
        }

        return batch;
    }

    // Everything once more from the stored bytes: a log was lost elsewhere to one flipped bit in a hash on its way to the disk.
    private static Batch CollectAgain(SealingStore store, TileTree tree, List<Segment> segments)
    {
        var batch = new Batch(tree);
        foreach (var (id, leaf) in segments.SelectMany(segment => store.Leaves(segment.FirstId, segment.LastId)))
        {
            batch.Add(id, TreeHash.Leaf(leaf ?? throw new EvidenceStoppedException(SealingProblem.Broken)));
        }

        return batch;
    }

    // What is stored against what was derived a second time, before anything is signed.
    private static void Compare(SealingStore store, long from, Checkpoint next, Batch again)
    {
        var same = again.Tree.Root().AsSpan().SequenceEqual(next.Root)
            && store.Segments(from).SequenceEqual(again.Segments)
            && again.Tiles.TrueForAll(tile => store.FullTile(tile.Level, tile.Index) is var (root, data) && data.AsSpan().SequenceEqual(tile.Data) && root.AsSpan().SequenceEqual(tile.Root()));
        if (!same)
        {
            throw new EvidenceStoppedException(SealingProblem.Broken);
        }
    }

    private sealed class Batch(TileTree tree)
    {
        public TileTree Tree { get; } = tree;

        public List<Segment> Segments { get; } = [];

        public List<Tile> Tiles { get; } = [];

        public List<SealingAlarm> Alarms { get; } = [];

        public void Add(long id, byte[] leafHash)
        {
            if (Segments is [.., var last] && id == last.LastId + 1)
            {
                Segments[^1] = last with { Count = last.Count + 1 };
            }
            else
            {
                Segments.Add(new Segment(Tree.Size, id, 1));
            }

            Tree.Add(leafHash, Tiles.Add);
        }
    }
}

/// <summary>What one tick did.</summary>
/// <param name="Head">The newest checkpoint.</param>
/// <param name="Note">Its signed note; null before the first.</param>
/// <param name="Sealed">Rows that were sealed.</param>
/// <param name="Alarms">What is wrong with them.</param>
/// <param name="IsComplete">False when more rows wait than one tick takes.</param>
public sealed record SealingTick(Checkpoint Head, string? Note, int Sealed, IReadOnlyList<SealingAlarm> Alarms, bool IsComplete);

/// <summary>Something wrong with a row.</summary>
public sealed record SealingAlarm(AlarmProblem Problem, long Id);
