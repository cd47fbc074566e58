using System.Globalization;

namespace AuditFormat;

/// <summary>The audit number (存证编号) that people see and quote: writer in hexadecimal, a hyphen, the sequence in decimal.</summary>
public static class AuditNumber
{
    /// <summary>Formats a row id, for example <c>1AC3F20-000187</c>.</summary>
    public static string Format(long id) => string.Create(CultureInfo.InvariantCulture, $"{id >> 32:X7}-{id & 0xFFFFFFFF:D6}");

    /// <summary>Reads an audit number back; false for anything that <see cref="Format"/> would not write.</summary>
    public static bool TryParse(string? text, out long id)
    {
        id = 0;
        if (text is null || text.Length > 24 || text.IndexOf('-', StringComparison.Ordinal) is not (> 0 and var hyphen))
        {
            return false;
        }

        if (!uint.TryParse(text.AsSpan(0, hyphen), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var writer)
            || writer > int.MaxValue
            || !uint.TryParse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            return false;
        }

        id = ((long)writer << 32) | sequence;
        return string.Equals(Format(id), text, StringComparison.OrdinalIgnoreCase);
    }
}
