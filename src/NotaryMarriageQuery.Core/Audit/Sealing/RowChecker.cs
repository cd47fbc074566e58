using System.Security.Cryptography;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Checks the rows of one writer in their order: numbers without holes, MACs that follow from each other, clocks that agree.</summary>
internal sealed class RowChecker(KeyRing keys)
{
    // The MAC stands at the end of a row's leaf form, behind its length.
    private const int MacPart = 4 + AuditEntry.MacLength;
    private const long ClockStep = 2_000_000;

    private static readonly byte[] _none = new byte[AuditEntry.MacLength];

    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.MacKey);

    /// <summary>Looks at a row behind the one before it (null at a writer's first) and adds what is wrong with it.</summary>
    public void Check(AuditEntry row, byte[] leaf, AuditEntry? before, List<SealingAlarm> alarms)
    {
        var expected = before is null ? (row.Id & ~0xFFFFFFFFL) | 1 : before.Id + 1;
        if (row.Id != expected)
        {
            alarms.Add(new SealingAlarm(AlarmProblem.Gap, row.Id));
        }

        Span<byte> mac = stackalloc byte[AuditEntry.MacLength];
        _hmac.AppendData(before is null ? _none : before.Mac);
        _hmac.AppendData(leaf.AsSpan(0, leaf.Length - MacPart));
        _hmac.GetHashAndReset(mac);
        if (!mac.SequenceEqual(row.Mac))
        {
            alarms.Add(new SealingAlarm(AlarmProblem.Mac, row.Id));
        }

        if (before is not null && Math.Abs((row.At - before.At) - (row.Mono - before.Mono)) > ClockStep)
        {
            alarms.Add(new SealingAlarm(AlarmProblem.Clock, row.Id));
        }
    }
}
