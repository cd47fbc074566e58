namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>What is wrong with a row, seen while it was sealed. It is sealed all the same: evidence of damage is evidence.</summary>
public enum AlarmProblem
{
    // From 1: a detail leaves out what is zero.

    /// <summary>Rows before this one are missing from their writer's sequence.</summary>
    Gap = 1,

    /// <summary>The row's MAC does not follow from the row before: one of the two was changed, or put there by somebody else.</summary>
    Mac,

    /// <summary>The wall clock was moved while the writer ran.</summary>
    Clock,

    /// <summary>The row cannot be brought into its byte form and is left outside the tree.</summary>
    Unreadable,
}

/// <summary>The sealer found something wrong with a row.</summary>
public sealed record AlarmRaised : AuditEvent
{
    public required AlarmProblem Problem { get; init; }

    /// <summary>Audit number of the row concerned.</summary>
    public required string Entry { get; init; }
}

/// <summary>An intent has had no outcome for a long time (未决): it is not known here whether the registry answered.</summary>
public sealed record OutcomeMissing : AuditEvent
{
    /// <summary>Audit number of the intent.</summary>
    public required string Entry { get; init; }
}

/// <summary>The key that signs checkpoints is being replaced. Sealed by the old key first, and again by the new one.</summary>
public sealed record SigningKeyReplaced : AuditEvent
{
    /// <summary>Public key until then, in one line.</summary>
    public required string Old { get; init; }

    /// <summary>Public key from then on.</summary>
    public required string New { get; init; }
}

/// <summary>The sealed log was exported for verification outside.</summary>
public sealed record LogExported : AuditEvent
{
    /// <summary>First leaf of the export.</summary>
    public long From { get; init; }
}

/// <summary>The whole log was verified from the page.</summary>
public sealed record LogVerified : AuditEvent
{
    public long Rows { get; init; }

    /// <summary>Findings of tampering.</summary>
    public long Problems { get; init; }
}

/// <summary>Proofs of rows were made for handing on.</summary>
public sealed record RowsProved : AuditEvent
{
    /// <summary>Audit numbers.</summary>
    public required IReadOnlyList<string> Entries { get; init; }

    /// <summary>True when the rows' own keys went along, so that whoever has the file can read them.</summary>
    public bool Disclosed { get; init; }
}

/// <summary>The registry's list of answered requests was compared with the evidence.</summary>
public sealed record LogReconciled : AuditEvent
{
    /// <summary>Requests on both sides.</summary>
    public int Both { get; init; }

    /// <summary>Lookups in the evidence that the registry has not answered.</summary>
    public int OnlyOurs { get; init; }

    /// <summary>Answers of the registry that the evidence knows nothing of: somebody asked around the portal.</summary>
    public int OnlyTheirs { get; init; }
}

/// <summary>Nothing was done for a while, and the evidence is alive.</summary>
public sealed record Heartbeat : AuditEvent;
