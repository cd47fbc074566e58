using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Core.Assistance;

/// <summary>The gate refused an application for assistance.</summary>
public sealed record AssistanceRefused : AuditEvent
{
    public required RefusalReason Reason { get; init; }

    public required string Name { get; init; }

    public required string PartyName { get; init; }

    public required string Matter { get; init; }
}

/// <summary>The province's officer is about to search the registry for an application; <c>query.answered</c> says what came of it.</summary>
public sealed record AssistanceSearched : AuditEvent
{
    /// <summary>Id of the application.</summary>
    public required string Application { get; init; }

    /// <summary>Code of the institution that applied.</summary>
    public required string Institution { get; init; }

    public required string Name { get; init; }

    public string Birth { get; init; } = "";

    public string Spouse { get; init; } = "";

    public string Region { get; init; } = "";

    public int? FromYear { get; init; }

    public int? ToYear { get; init; }
}
