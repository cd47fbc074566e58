namespace NotaryMarriageQuery.Core.Inspections;

/// <summary>An inspection of lookups (定期检查、不定期抽查, Z 八(三)): planned with a public seed, drawn from the evidence, checked, closed.</summary>
public sealed class Inspection
{
    public const int TitleMaxLength = 50;
    public const int ConclusionMaxLength = 500;

    /// <summary>Largest sample: what a person can look at.</summary>
    public const int MostItems = 500;

    /// <summary>Length of the seed in bytes.</summary>
    public const int SeedLength = 32;

    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required InspectionKind Kind { get; init; }

    /// <summary>The bureau that inspects.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>First day of the period, in China.</summary>
    public required DateOnly FirstDay { get; init; }

    public required DateOnly LastDay { get; init; }

    /// <summary>The same in microseconds since the Unix epoch, as all instants here: from the first one ...</summary>
    public required long FromAt { get; init; }

    /// <summary>... to before this one; never later than a little before the planning, so that the population cannot grow any more.</summary>
    public required long UntilAt { get; init; }

    /// <summary>How many lookups to draw; null where a share is given.</summary>
    public int? SampleSize { get; init; }

    /// <summary>How many of a hundred to draw, rounded up.</summary>
    public int? SamplePercent { get; init; }

    public required InspectionStrata Strata { get; init; }

    /// <summary>Random bytes from which the sample follows; in the evidence before the population was read.</summary>
    public required byte[] Seed { get; init; }

    public required string PlannedBy { get; init; }

    public required string PlannedByName { get; init; }

    public required long PlannedAt { get; init; }

    public InspectionState State { get; set; } = InspectionState.Planned;

    /// <summary>Counts what was written to it: a closing is of what was seen, and nothing is written after it.</summary>
    public int Changes { get; set; }

    public long? DrawnAt { get; set; }

    public int? PopulationSize { get; set; }

    /// <summary>SHA-256 over the ids of the population, 8 bytes big-endian each, in their order.</summary>
    public byte[]? PopulationSha256 { get; set; }

    /// <summary>The same over the sample.</summary>
    public byte[]? SampleSha256 { get; set; }

    /// <summary>The signed checkpoint that covered the population when it was drawn; empty where there was none.</summary>
    public string Checkpoint { get; set; } = "";

    /// <summary>The conclusion, encrypted.</summary>
    public byte[]? SealedConclusion { get; set; }

    public string ClosedBy { get; set; } = "";

    public string ClosedByName { get; set; } = "";

    public long? ClosedAt { get; set; }

    /// <summary>The institutions that it is about.</summary>
    public ICollection<InspectionScope> Scope { get; init; } = [];

    /// <summary>Place of <see cref="SealedConclusion"/> for the field cipher.</summary>
    public static string ConclusionPlace(Guid id) => $"inspection.conclusion:{id}";
}

/// <summary>An institution within an inspection.</summary>
public sealed class InspectionScope
{
    public required Guid InspectionId { get; init; }

    public required Guid InstitutionId { get; init; }

    /// <summary>Its code, as the evidence has it.</summary>
    public required string Code { get; init; }
}

/// <summary>Stored by number; never renumbered.</summary>
public enum InspectionKind
{
    /// <summary>定期检查.</summary>
    Regular = 1,

    /// <summary>不定期抽查.</summary>
    Random = 2,
}

/// <summary>By what the sample is spread, in proportion. Only by what stands in the evidence uncovered: a draw is repeated without keys.</summary>
public enum InspectionStrata
{
    None = 1,

    /// <summary>按机构.</summary>
    Institution = 2,

    /// <summary>按结果: found, not found, refused, failed.</summary>
    Outcome = 3,

    /// <summary>按时段: the hour in China.</summary>
    Hour = 4,

    /// <summary>按拒绝原因. It stands in the covered content: this one is drawn again from the published list, or by who holds the keys.</summary>
    Reason = 5,
}

public enum InspectionState
{
    /// <summary>The seed is published, nothing is drawn.</summary>
    Planned = 1,

    /// <summary>The sample is drawn and being checked.</summary>
    Drawn = 2,

    /// <summary>Nothing changes any more.</summary>
    Closed = 3,
}
