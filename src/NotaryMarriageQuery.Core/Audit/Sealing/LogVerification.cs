using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Verifies the whole log where it lies, with what only the institution has: the MAC chain and the encrypted details.</summary>
public sealed class LogVerification(PortalDatabase database, KeyRing keys, SigningKey signing, Witness witness, IOptions<SealingOptions> options)
{
    private const int TilesAhead = 8;

    /// <summary>Goes through every row, tile and checkpoint; findings are complete when this returns.</summary>
    /// <param name="threads">1 does everything on this thread; more let rows be hashed while others are read.</param>
    /// <param name="progress">Receives the number of rows that are done, now and then.</param>
    /// <param name="cancellationToken">Ends it between two tiles.</param>
    public VerificationResult Run(int threads, Action<long>? progress, CancellationToken cancellationToken)
    {
        using var rowConnection = database.Connect();
        using var tileConnection = database.Connect();
        var (rows, tiles) = (new SealingStore(rowConnection, transaction: null), new SealingStore(tileConnection, transaction: null));
        var findings = new Findings();

        // In this order: what a sealer adds meanwhile stands beyond the newest checkpoint that is read after it, and never before.
        var (reach, places) = (tiles.SegmentReach(), tiles.TilePlaces().ToList());
        var checkpoints = ReadCheckpoints(tiles, findings);
        var size = checkpoints.Count == 0 ? 0 : checkpoints.Max(c => c.Size);
        CheckReach(reach, places, size, findings);
        if (checkpoints.Count == 0)
        {
            return new VerificationResult(null, findings, new LogSummary(0, 0, null, null));
        }

        // The tables keep full tiles only; the partial edge exists nowhere but in the rows.
        var roots = new TileRoots(findings);
        var verifier = new LogVerifier(checkpoints, (level, index, width) => width == Tile.FullWidth ? ReadTile(tiles, level, index, roots) : null, findings);
        var checks = new RowSecrets(keys, findings);
        var segments = rows.Segments(0).TakeWhile(s => s.FirstLeaf < size).ToList();
        var done = 0L;
        foreach (var batch in Batches(new SealedLeaves(rows, segments, size, findings), checks, threads))
        {
            cancellationToken.ThrowIfCancellationRequested();
            verifier.Add(batch);
            done += batch.Count;
            progress?.Invoke(done);
        }

        LookOutside(OutsideRows(rows, segments), verifier, checks, findings);
        var summary = verifier.Complete();
        roots.Complete();
        return new VerificationResult(verifier.Head, findings, summary);
    }

    private List<Checkpoint> ReadCheckpoints(SealingStore store, Findings findings)
    {
        var head = new LogHead(signing, witness, options);
        var read = new List<Checkpoint>();
        foreach (var (size, previous, note) in store.Checkpoints())
        {
            if (TryOpen(head, note) is not { } checkpoint)
            {
                findings.Tree($"检查点 {size} 的签名无效（checkpoint signature）");
                continue;
            }

            if (checkpoint.Size != size || previous != (read is [.., var last] ? last.Size : 0))
            {
                findings.Tree($"检查点 {size} 与前一个不相接（checkpoint link）");
            }

            read.Add(checkpoint);
        }

        var newest = read.LastOrDefault();
        foreach (var seen in new[] { signing.LastNoteBefore, witness.Note }.OfType<string>())
        {
            Compare(read, newest, TryOpen(head, seen), findings);
        }

        return read;
    }

    // What was seen before a restore that an auditor accepted counts no more; the log bears another name since.
    private void Compare(List<Checkpoint> read, Checkpoint? newest, Checkpoint? seen, Findings findings)
    {
        if (seen is null)
        {
            findings.Tree("本机记住的检查点无法使用（witness）");
        }
        else if (newest is null || Generation(newest) < Generation(seen) || (Generation(newest) == Generation(seen) && newest.Size < seen.Size))
        {
            findings.Tree($"数据库比本机见过的检查点（{seen.Size} 行）旧（rolled back）");
        }
        else if (Generation(newest) == Generation(seen))
        {
            // Two histories of one length differ in the root only.
            read.Add(seen);
        }
    }

    private int Generation(Checkpoint checkpoint) => LogOrigin.Of(checkpoint.Text, options.Value.Origin)!.Generation;

