using System.Data.Common;
using System.Diagnostics;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Acts;

/// <summary>Follows the evidence, writer by writer, and keeps the lines of acts and the counts beside it.</summary>
/// <remarks>
/// Sequences have no holes and are committed in order, so a number per writer says what has been read. Lines and numbers are
/// written in one transaction: a crash between leaves nothing half. Any instance may follow; the number decides who was faster.
/// </remarks>
public sealed class ActFollower(PortalDatabase database, KeyRing keys, TimeProvider clock) : IDisposable
{
    private const int BatchSize = 1000;

    // An act may begin and end in rows of two writers, and the one that ends it be read first.
    private static readonly TimeSpan _mayStillCome = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly LiveWriters _writers = new(clock);

    /// <summary>Rows that were durable at this instant have been read; null before the first complete look.</summary>
    public DateTimeOffset? ReadTo { get; private set; }

    /// <summary>Reads what is new; false when that takes longer than the caller can wait, or another is at it.</summary>
    public async Task<bool> CatchUpAsync(TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        if (!await _one.WaitAsync(patience, cancellationToken))
        {
            return false;
        }

        try
        {
            return await Task.Run(() => CatchUp(() => Stopwatch.GetElapsedTime(started) < patience && !cancellationToken.IsCancellationRequested), cancellationToken);
        }
        catch (DbException)
        {
            // The database is busy or gone: what is there is shown as it is, and the next look tries again.
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private bool CatchUp(Func<bool> mayGoOn)
    {
        using var connection = database.Connect();
        using var store = new ActStore(connection, database);
        do
        {
            var now = clock.GetUtcNow();
            if (Look(new SealingStore(connection, transaction: null), store) == 0)
            {
                ReadTo = now;
                return true;
            }
        }
        while (mayGoOn());
        return false;
    }

    // How many rows were new; the same ones are counted again when another instance was faster.
    private int Look(SealingStore evidence, ActStore store)
    {
        var known = store.Positions();
        var positions = new List<(long Writer, long? Before, long Last)>();
        var batch = new ActBatch(store.Find);
        var left = BatchSize;
        foreach (var (from, to) in _writers.Find(evidence))
        {
            long? before = known.TryGetValue(from, out var position) ? position : null;
            var rows = Next(evidence, before ?? from - 1, to, left);
            if (rows.Count == 0 && before is { } read && evidence.Rows(read, read).FirstOrDefault() is { } last)
            {
                _writers.Note(from, last.Kind, last.At);
            }

            if (Take(batch, rows) is { } taken)
            {
                positions.Add((from, before, taken));
            }

            left -= rows.Count;
            if (left <= 0)
            {
                break;
            }
        }

        if (positions.Count > 0)
        {
            store.TryWrite(batch, positions);
        }

        return positions.Count == 0 ? 0 : BatchSize - left;
    }

    private static List<AuditEntry> Next(SealingStore evidence, long after, long to, int atMost) =>
        after < to && evidence.NextId(after) is { } first && first <= to ? [.. evidence.Rows(first, Math.Min(to, first + atMost - 1))] : [];

    // The last row that was taken; null when none was.
    private long? Take(ActBatch batch, List<AuditEntry> rows)
    {
        long? taken = null;
        foreach (var row in rows)
        {
            var told = ActFacts.Open(keys, row);
            if (!batch.TryAdd(row, told))
            {
                if (clock.GetUtcNow().ToUnixMicroseconds() - row.At < _mayStillCome.TotalMicroseconds)
                {
                    break;
                }

                // Its beginning is missing: what is left of the act is shown all the same.
                batch.Add(row, told);
            }

            taken = row.Id;
        }

        return taken;
    }
}
