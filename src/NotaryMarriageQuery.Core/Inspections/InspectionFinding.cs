namespace NotaryMarriageQuery.Core.Inspections;

/// <summary>What an inspection found wrong at an institution, and what the institution says to it. Both are written once.</summary>
public sealed class InspectionFinding
{
    public const int TextMaxLength = 400;

    public required Guid Id { get; init; }

    public required Guid InspectionId { get; init; }

    public required Guid InstitutionId { get; init; }

    /// <summary>The inspected lookup that it is about; null where it is about the institution as a whole.</summary>
    public int? Position { get; init; }

    public required FindingSeverity Severity { get; init; }

    /// <summary>The finding, encrypted.</summary>
    public required byte[] SealedText { get; init; }

    public required string RecordedByName { get; init; }

    public required long RecordedAt { get; init; }

    /// <summary>The institution's answer, encrypted; null while there is none.</summary>
    public byte[]? SealedAnswer { get; set; }

    public string AnsweredByName { get; set; } = "";

    public long? AnsweredAt { get; set; }

    /// <summary>Place of the text for the field cipher.</summary>
    public static string TextPlace(Guid id) => $"finding.text:{id}";

    /// <summary>Place of the answer.</summary>
    public static string AnswerPlace(Guid id) => $"finding.answer:{id}";
}

/// <summary>Stored by number; never renumbered.</summary>
public enum FindingSeverity
{
    /// <summary>轻微.</summary>
    Minor = 1,

    /// <summary>一般.</summary>
    Ordinary = 2,

    /// <summary>严重.</summary>
    Serious = 3,
}
