using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CivilIdentity;

/// <summary>How a 登记证字号 is built.</summary>
public enum CertificateNumberStyle
{
    /// <summary>J: marriage certificate.</summary>
    Marriage,

    /// <summary>L: divorce certificate.</summary>
    Divorce,

    /// <summary>BJ: reissued marriage certificate.</summary>
    ReissuedMarriage,

    /// <summary>BL: reissued divorce certificate.</summary>
    ReissuedDivorce,

    /// <summary>旧式字号: any older or local form, kept as it stands.</summary>
    OldStyle,
}

/// <summary>
/// 登记证字号. The current form is letters, region of the registering office, year of issue and serial: J339999-2018-900001.
/// The region says nothing about the parties' residence. Not unique enough to be a key: offices can share a region code.
/// </summary>
public sealed record CertificateNumber
{
    /// <summary>Longest number kept, in UTF-16 units.</summary>
    public const int MaxLength = 64;

    private const int DigitsLength = 18;   // 6 region, hyphen, 4 year, hyphen, 6 serial

    private CertificateNumber(string value, CertificateNumberStyle style) => (Value, Style) = (value, style);

    /// <summary>The canonical current form, or the old-style text as entered without the spaces at its ends.</summary>
    public string Value { get; }

    /// <summary>The form, which must fit the kind of record (J to IA, L to IB, BJ to ICA, BL to ICB).</summary>
    public CertificateNumberStyle Style { get; }

    /// <summary>Region of the registering office; null for old style.</summary>
    public RegionCode? Region { get; private init; }

    /// <summary>Calendar year in which this booklet was issued, 1900 to 2099; null for old style.</summary>
    public int? Year { get; private init; }

    /// <summary>Serial of that office in that year, 0 to 999999; null for old style.</summary>
    public int? Serial { get; private init; }

    /// <summary>
    /// Reads a number, forgiving spaces, full-width characters, lower case and any kind of dash. What does not fit the current form is
    /// old style, not an error. False only when empty, too long, or not storable text (control characters, lone surrogates).
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CertificateNumber? number)
    {
        number = null;
        if (text is null || text.Length > ForgivingInput.MaxRawLength)
        {
            return false;
        }

        var trimmed = ForgivingInput.TrimEnds(text);
        if (trimmed.IsEmpty || trimmed.Length > MaxLength || PlainText.CountCodePoints(trimmed) is null)
        {
            return false;
        }

        number = ReadCurrentForm(trimmed) ?? new CertificateNumber(new string(trimmed), CertificateNumberStyle.OldStyle);
        return true;
    }

    /// <summary>The number.</summary>
    public override string ToString() => Value;

    private static CertificateNumber? ReadCurrentForm(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[DigitsLength + 2];
        var length = ForgivingInput.CompactKeepingHyphens(text, buffer);
        if (length < DigitsLength + 1 || FindStyle(buffer[..(length - DigitsLength)]) is not { } style)
        {
            return null;
        }

        var digits = buffer[(length - DigitsLength)..length];
        var region = digits[..6];
        var year = digits[7..11];
        var serial = digits[12..];
        return digits[6] == '-' && digits[11] == '-' && ResidentIdRules.IsDigits(region) && ResidentIdRules.IsDigits(year)
            && ResidentIdRules.IsDigits(serial) && year[..2] is "19" or "20"
            ? new CertificateNumber(new string(buffer[..length]), style)
            {
                Region = RegionCode.FromCounty(region),
                Year = int.Parse(year, NumberStyles.None, CultureInfo.InvariantCulture),
                Serial = int.Parse(serial, NumberStyles.None, CultureInfo.InvariantCulture),
            }
            : null;
    }

    private static CertificateNumberStyle? FindStyle(ReadOnlySpan<char> letters) => letters switch
    {
        "J" => CertificateNumberStyle.Marriage,
        "L" => CertificateNumberStyle.Divorce,
        "BJ" => CertificateNumberStyle.ReissuedMarriage,
        "BL" => CertificateNumberStyle.ReissuedDivorce,
        _ => null,
    };
}
