namespace NotaryMarriageQuery.TestCommon;

/// <summary>The real clock, moved forward by the tests: timers run, cookies and codes follow.</summary>
public sealed class TestClock : TimeProvider
{
    private long _offset;

    /// <summary>Moves the clock forward.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));
}
