using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Files;

/// <summary>A kept file was handed out.</summary>
public sealed record FileOpened : AuditEvent
{
    /// <summary>What the file belongs to.</summary>
    public required string Owner { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public required string Sha256 { get; init; }
}
