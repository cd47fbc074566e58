using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace NotaryMarriageQuery.Core.Cases;

/// <summary>Acceptance number of a notarial case (公证业务受理号): 4 to 40 letters, digits, Chinese characters, brackets, hyphens.</summary>
/// <remarks>Stray spaces, full width and the many brackets in use are brought to one form; unique within an institution only.</remarks>
public sealed record CaseNumber
{
    public const int MinLength = 4;
    public const int MaxLength = 40;
    private const int LongestInput = 120;

    private CaseNumber(string value) => Value = value;

    /// <summary>The one form, for example <c>(2026)示受字第9001号</c>.</summary>
    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out CaseNumber? number)
    {
        number = null;
        if (text is null || text.Length > LongestInput)
        {
            return false;
        }

        var value = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                continue;
            }

            var unified = Unify(rune.Value);
            if (!IsAllowed(unified))
            {
                return false;
            }

            value.Append(new Rune(unified).ToString());
        }

        var result = value.ToString().Normalize(NormalizationForm.FormC);
        if (result.Length is < MinLength or > MaxLength)
        {
            return false;
        }

        number = new CaseNumber(result);
        return true;
    }

    public override string ToString() => Value;

    private static int Unify(int c) => c switch
    {
        '（' or '〔' or '［' or '[' or '【' or '「' => '(',
        '）' or '〕' or '］' or ']' or '】' or '」' => ')',
        '—' or '–' or '－' or '‐' or '−' => '-',
        >= 0xFF01 and <= 0xFF5E => c - 0xFEE0,
        _ => c,
    };

    private static bool IsAllowed(int c) => c is '(' or ')' or '-'
        || char.IsAsciiLetterOrDigit((char)Math.Min(c, char.MaxValue))
        || c is 0x3007 or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