    private static Checkpoint? TryOpen(LogHead head, string note)
    {
        try
        {
            return head.Open(note);
        }
        catch (EvidenceStoppedException)
        {
            return null;
        }
    }

    // Entries that no checkpoint covers: a segment would hide a row put in among others, a tile would stop the sealer one day.
    private static void CheckReach((long First, long Last)? reach, List<(int Level, long Index)> places, long size, Findings findings)
    {
        if (reach is { } segments && (segments.First < 0 || segments.Last >= size))
        {
            findings.Tree("有叶段在检查点之外（segment beyond the checkpoint）");
        }

        foreach (var (level, index) in places.Where(p => p.Level < 0 || p.Index < 0 || p.Level > 6 || p.Index >= size >> (8 * (p.Level + 1))))
        {
            findings.Tree($"散列块 {level}/{index} 在检查点之外（tile beyond the checkpoint）");
        }
    }

    private static byte[]? ReadTile(SealingStore store, int level, long index, TileRoots roots)
    {
        if (store.FullTile(level, index) is not var (root, data))
        {
            return null;
        }

        roots.Add(level, index, root, data);
        return data;
    }

    private static IEnumerable<RowBatch> Batches(SealedLeaves leaves, RowSecrets checks, int threads)
    {
        var ahead = new Queue<Task<RowBatch>>();
        var alone = new RowBatch();
        foreach (var chunk in leaves.Read().Chunk(Tile.FullWidth))
        {
            var before = Array.ConvertAll(chunk, leaf => leaf.Bytes is null ? null : checks.Follow(leaf.Id!.Value, leaf.Bytes));
            if (threads == 1)
            {
                alone.Clear();
                yield return Fill(alone, chunk, before, checks);
                continue;
            }

            ahead.Enqueue(Task.Run(() => Fill(new RowBatch(), chunk, before, checks)));
            if (ahead.Count >= TilesAhead * threads)
            {
                yield return ahead.Dequeue().GetAwaiter().GetResult();
            }
        }

        while (ahead.TryDequeue(out var task))
        {
            yield return task.GetAwaiter().GetResult();
        }
    }

    private static RowBatch Fill(RowBatch batch, SealedLeaf[] leaves, byte[]?[] before, RowSecrets checks)
    {
        using var mac = checks.StartMac();
        for (var i = 0; i < leaves.Length; i++)
        {
            if (leaves[i].Bytes is { } leaf)
            {
                batch.Add(leaf);
                checks.Check(mac, leaves[i].Id!.Value, leaf, before[i]);
            }
            else
            {
                batch.AddAbsent(leaves[i].Id, "missing, or without a byte form");
            }
        }

        batch.Finish();
        return batch;
    }

    private static void LookOutside(IEnumerable<(long Id, byte[]? Leaf)> outside, LogVerifier verifier, RowSecrets checks, Findings findings)
    {
        using var mac = checks.StartMac();
        foreach (var (id, leaf) in outside)
        {
            if (leaf is not null)
            {
                checks.Check(mac, id, leaf, checks.Follow(id, leaf));
                verifier.Outside(leaf);
            }
            else
            {
                findings.Row(id, "无法写成字节，不在散列树中（unreadable, outside the tree）");
            }
        }
    }

    // What no segment covers. Segments of one writer follow each other without a hole, so there are few places to look at.
    private static IEnumerable<(long Id, byte[]? Leaf)> OutsideRows(SealingStore store, List<Segment> segments)
    {
        var next = long.MinValue;
        foreach (var segment in segments.Where(s => s.Count > 0).OrderBy(s => s.FirstId))
        {
            foreach (var row in segment.FirstId > next ? store.Leaves(next, segment.FirstId - 1) : [])
            {
                yield return row;
            }

            next = Math.Max(next, segment.LastId + 1);
        }

        foreach (var row in store.Leaves(next, long.MaxValue))
        {
            yield return row;
        }
    }
}

/// <summary>What a verification of the whole log found.</summary>
/// <param name="Head">The newest checkpoint; null when nothing has been sealed yet.</param>
/// <param name="Findings">What was found; none of tampering means that the log is whole.</param>
/// <param name="Summary">What was gone through.</param>
public sealed record VerificationResult(Checkpoint? Head, Findings Findings, LogSummary Summary);
