using CivilIdentity;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>How a lookup ended. In every case its evidence is durable.</summary>
public abstract record LookUpOutcome
{
    /// <summary>Number of the evidence (存证编号) to quote.</summary>
    public required string AuditNumber { get; init; }

    /// <summary>There is an answer, found or no record, kept under this id.</summary>
    public sealed record Answered(string Id) : LookUpOutcome;

    /// <summary>The gate refused; the registry was not asked.</summary>
    public sealed record Refused(RefusalReason Reason, ResidentIdProblem IdProblem, string ClosedReason) : LookUpOutcome;

    /// <summary>The registry was asked and gave no answer.</summary>
    public sealed record Failed(RegistryFailure Failure) : LookUpOutcome;
}
