namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The platform's time, as far as it can be told from here: calls are stamped and secrets are timed by it.</summary>
/// <remarks>Kept as an offset to our own clock, so that a difference between the machines neither voids calls nor shortens a secret's life.</remarks>
internal sealed class PlatformClock(TimeProvider clock)
{
    /// <summary>How long a request secret lives (15 minutes on every gateway seen).</summary>
    public static readonly TimeSpan SecretLife = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan _slack = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _notable = TimeSpan.FromSeconds(30);

    private long _offsetTicks;

    /// <summary>How far the platform's clock is from ours, as another instance learnt it or for another instance.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _offsetTicks));
        set => Volatile.Write(ref _offsetTicks, value.Ticks);
    }

    public DateTimeOffset Now => clock.GetUtcNow().AddTicks(Volatile.Read(ref _offsetTicks));

    /// <summary>Learns from a reply that granted a secret.</summary>
    /// <param name="date">The reply's Date header, cut to the second; null when it had none.</param>
    /// <param name="secretEnds">The stated end of the granted secret; null when it was not stated.</param>
    public void Settle(DateTimeOffset? date, DateTimeOffset? secretEnds)
    {
        var own = clock.GetUtcNow();
        var stated = Middle(date) ?? own;

        // The header may come from a box in between with a clock of its own: then ours is the better guess, if it fits.
        var now = !Fits(secretEnds, stated) && Fits(secretEnds, own) ? own : stated;
        Volatile.Write(ref _offsetTicks, (now - own).Ticks);
    }

    /// <summary>A call was refused that may have been refused for its time: the next one goes by the other clock.</summary>
    /// <returns>True when the reply told a time that is news: then the same call may do better at once.</returns>
    public bool Doubt(DateTimeOffset? date)
    {
        var stated = Middle(date) is { } middle ? middle - clock.GetUtcNow() : TimeSpan.Zero;
        var isNews = (stated - TimeSpan.FromTicks(Volatile.Read(ref _offsetTicks))).Duration() > _notable;
        Volatile.Write(ref _offsetTicks, isNews ? stated.Ticks : 0);
        return isNews;
    }

    private static DateTimeOffset? Middle(DateTimeOffset? date) => date?.AddMilliseconds(500);

    private static bool Fits(DateTimeOffset? secretEnds, DateTimeOffset now) => secretEnds > now && secretEnds - now <= SecretLife + _slack;
}
