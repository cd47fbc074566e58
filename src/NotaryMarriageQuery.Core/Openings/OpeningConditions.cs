using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Openings;

/// <summary>The conditions of Z 八(五): connected in real time, uploaded every day; each with its grace period.</summary>
/// <remarks>
/// A connection holds for ten minutes after the last signed call, an upload until the end of its day in China; the grace period begins
/// there. It lengthens what was once reached and never replaces it: a server that never called or never uploaded opens nothing.
/// </remarks>
public sealed record OpeningConditions(
    long? SeenAt, long? UploadedAt, long? OverrideEndsAt, int ConnectionGraceMinutes, int UploadGraceMinutes, string Contact, bool AllowsManualCases)
{
    /// <summary>After so long without a signed call the connection has lapsed.</summary>
    public static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan _china = TimeSpan.FromHours(8);

    public OpeningConditions(Opening? opening, OpeningRule rule)
        : this(
            opening?.SeenAt,
            opening?.UploadedAt,
            opening?.OverrideEndsAt,
            rule.ConnectionGraceMinutes,
            rule.UploadGraceMinutes,
            rule.Contact,
            opening?.AllowsManualCases ?? false)
    {
    }

    /// <summary>The state at an instant: first what the province decided, then what the server has shown.</summary>
    public OpeningState For(Institution institution, DateTimeOffset now) => institution.IsOpen
        ? At(now)
        : new OpeningState(new Closure(ClosureCause.Province, institution.ClosedReason, null, Contact), null, AllowsManualCases);

    /// <summary>The state at an instant of an institution that the province has opened.</summary>
    public OpeningState At(DateTimeOffset now)
    {
        var at = now.UtcDateTime;
        if (OverrideEndsAt is { } ends && at < Instant(ends))
        {
            return new OpeningState(null, Instant(ends), AllowsManualCases) { IsOverride = true };
        }

        if (SeenAt is not { } seenAt)
        {
            return Closed(ClosureCause.NeverConnected, null);
        }

        if (UploadedAt is not { } uploadedAt)
        {
            return Closed(ClosureCause.NeverUploaded, null);
        }

        var connectedUntil = Instant(seenAt) + ConnectionLifetime;
        var uploadHoldsUntil = EndOfDay(Instant(uploadedAt));
        var connectionCloses = connectedUntil + TimeSpan.FromMinutes(ConnectionGraceMinutes);
        var uploadCloses = uploadHoldsUntil + TimeSpan.FromMinutes(UploadGraceMinutes);
        if (at >= connectionCloses)
        {
            return Closed(ClosureCause.Disconnected, Instant(seenAt));
        }

        return at >= uploadCloses
            ? Closed(ClosureCause.NotUploaded, Instant(uploadedAt))
            : new OpeningState(null, connectionCloses < uploadCloses ? connectionCloses : uploadCloses, AllowsManualCases)
            {
                IsInGrace = at >= connectedUntil || at >= uploadHoldsUntil,
            };
    }

    /// <summary>True while the server's last signed call is not older than <see cref="ConnectionLifetime"/>.</summary>
    public bool IsConnectedAt(DateTimeOffset now) => SeenAt is { } seenAt && now.UtcDateTime < Instant(seenAt) + ConnectionLifetime;

    /// <summary>The next midnight in China, as UTC.</summary>
    public static DateTime EndOfDay(DateTime utc) => (utc + _china).Date.AddDays(1) - _china;

    /// <summary>The UTC instant of a number of microseconds.</summary>
    public static DateTime Instant(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    private OpeningState Closed(ClosureCause cause, DateTime? since) => new(new Closure(cause, "", since, Contact), null, AllowsManualCases);
}
