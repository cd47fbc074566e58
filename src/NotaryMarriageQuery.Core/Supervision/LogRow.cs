using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>One act in the log: its row, what the row tells, and how the act ended.</summary>
/// <param name="Entry">The row that began the act.</param>
/// <param name="Event">What it tells; null when its keys have been erased.</param>
/// <param name="Outcome">The row that ended the act, where it has two; null while in doubt.</param>
/// <param name="OutcomeEvent">What that row tells.</param>
public sealed record LogRow(AuditEntry Entry, AuditEvent? Event, AuditEntry? Outcome, AuditEvent? OutcomeEvent)
{
    /// <summary>How often the answer was shown since, where the line was read with its act.</summary>
    public int Views { get; init; }

    /// <summary>How often it was shown for printing.</summary>
    public int Prints { get; init; }

    /// <summary>How the act ended.</summary>
    public AuditStatus Status => Outcome?.Status ?? Entry.Status;

    /// <summary>The act has begun and no end of it is known (未决).</summary>
    public bool IsInDoubt => Entry.Kind is AuditKind.Intent or AuditKind.Change && Outcome is null;

    /// <summary>The act is a certificate check or its refusal.</summary>
    public bool IsCheck => Event is CertificateIntended or CertificateRefused;

    /// <summary>Who was asked about, when the act is a lookup, a certificate check, or the refusal of one.</summary>
    public QueryFacts? Facts => Event switch
    {
        QueryIntended intended => intended.Facts,
        QueryRefused refused => refused.Facts,
        CertificateIntended intended => intended.Facts.Party,
        CertificateRefused refused => refused.Facts.Party,
        _ => null,
    };

    /// <summary>Lookup's id in addresses.</summary>
    public string RequestId => Convert.ToHexStringLower(Entry.Request);
}
