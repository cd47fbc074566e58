using System.Text.Json.Serialization;
using CivilIdentity;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.Core.Sanctions;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>How a lookup ended. Its evidence is durable, except where nobody knows how it ended.</summary>
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(InDoubt), "in-doubt")]
public abstract record LookUpOutcome
{
    /// <summary>Number of the evidence (存证编号) to quote; empty where it is not known.</summary>
    public required string AuditNumber { get; init; }

    /// <summary>There is an answer, found or no record, kept under this id.</summary>
    public sealed record Answered(string Id) : LookUpOutcome;

    /// <summary>The gate refused; the registry was not asked.</summary>
    public sealed record Refused(RefusalReason Reason, ResidentIdProblem IdProblem, Closure? Closure) : LookUpOutcome
    {
        /// <summary>The decision that forbids it, where that is the reason.</summary>
        public Ban? Ban { get; init; }
    }

    /// <summary>The registry was asked and gave no answer.</summary>
    public sealed record Failed(RegistryFailure Failure) : LookUpOutcome;

    /// <summary>Another instance took the form on and died; whether it asked stands in the institution's records.</summary>
    public sealed record InDoubt : LookUpOutcome;
}
