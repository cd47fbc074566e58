namespace CivilIdentity;

/// <summary>The least that text must fulfil before it may be stored or shown: it encodes as UTF-8 and holds no control characters.</summary>
internal static class PlainText
{
    /// <summary>Number of code points, or null when the text holds a lone surrogate or a C0/C1 control character.</summary>
    public static int? CountCodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++, count++)
        {
            var c = text[i];
            if (char.IsControl(c))
            {
                return null;
            }

            if (!char.IsSurrogate(c))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(c, text[i + 1]))
            {
                return null;
            }

            i++;
        }

        return count;
    }
}
