namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Finds rows that are not in the tree yet, writer by writer.</summary>
internal sealed class UnsealedRows(TimeProvider clock)
{
    private readonly LiveWriters _writers = new(clock);

    /// <summary>The leaf forms of each writer's next rows, at most so many in all, with the last sealed row before them (null at a writer's first).</summary>
    /// <remarks>A row that has none is null beside its id.</remarks>
    public IEnumerable<(byte[]? Before, List<(long Id, byte[]? Leaf)> Rows)> Find(SealingStore store, int atMost)
    {
        var left = atMost;
        foreach (var (from, to) in _writers.Find(store))
        {
            var (before, rows) = Read(store, from, to, left);
            if (rows.Count > 0)
            {
                left -= rows.Count;
                yield return (before, rows);
            }
            else if (before is not null)
            {
                var last = RowFacts.Read(before);
                _writers.Note(from, last.Kind, last.At);
            }

            if (left <= 0)
            {
                yield break;
            }
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
}
