using System.Diagnostics.CodeAnalysis;

namespace CivilIdentity;

/// <summary>
/// Administrative region by GB/T 2260: 2 digits for a province, 4 for a prefecture, 6 for a county.
/// No list is consulted: codes are abolished and reused by reform, and the number of an old document keeps the old code.
/// </summary>
public sealed record RegionCode
{
    private const int CountyLength = 6;

    private RegionCode(string value) => Value = value;

    /// <summary>2, 4 or 6 ASCII digits.</summary>
    public string Value { get; }

    /// <summary>
    /// True when <paramref name="other"/> lies in this region or is it: 33 contains 3399 contains 339998.
    /// Purely by prefix; a code padded with zeros (330000) contains itself only, so name a province by two digits.
    /// </summary>
    public bool Contains(RegionCode other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Value.StartsWith(Value, StringComparison.Ordinal);
    }

    /// <summary>Reads 2, 4 or 6 digits, forgiving spaces, hyphens and full-width digits; false for anything else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RegionCode? code)
    {
        Span<char> buffer = stackalloc char[CountyLength];
        var length = ForgivingInput.Compact(text.AsSpan(), buffer);
        code = length is 2 or 4 or CountyLength && !buffer[..length].ContainsAnyExceptInRange('0', '9')
            ? new RegionCode(new string(buffer[..length]))
            : null;
        return code is not null;
    }

    /// <summary>The digits.</summary>
    public override string ToString() => Value;

    /// <summary>For six digits that a value type has already checked.</summary>
    internal static RegionCode FromCounty(ReadOnlySpan<char> digits) => new(new string(digits));
}
