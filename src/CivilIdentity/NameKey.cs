using System.Text;

namespace CivilIdentity;

/// <summary>
/// Makes the form in which two names are compared: width, case, dots, blanks, variation selectors and Unicode's canonically
/// equivalent spellings no longer matter.
/// </summary>
internal static class NameKey
{
    private const int Dot = 0x00B7;

    public static (string Key, bool NeedsManualCheck) Of(string original)
    {
        var key = new StringBuilder(original.Length);
        var needsManualCheck = false;
        var last = Dot;   // a dot at the beginning goes the same way as a repeated one
        foreach (var rune in original.EnumerateRunes())
        {
            var c = rune.Value;
            if (IsIgnored(c))
            {
                continue;
            }

            c = Fold(c);
            needsManualCheck |= IsDoubtful(c);
            if (c == Dot && last == Dot)
            {
                continue;
            }

            key.Append(new Rune(c));
            last = c;
        }

        if (key.Length > 0 && last == Dot)
        {
            key.Length--;
        }

        return (key.ToString().Normalize(NormalizationForm.FormC), needsManualCheck);
    }

    /// <summary>Blanks and variation selectors, which carry no part of the name.</summary>
    public static bool IsIgnored(int c) =>
        c is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) || (c <= char.MaxValue && ForgivingInput.IsBlank((char)c));

    private static int Fold(int c)
    {
        if (c is >= 0xFF01 and <= 0xFF5E)
        {
            c -= 0xFEE0;
        }

        if (IsDot(c))
        {
            return Dot;
        }

        // Upper case is for Latin letters only: other scripts have no case that registers would vary.
        return c is < 0x250 or (>= 0x1E00 and <= 0x1EFF)
            ? Rune.ToUpperInvariant(new Rune(c)).Value
            : c;
    }

    // Keyboards, GBK (02D9), small forms and other systems each have their own dot for the one that names are written with.
    private static bool IsDot(int c) => c is Dot or 0x002E or 0x0387 or 0x02D9 or 0x16EB or 0x2022 or 0x2027 or 0x2219
        or 0x22C5 or 0x2E31 or 0x30FB or 0xFE52 or 0xFF65;

    /// <summary>Private use, the marks that systems print for a missing character, and ideographic description characters.</summary>
    private static bool IsDoubtful(int c) => c is '?' or 0x25A1 or 0x3013 or 0xFFFD or (>= 0xE000 and <= 0xF8FF) or >= 0xF0000
        or (>= 0x2FF0 and <= 0x2FFF) or 0x31EF;
}
