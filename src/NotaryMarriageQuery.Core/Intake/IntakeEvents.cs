using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>Calls of an institution's server were refused; several of one kind within an hour are one row.</summary>
public sealed record IntakeRefused : AuditEvent
{
    public required IntakeRefusal Reason { get; init; }

    /// <summary>Path of the call.</summary>
    public required string Path { get; init; }

    /// <summary>How many more of this kind there were since the last such row.</summary>
    public int MoreBefore { get; init; }
}
