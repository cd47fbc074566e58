using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Finds rows that are not in the tree yet, writer by writer.</summary>
/// <remarks>
/// Writers that have ended are remembered and not looked at again for an hour: asking each of thousands of ended writers on every
/// tick would cost more than sealing. A row that somebody puts behind an ended writer is found then, and by every verification.
/// </remarks>
internal sealed class UnsealedRows(TimeProvider clock)
{
    private const long SequenceMask = 0xFFFFFFFF;
    private static readonly TimeSpan _forget = TimeSpan.FromHours(1);
    private static readonly TimeSpan _longSilent = TimeSpan.FromHours(24);

    private readonly HashSet<long> _ended = [];
    private long _scanFrom = long.MinValue;
    private DateTimeOffset _forgetAt = DateTimeOffset.MinValue;

    /// <summary>The leaf forms of each writer's next rows, at most so many in all, with the last sealed row before them (null at a writer's first).</summary>
    /// <remarks>A row that has none is null beside its id.</remarks>
    public IEnumerable<(byte[]? Before, List<(long Id, byte[]? Leaf)> Rows)> Find(SealingStore store, int atMost)
    {
        Forget();
        var left = atMost;
        var onlyEnded = true;
        var after = _scanFrom;
        while (left > 0 && store.NextId(after) is { } id)
        {
            var (from, to) = (id & ~SequenceMask, id | SequenceMask);
            after = to;
            if (!_ended.Contains(from))
            {
                var (before, rows) = Read(store, from, to, left);
                if (rows.Count > 0)
                {
                    left -= rows.Count;
                    yield return (before, rows);
                }
                else if (before is not null && IsOver(RowFacts.Read(before)))
                {
                    _ended.Add(from);
                }
            }

            onlyEnded &= _ended.Contains(from);
            _scanFrom = onlyEnded ? to : _scanFrom;
        }
    }

    private static (byte[]? Before, List<(long Id, byte[]? Leaf)> Rows) Read(SealingStore store, long from, long to, int atMost)
    {
        var segment = store.LastSegment(from, to);
        var before = segment is null ? null : store.Leaves(segment.LastId, segment.LastId).FirstOrDefault().Leaf;
        var sealedTo = segment?.LastId ?? from - 1;
        return sealedTo < to && store.NextId(sealedTo) is { } first && first <= to
            ? (before, [.. store.Leaves(first, Math.Min(to, first + atMost - 1))])
            : (before, []);
    }

    private bool IsOver(in RowFacts last) => last.Kind == AuditKind.Stop || clock.GetUtcNow().ToUnixMicroseconds() - last.At > _longSilent.TotalMicroseconds;

    private void Forget()
    {
        if (clock.GetUtcNow() is var now && now >= _forgetAt)
        {
            _ended.Clear();
            _scanFrom = long.MinValue;
            _forgetAt = now + _forget;
        }
    }
}
