namespace NotaryMarriageQuery.Tests.Core.Registry;

/// <summary>A clock that a test moves, wall and monotonic together; timers run in real time.</summary>
internal sealed class SteeredClock : TimeProvider
{
    private long _ticks = new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
