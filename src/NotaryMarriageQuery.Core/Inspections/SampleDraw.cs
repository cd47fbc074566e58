using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NotaryMarriageQuery.Core.Inspections;

/// <summary>Draws a sample that follows from seed and population alone (<c>docs/inspection-draw.md</c>; a script there draws it again).</summary>
/// <remarks>Within a stratum the rows with the lowest HMAC-SHA-256(seed, "v1" and id) are drawn; strata share in proportion, by largest remainder.</remarks>
public static class SampleDraw
{
    /// <summary>The ids that are drawn, in their order.</summary>
    /// <param name="seed">The seed of the inspection.</param>
    /// <param name="population">Every lookup in scope and period.</param>
    /// <param name="size">How many to draw; all when there are not so many.</param>
    public static IReadOnlyList<PopulationRow> Draw(byte[] seed, IReadOnlyList<PopulationRow> population, int size)
    {
        var strata = population.GroupBy(r => r.Stratum, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Rows: g.ToList(), g.Key)).ToList();
        var shares = Shares([.. strata.Select(s => s.Rows.Count)], size);
        return [.. strata.Zip(shares).SelectMany(s => s.First.Rows.OrderBy(r => Rank(seed, r.Id), _bytes).Take(s.Second)).OrderBy(r => r.Id)];
    }

    /// <summary>How many to draw of each stratum: in proportion, rounded down, and one more for the largest remainders; of equal ones the earlier.</summary>
    public static IReadOnlyList<int> Shares(IReadOnlyList<int> counts, int size)
    {
        long all = counts.Sum();
        if (all <= size)
        {
            return counts;
        }

        var shares = counts.Select(c => (int)(c * (long)size / all)).ToList();
        var largest = Enumerable.Range(0, counts.Count).OrderByDescending(i => counts[i] * (long)size % all).ThenBy(i => i).Take(size - shares.Sum());
        foreach (var i in largest)
        {
            shares[i]++;
        }

        return shares;
    }

    /// <summary>SHA-256 over ids, 8 bytes big-endian each.</summary>
    public static byte[] Digest(IEnumerable<PopulationRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            hash.AppendData(Bytes(row.Id));
        }

        return hash.GetHashAndReset();
    }

    private static readonly Comparer<byte[]> _bytes = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private static byte[] Rank(byte[] seed, long id) => HMACSHA256.HashData(seed, (byte[])[.. "v1"u8, .. Bytes(id)]);

    private static byte[] Bytes(long id)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, id);
        return bytes;
    }
}

/// <summary>A lookup that may be drawn.</summary>
/// <param name="Id">Id of its row in the evidence.</param>
/// <param name="Code">Code of the institution.</param>
/// <param name="Stratum">What it is drawn with; empty without strata.</param>
public sealed record PopulationRow(long Id, string Code, string Stratum);
