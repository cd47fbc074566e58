using System.Text;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>What somebody wants to put into the evidence; the writer adds number, time, encryption and MAC.</summary>
public sealed class AuditDraft
{
    private readonly byte[] _detail;

    /// <exception cref="ArgumentException">A text is too long or holds what the canonical form refuses; callers check their input before.</exception>
    public AuditDraft(AuditKind kind, AuditEvent auditEvent)
    {
        Kind = kind;
        _detail = AuditJson.Write(auditEvent);
        if (_detail.Length > AuditEntry.DetailMaxLength - RowCipher.Overhead)
        {
            throw new ArgumentException($"The event {auditEvent.GetType().Name} takes {_detail.Length} bytes.", nameof(auditEvent));
        }
    }

    public AuditKind Kind { get; }

    public byte[] Request { get; init; } = new byte[AuditEntry.RequestLength];

    public string Organisation { get; init => field = Clean(value, AuditEntry.OrganisationMaxLength); } = "";

    public string Actor { get; init => field = Clean(value, AuditEntry.ActorMaxLength); } = "";

    public string CaseNumber { get; init => field = Clean(value, AuditEntry.CaseNumberMaxLength); } = "";

    /// <summary>18-character ID number of the person concerned; becomes a blind index.</summary>
    public string? Subject { get; init; }

    public AuditStatus Status { get; init; }

    internal ReadOnlySpan<byte> Detail => _detail;

    private static string Clean(string text, int maxLength)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune))
            {
                throw new ArgumentException("Texts of evidence hold no control characters and no broken surrogates.", nameof(text));
            }
        }

        var clean = text.Normalize(NormalizationForm.FormC).Trim();
        return clean.Length <= maxLength ? clean : throw new ArgumentException($"A text of evidence exceeds {maxLength} characters.", nameof(text));
    }
}
