using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Register;

/// <summary>A page or a file of an institution's usage register was handed out, persons in the clear.</summary>
public sealed record RegisterOpened : AuditEvent
{
    /// <summary>Code of the institution.</summary>
    public required string Institution { get; init; }

    public required int Year { get; init; }

    /// <summary><c>page</c>, <c>xlsx</c> or <c>csv</c>.</summary>
    public required string Form { get; init; }

    /// <summary>How many lines were shown; of a file, how many it has.</summary>
    public required int Lines { get; init; }
}
