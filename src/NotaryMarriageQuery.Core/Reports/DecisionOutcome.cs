using NotaryMarriageQuery.Core.Accounts;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>What became of a decision.</summary>
public abstract record DecisionOutcome
{
    /// <summary>Approved and in force; with a second factor to show once when somebody was enrolled.</summary>
    public sealed record Approved(Enrolment? Enrolment) : DecisionOutcome;

    public sealed record Returned : DecisionOutcome;

    /// <summary>Somebody else decided it.</summary>
    public sealed record AlreadyDecided : DecisionOutcome;

    /// <summary>What it says of before is no longer so.</summary>
    public sealed record Stale : DecisionOutcome;

    /// <summary>The institution has no account to enrol anybody behind.</summary>
    public sealed record NoAccount : DecisionOutcome;
}
