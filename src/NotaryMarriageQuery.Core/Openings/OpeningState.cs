namespace NotaryMarriageQuery.Core.Openings;

/// <summary>Whether lookups are open to an institution now, and why not.</summary>
/// <param name="Closure">Why they are closed; null while they are open.</param>
/// <param name="ClosesAt">UTC instant at which they close unless the server does its part before; null where the province keeps them open or closed.</param>
/// <param name="AllowsManualCases">Cases may be entered by hand.</param>
public sealed record OpeningState(Closure? Closure, DateTime? ClosesAt, bool AllowsManualCases)
{
    public bool IsOpen => Closure is null;

    /// <summary>Open, although a condition is not met any more: the grace period runs.</summary>
    public bool IsInGrace { get; init; }

    /// <summary>Open by the province's leave until <see cref="ClosesAt"/>, whatever the server does.</summary>
    public bool IsOverride { get; init; }
}

/// <summary>Why lookups are closed, since when, and whom to call.</summary>
/// <param name="Cause">What is missing.</param>
/// <param name="Reason">The province's own words where it closed them; else empty.</param>
/// <param name="Since">UTC instant of the last sign of life or upload; null where there was none.</param>
/// <param name="Contact">Whom to call.</param>
public sealed record Closure(ClosureCause Cause, string Reason, DateTime? Since, string Contact);

/// <summary>What keeps lookups closed.</summary>
public enum ClosureCause
{
    /// <summary>The province closed them, or has not opened them yet.</summary>
    Province = 1,

    /// <summary>The institution's server has never been connected.</summary>
    NeverConnected = 2,

    /// <summary>It has never uploaded.</summary>
    NeverUploaded = 3,

    /// <summary>It has not been heard of for too long.</summary>
    Disconnected = 4,

    /// <summary>It has not uploaded since yesterday's end.</summary>
    NotUploaded = 5,
}
