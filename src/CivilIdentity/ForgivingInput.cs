namespace CivilIdentity;

/// <summary>
/// What people paste into a number field, reduced to the characters they meant: spaces, invisible marks and hyphens go,
/// full-width forms become half-width, Latin letters upper-case, and the Roman numeral ten becomes X.
/// Never throws; the work is bounded by <see cref="MaxRawLength"/>.
/// </summary>
public static class ForgivingInput
{
    /// <summary>Longest text, in UTF-16 units, that is looked at; anything longer counts as too long unread.</summary>
    public const int MaxRawLength = 256;

    /// <summary>Result of <see cref="Compact(ReadOnlySpan{char}, Span{char})"/> when the text does not fit.</summary>
    public const int TooLong = -1;

    private const char Skip = '\0';
    private const int FullWidthOffset = 0xFEE0;

    /// <summary>Writes the reduced text and returns its length in UTF-16 units, or <see cref="TooLong"/>.</summary>
    public static int Compact(ReadOnlySpan<char> text, Span<char> destination) => Reduce(text, destination, keepHyphens: false);

    /// <summary>The reduced text; empty for null, and null when it is longer than <paramref name="maxLength"/> UTF-16 units.</summary>
    public static string? Compact(string? text, int maxLength)
    {
        Span<char> buffer = stackalloc char[MaxRawLength];
        var written = Compact(text.AsSpan(), buffer[..Math.Clamp(maxLength, 0, MaxRawLength)]);
        return written == TooLong ? null : new string(buffer[..written]);
    }

    /// <summary>As <see cref="Compact(ReadOnlySpan{char}, Span{char})"/>, but every kind of dash stays, as a hyphen.</summary>
    internal static int CompactKeepingHyphens(ReadOnlySpan<char> text, Span<char> destination) => Reduce(text, destination, keepHyphens: true);

    internal static ReadOnlySpan<char> TrimEnds(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && IsBlank(text[0]))
        {
            text = text[1..];
        }

        while (!text.IsEmpty && IsBlank(text[^1]))
        {
            text = text[..^1];
        }

        return text;
    }

    /// <summary>White space, or a mark that nobody sees: zero width, bidirectional control, soft hyphen, byte order mark.</summary>
    internal static bool IsBlank(char c) => c < 0x80 ? char.IsWhiteSpace(c) : char.IsWhiteSpace(c) || IsInvisible(c);

    private static bool IsInvisible(char c) => c is '\u00AD' or '\u061C' or '\u180E' or '\uFEFF'
        or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F');

    private static int Reduce(ReadOnlySpan<char> text, Span<char> destination, bool keepHyphens)
    {
        if (text.Length > MaxRawLength)
        {
            return TooLong;
        }

        var written = 0;
        foreach (var original in text)
        {
            var c = Fold(original, keepHyphens);
            if (c == Skip && original != Skip)
            {
                continue;
            }

            if (written == destination.Length)
            {
                return TooLong;
            }

            destination[written++] = c;
        }

        return written;
    }

    private static char Fold(char c, bool keepHyphens)
    {
        if (c is >= '\uFF01' and <= '\uFF5E')
        {
            c = (char)(c - FullWidthOffset);
        }

        return c switch
        {
            >= '0' and <= '9' => c,
            >= 'a' and <= 'z' => (char)(c - 0x20),
            '\u2169' or '\u2179' => 'X',
            '-' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE58' or '\uFE63' => keepHyphens ? '-' : Skip,
            _ => IsBlank(c) ? Skip : c,
        };
    }
}
