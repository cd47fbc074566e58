namespace NotaryMarriageQuery.Benchmarks.Evidence;

/// <summary>Wall clock and monotonic clock that go on by a step for each row.</summary>
internal sealed class SteppingClock(TimeSpan step) : TimeProvider
{
    private readonly DateTimeOffset _start = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(_ticks);

    public override long GetTimestamp() => _ticks;

    public void Step() => _ticks += step.Ticks;
}
