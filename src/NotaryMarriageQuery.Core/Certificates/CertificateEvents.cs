using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Certificates;

/// <summary>What a clerk had checked, as an inspector needs it.</summary>
public sealed record CheckFacts
{
    /// <summary>The party, the case's matter and the ground, as of a lookup.</summary>
    public required QueryFacts Party { get; init; }

    /// <summary>登记证字号 as the booklet shows it.</summary>
    public required string CertificateNumber { get; init; }

    /// <summary>Name of the other one as the booklet shows it; empty where it was not compared.</summary>
    public string SpouseName { get; init; } = "";

    public required DateOnly RegisteredOn { get; init; }

    /// <summary>Keyed hash of the booklet's code (32 hexadecimal digits): the same booklet shows, its code does not.</summary>
    public required string CodeIndex { get; init; }
}

/// <summary>A certificate check passed the gate and is about to leave the house.</summary>
public sealed record CertificateIntended : AuditEvent
{
    public required CheckFacts Facts { get; init; }
}

/// <summary>What the registry said of the booklet; null for the outcome where it gave none.</summary>
public sealed record CertificateChecked : AuditEvent
{
    public CertificateOutcome? Outcome { get; init; }

    public IReadOnlyList<CertificateField>? Differing { get; init; }

    public CertificateVoiding? VoidedBy { get; init; }

    public CertificateChange? Change { get; init; }

    /// <summary>Why there is no outcome, null when there is one.</summary>
    public RegistryFailure? Failure { get; init; }

    /// <summary>The registry's own number of its reply.</summary>
    public string ReplyNumber { get; init; } = "";

    /// <summary>The registry's own number of the check.</summary>
    public string AnswerId { get; init; } = "";

    /// <summary>HMAC-SHA-256 of the reply's body.</summary>
    public string ReplyDigest { get; init; } = "";

    /// <summary>Calls that were made; two where a secret had to be renewed.</summary>
    public int Calls { get; init; }
}

/// <summary>A certificate check that the gate refused; the registry was not asked.</summary>
public sealed record CertificateRefused : AuditEvent
{
    public required RefusalReason Reason { get; init; }

    /// <summary>What kept lookups closed, where that is the reason.</summary>
    public ClosureCause? Closed { get; init; }

    /// <summary>Number of the decision (决定文号) that forbade it, where that is the reason.</summary>
    public string Decision { get; init; } = "";

    public required CheckFacts Facts { get; init; }
}
