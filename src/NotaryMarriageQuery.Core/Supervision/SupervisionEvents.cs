using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>An inspector read a page of the log.</summary>
public sealed record LogSearched : AuditEvent
{
    /// <summary>The filters in force, by name.</summary>
    public IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>();

    /// <summary>Rows shown.</summary>
    public int Shown { get; init; }
}

/// <summary>An inspector searched the log for a person by ID number.</summary>
public sealed record SubjectSearched : AuditEvent
{
    public required string IdNumber { get; init; }

    public int Shown { get; init; }
}

/// <summary>An inspector opened one entry, masked.</summary>
public sealed record EntryViewed : AuditEvent
{
    /// <summary>Audit number of the entry.</summary>
    public required string Entry { get; init; }
}

/// <summary>An inspector uncovered the person of one entry.</summary>
public sealed record EntryUnmasked : AuditEvent
{
    public required string Entry { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Somebody who supervises opened one record of an institution's register.</summary>
public sealed record RecordViewed : AuditEvent
{
    /// <summary>Name of the register, <c>verifications</c>.</summary>
    public required string List { get; init; }

    /// <summary>The record's number in addresses.</summary>
    public required string Record { get; init; }
}

/// <summary>Somebody who supervises read a page of cases that were looked up and have not come to their end.</summary>
public sealed record OverdueSearched : AuditEvent
{
    public IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>();

    /// <summary>Rows shown.</summary>
    public int Shown { get; init; }
}

/// <summary>The auditor told a citizen who looked at their data.</summary>
public sealed record StatementMade : AuditEvent
{
    public required string Name { get; init; }

    public required string IdNumber { get; init; }

    /// <summary>The written application that it answers.</summary>
    public required string Application { get; init; }

    /// <summary>How many lookups it tells of.</summary>
    public required int Rows { get; init; }
}
