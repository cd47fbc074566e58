namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Checks the rows of one writer in their order: numbers without holes, MACs that follow from each other, clocks that agree.</summary>
internal sealed class RowChecker(KeyRing keys) : IDisposable
{
    private const long ClockStep = 2_000_000;

    private readonly RowMac _mac = new(keys.MacKey);

    /// <summary>Looks at the leaf form of a row behind the one before it (null at a writer's first) and adds what is wrong with it.</summary>
    public void Check(byte[] leaf, byte[]? before, List<SealingAlarm> alarms)
    {
        var row = RowFacts.Read(leaf);
        RowFacts? last = before is null ? null : RowFacts.Read(before);
        var expected = last is { Id: var lastId } ? lastId + 1 : (row.Id & ~0xFFFFFFFFL) | 1;
        if (row.Id != expected)
        {
            alarms.Add(new SealingAlarm(AlarmProblem.Gap, row.Id));
        }

        if (!_mac.Follows(before, leaf))
        {
            alarms.Add(new SealingAlarm(AlarmProblem.Mac, row.Id));
        }

        if (last is { At: var lastAt, Mono: var lastMono } && Math.Abs((row.At - lastAt) - (row.Mono - lastMono)) > ClockStep)
        {
            alarms.Add(new SealingAlarm(AlarmProblem.Clock, row.Id));
        }
    }

    public void Dispose() => _mac.Dispose();
}
