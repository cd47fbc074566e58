namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>What stands at each leaf of the tree, in its order: exactly as many leaves as were signed, whatever is left of their rows.</summary>
/// <remarks>A place without its row is kept. Otherwise one removed row would displace all behind it, and a second one could not be named.</remarks>
internal sealed class SealedLeaves(SealingStore store, IReadOnlyList<Segment> segments, long size, Findings findings)
{
    public IEnumerable<SealedLeaf> Read()
    {
        var next = 0L;
        foreach (var segment in segments)
        {
            if (segment.FirstLeaf != next || segment.Count < 1 || segment.EndLeaf > size)
            {
                findings.Tree($"叶序在 {segment.FirstLeaf} 处不连续（segment）");
            }

            for (; next < segment.FirstLeaf; next++)
            {
                yield return default;
            }

            var (skip, count) = (next - segment.FirstLeaf, Math.Min(segment.EndLeaf, size) - next);
            foreach (var leaf in count > 0 ? Rows(segment.FirstId + skip, count) : [])
            {
                yield return leaf;
                next++;
            }
        }

        if (next < size)
        {
            findings.Tree($"叶序在 {next} 处中断（segment）");
        }

        for (; next < size; next++)
        {
            yield return default;
        }
    }

    private IEnumerable<SealedLeaf> Rows(long first, long count)
    {
        var (next, end) = (first, first + count);
        foreach (var (id, leaf) in store.Leaves(first, end - 1))
        {
            if (id < next)
            {
                findings.Row(id, "同一行号有两行（row stands there twice）");
                continue;
            }

            for (; next < id; next++)
            {
                yield return new SealedLeaf(next, null);
            }

            yield return new SealedLeaf(id, leaf);
            next++;
        }

        // Not "less than": ids of a damaged segment may run over the end of all numbers.
        for (; next != end; next++)
        {
            yield return new SealedLeaf(next, null);
        }
    }
}

/// <summary>A leaf as the database has it.</summary>
/// <param name="Id">Row that stands at the leaf; null when no segment says which.</param>
/// <param name="Bytes">Null when the row is missing or has no byte form.</param>
internal readonly record struct SealedLeaf(long? Id, byte[]? Bytes);
