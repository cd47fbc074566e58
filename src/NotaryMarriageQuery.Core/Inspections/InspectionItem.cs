namespace NotaryMarriageQuery.Core.Inspections;

/// <summary>A lookup that was drawn, by the number of its row, and what checking it came to. Nothing of the person stands here.</summary>
public sealed class InspectionItem
{
    public const int RemarkMaxLength = 200;

    public required Guid InspectionId { get; init; }

    /// <summary>Number within the inspection, from 1, in the order of the rows.</summary>
    public required int Position { get; init; }

    /// <summary>Id of the row in the evidence.</summary>
    public required long EntryId { get; init; }

    /// <summary>Code of the institution.</summary>
    public required string Code { get; init; }

    /// <summary>Stratum it was drawn for; empty without strata.</summary>
    public required string Stratum { get; init; }

    /// <summary>当事人同意或授权是否存卷.</summary>
    public CheckAnswer? Consent { get; set; }

    /// <summary>公证业务是否真实.</summary>
    public CheckAnswer? Genuine { get; set; }

    /// <summary>被查询人是否当事人.</summary>
    public CheckAnswer? Party { get; set; }

    /// <summary>委托函是否齐全.</summary>
    public CheckAnswer? Letter { get; set; }

    /// <summary>The remark, encrypted; null without one.</summary>
    public byte[]? SealedRemark { get; set; }

    public string CheckedByName { get; set; } = "";

    public long? CheckedAt { get; set; }

    /// <summary>Counts checks: of two inspectors who check it at once, the second is told.</summary>
    public int Version { get; set; }

    /// <summary>Place of the remark for the field cipher.</summary>
    public static string RemarkPlace(Guid inspection, int position) => $"inspection.remark:{inspection}:{position}";
}

/// <summary>An answer of the checklist.</summary>
public enum CheckAnswer
{
    Yes = 1,
    No = 2,

    /// <summary>不适用.</summary>
    NotApplicable = 3,
}
