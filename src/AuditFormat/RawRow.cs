using System.Text;
using System.Text.Unicode;

namespace AuditFormat;

/// <summary>The columns of a row as bytes, where a database gives them without making objects: millions of rows pass through a verification.</summary>
/// <remarks>Texts are UTF-8. The same limits as <see cref="AuditEntry"/>.</remarks>
public ref struct RawRow
{
    public long Id { get; set; }

    public short Kind { get; set; }

    public long At { get; set; }

    public long Mono { get; set; }

    public ReadOnlySpan<byte> Request { get; set; }

    public ReadOnlySpan<byte> Organisation { get; set; }

    public ReadOnlySpan<byte> Actor { get; set; }

    public ReadOnlySpan<byte> CaseNumber { get; set; }

    public ReadOnlySpan<byte> Subject1 { get; set; }

    public bool HasSubject1 { get; set; }

    public ReadOnlySpan<byte> Subject2 { get; set; }

    public bool HasSubject2 { get; set; }

    public short Status { get; set; }

    public int KeyId { get; set; }

    public ReadOnlySpan<byte> Detail { get; set; }

    public ReadOnlySpan<byte> Mac { get; set; }

    /// <summary>Bytes of its leaf form; 0 when a column is longer or shorter than it can be, or a text is no UTF-8.</summary>
    internal readonly int LeafLength =>
        Request.Length == AuditEntry.RequestLength
        && Mac.Length == AuditEntry.MacLength
        && Detail.Length <= AuditEntry.DetailMaxLength
        && Subject1.Length <= AuditEntry.SubjectLength
        && Subject2.Length <= AuditEntry.SubjectLength
        && IsText(Organisation, AuditEntry.OrganisationMaxLength)
        && IsText(Actor, AuditEntry.ActorMaxLength)
        && IsText(CaseNumber, AuditEntry.CaseNumberMaxLength)
            ? 1 + 8 + 2 + 8 + 8 + Request.Length + (3 * 4) + Organisation.Length + Actor.Length + CaseNumber.Length
                + (2 * 4) + Subject1.Length + Subject2.Length + 2 + 4 + 4 + Detail.Length + 4 + Mac.Length
            : 0;

    private static bool IsText(ReadOnlySpan<byte> text, int maxLength) =>
        Utf8.IsValid(text) && (text.Length <= maxLength || Encoding.UTF8.GetCharCount(text) <= maxLength);
}
