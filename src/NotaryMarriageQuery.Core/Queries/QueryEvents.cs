using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>What a person asked, as the register (使用登记表) and an inspector need it.</summary>
public sealed record QueryFacts
{
    public required string InstitutionName { get; init; }

    /// <summary>Name as typed.</summary>
    public required string Name { get; init; }

    /// <summary>18-character ID number; where it was malformed, what was typed.</summary>
    public required string IdNumber { get; init; }

    public required string Matter { get; init; }

    public LookUpGround? Ground { get; init; }

    public string EntrustingInstitution { get; init; } = "";

    public string LetterNumber { get; init; } = "";

    public DateOnly? LetterDate { get; init; }

    /// <summary>The name holds characters that only a person can compare (姓名用字需人工核对).</summary>
    public bool NameNeedsManualCheck { get; init; }
}

/// <summary>A lookup passed the gate and is about to leave the house.</summary>
public sealed record QueryIntended : AuditEvent
{
    public required QueryFacts Facts { get; init; }
}

/// <summary>What the registry answered, without the answer itself: count and digest.</summary>
public sealed record QueryAnswered : AuditEvent
{
    public int Count { get; init; }

    /// <summary>Why there is no answer, null when there is one.</summary>
    public Registry.RegistryFailure? Failure { get; init; }

    /// <summary>The registry's own number of its reply.</summary>
    public string ReplyNumber { get; init; } = "";

    /// <summary>HMAC-SHA-256 of the reply's body, so that a kept print can be compared without keeping the body.</summary>
    public string ReplyDigest { get; init; } = "";

    /// <summary>Calls that were made; two where the 15-digit number was tried.</summary>
    public int Calls { get; init; }
}

/// <summary>A lookup that the gate refused; the registry was not asked.</summary>
public sealed record QueryRefused : AuditEvent
{
    public required RefusalReason Reason { get; init; }

    /// <summary>What kept lookups closed, where that is the reason.</summary>
    public Openings.ClosureCause? Closed { get; init; }

    /// <summary>Number of the decision (决定文号) that forbade it, where that is the reason.</summary>
    public string Decision { get; init; } = "";

    public required QueryFacts Facts { get; init; }
}

/// <summary>A kept answer was shown.</summary>
public sealed record AnswerViewed : AuditEvent;

/// <summary>A kept answer was shown for printing.</summary>
public sealed record AnswerPrinted : AuditEvent;
