using System.Security.Cryptography;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Checks the rows of one writer in their order: numbers without holes, MACs that follow from each other, clocks that agree.</summary>
internal sealed class RowChecker(KeyRing keys)
{
    // The MAC stands at the end of a row's leaf form, behind its length.
    private const int MacPart = 4 + AuditEntry.MacLength;
    private const long ClockStep = 2_000_000;

    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.MacKey);

    /// <summary>Looks at a row behind the one before it (null at a writer's first).</summary>
    public IEnumerable<AlarmProblem> Check(AuditEntry row, byte[] leaf, AuditEntry? before)
    {
        var expected = before is null ? (row.Id & ~0xFFFFFFFFL) | 1 : before.Id + 1;
        if (row.Id != expected)
        {
            yield return AlarmProblem.Gap;
        }

        _hmac.AppendData(before?.Mac ?? new byte[AuditEntry.MacLength]);
        _hmac.AppendData(leaf.AsSpan(0, leaf.Length - MacPart));
        if (!_hmac.GetHashAndReset().AsSpan().SequenceEqual(row.Mac))
        {
            yield return AlarmProblem.Mac;
        }

        if (before is not null && Math.Abs((row.At - before.At) - (row.Mono - before.Mono)) > ClockStep)
        {
            yield return AlarmProblem.Clock;
        }
    }
}
