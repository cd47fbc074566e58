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
    /// <exception cref="EvidenceStoppedException">There is no checkpoint to verify against, or it is of another log or key.</exception>
    public VerificationResult Run(int threads, Action<long>? progress, CancellationToken cancellationToken)
    {
        using var rowConnection = database.Connect();
        using var tileConnection = database.Connect();
        var (rows, tiles) = (new SealingStore(rowConnection, transaction: null), new SealingStore(tileConnection, transaction: null));
        var findings = new Findings();
        var checkpoints = ReadCheckpoints(tiles, findings);
        if (checkpoints.Count == 0)
        {
            return new VerificationResult(null, findings, new LogSummary(0, 0, null, null));
        }

        // The tables keep full tiles only; the partial edge exists nowhere but in the rows.
        var verifier = new LogVerifier(checkpoints, (level, index, width) => width == Tile.FullWidth ? tiles.TileData(level, index) : null, findings);
        var checks = new RowSecrets(keys, findings);
        var done = 0L;
        foreach (var batch in Batches(rows, verifier.Head.Size, checks, findings, threads))
        {
            cancellationToken.ThrowIfCancellationRequested();
            verifier.Add(batch);
            done += batch.Count;
            progress?.Invoke(done);
        }

        foreach (var row in OutsideRows(rows, tiles))
        {
            verifier.Outside(row);
        }

        return new VerificationResult(verifier.Head, findings, verifier.Complete());
    }

    private List<Checkpoint> ReadCheckpoints(SealingStore store, Findings findings)
    {
        var head = new LogHead(signing, witness, options);
        var read = new List<Checkpoint>();
        foreach (var (size, previous, note) in store.Checkpoints())
        {
            try
            {
                var checkpoint = head.Open(note);
                if (checkpoint.Size != size || previous != (read is [.., var last] ? last.Size : 0))
                {
                    findings.Tree($"检查点 {size} 与前一个不相接（checkpoint link）");
                }

                read.Add(checkpoint);
            }
            catch (EvidenceStoppedException)
            {
                findings.Tree($"检查点 {size} 的签名无效（checkpoint signature）");
            }
        }

        if (witness.Note is { } seen && head.Open(seen) is var remembered && (read is not [.., var newest] || newest.Size < remembered.Size))
        {
            findings.Tree($"数据库比本机见过的检查点（{remembered.Size} 行）旧（rolled back）");
        }

        return read;
    }

    private static IEnumerable<RowBatch> Batches(SealingStore store, long size, RowSecrets checks, Findings findings, int threads)
    {
        var ahead = new Queue<Task<RowBatch>>();
        foreach (var rows in SealedRows(store, size, findings).Chunk(Tile.FullWidth))
        {
            var work = checks.Follow(rows);
            if (threads == 1)
            {
                yield return Fill(work, checks);
                continue;
            }

            ahead.Enqueue(Task.Run(() => Fill(work, checks)));
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

    private static RowBatch Fill((AuditEntry Row, byte[] MacBefore)[] work, RowSecrets checks)
    {
        var batch = new RowBatch();
        using var hmac = checks.StartMac();
        foreach (var (row, before) in work)
        {
            var leaf = CanonicalRow.Write(row, withMac: true);
            batch.Add(leaf);
            checks.Check(hmac, row, leaf, before);
        }

        batch.Finish();
        return batch;
    }

    private static IEnumerable<AuditEntry> SealedRows(SealingStore store, long size, Findings findings)
    {
        var next = 0L;
        foreach (var segment in store.Segments(0).ToList())
        {
            if (segment.FirstLeaf >= size)
            {
                yield break;
            }

            if (segment.FirstLeaf != next)
            {
                findings.Tree($"叶序在 {next} 处不连续（segment gap）");
            }

            next = segment.EndLeaf;
            foreach (var row in store.Rows(segment.FirstId, segment.LastId))
            {
                yield return row;
            }
        }
    }

    // Ids and segments, both in order of ids, side by side: what no segment covers stands outside the tree.
    private static IEnumerable<AuditEntry> OutsideRows(SealingStore store, SealingStore reader)
    {
        var segments = store.SegmentsById().ToList();
        var at = 0;
        var outside = new List<long>();
        foreach (var id in store.Ids())
        {
            while (at < segments.Count && segments[at].LastId < id)
            {
                at++;
            }

            if (at == segments.Count || id < segments[at].FirstId)
            {
                outside.Add(id);
            }
        }

        return outside.SelectMany(id => reader.Rows(id, id));
    }
}

/// <summary>What a verification of the whole log found.</summary>
/// <param name="Head">The newest checkpoint; null when nothing has been sealed yet.</param>
/// <param name="Findings">What was found; none of tampering means that the log is whole.</param>
/// <param name="Summary">What was gone through.</param>
public sealed record VerificationResult(Checkpoint? Head, Findings Findings, LogSummary Summary);
