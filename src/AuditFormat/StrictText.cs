using System.Globalization;
using System.Text;

namespace AuditFormat;

/// <summary>Texts that have exactly one spelling, so that no two files say the same thing.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 to text.</summary>
    /// <exception cref="FormatException">Not strict UTF-8.</exception>
    public static string FromUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return _utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The text is not UTF-8.", e);
        }
    }

    /// <summary>Text to UTF-8.</summary>
    /// <exception cref="FormatException">The text holds an unpaired surrogate.</exception>
    public static byte[] ToUtf8(string text)
    {
        try
        {
            return _utf8.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException("The text is not Unicode.", e);
        }
    }

    /// <summary>A decimal number from 0 without sign and without leading zeros.</summary>
    /// <exception cref="FormatException">Any other spelling, or more than 63 bits.</exception>
    public static long Number(string text) =>
        text.Length is > 0 and <= 19 && (text.Length == 1 || text[0] != '0')
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException("Not a decimal number in its shortest form.");

    /// <summary>Standard base64 with padding, without white space, with zero spare bits.</summary>
    /// <exception cref="FormatException">Any other spelling.</exception>
    public static byte[] Base64(string text)
    {
        var bytes = Convert.FromBase64String(text);
        return string.Equals(Convert.ToBase64String(bytes), text, StringComparison.Ordinal)
            ? bytes
            : throw new FormatException("Not base64 in its standard form.");
    }

    /// <summary>A base64 hash of 32 bytes.</summary>
    /// <exception cref="FormatException">Not base64 or another length.</exception>
    public static byte[] Hash(string text)
    {
        var hash = Base64(text);
        return hash.Length == TreeHash.Length ? hash : throw new FormatException("A hash has 32 bytes.");
    }
}
