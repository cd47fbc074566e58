using System.Diagnostics.CodeAnalysis;

namespace CivilIdentity;

/// <summary>
/// 公民身份号码 by GB 11643-1999: 6 digits region, 8 birth date, 3 sequence, 1 check character.
/// Two numbers are equal when their 18-character forms are, however they were entered.
/// </summary>
public sealed record ResidentId
{
    private const int MaskedOddLength = ResidentIdRules.Length;

    private ResidentId(string value, DateOnly birthDate, bool wasLegacy)
    {
        Value = value;
        BirthDate = birthDate;
        WasLegacy = wasLegacy;
    }

    /// <summary>18 characters, the check character X upper-case.</summary>
    public string Value { get; }

    /// <summary>
    /// The 15-digit form that old registrations may hold: for births 1900 to 1999 whose sequence is not 996 to 999, else null.
    /// </summary>
    public string? LegacyValue => Value.AsSpan(6, 2) is "19" && !ResidentIdRules.IsCentenarianSequence(Value.AsSpan(14, 3))
        ? string.Concat(Value.AsSpan(0, 6), Value.AsSpan(8, 9))
        : null;

    /// <summary>True when it was entered with 15 digits; takes no part in equality.</summary>
    public bool WasLegacy { get; }

    /// <summary>Birth date stated by the number; it exists, is not after the day of parsing, and lies at most 130 years back.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>Sex stated by the sequence.</summary>
    public Sex Sex => (Value[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    /// <summary>Region of first issue, six digits; often abolished since, and no hint at where a marriage was registered.</summary>
    public RegionCode Region => RegionCode.FromCounty(Value.AsSpan(0, ResidentIdRules.RegionLength));

    /// <summary>For display, without the birth date: 339999********0134.</summary>
    public string Masked => Mask(Value);

    /// <summary>For reading aloud and comparing by eye: 339999 19850315 0134.</summary>
    public string Grouped => string.Concat(Value.AsSpan(0, 6), " ", Value.AsSpan(6, 8), $" {Value.AsSpan(14)}");

    /// <summary>
    /// Reads 18 characters, or 15 digits which are upgraded. Forgives what <see cref="ForgivingInput"/> forgives, never throws.
    /// Unknown regions are accepted: abolished codes stay in use for life.
    /// </summary>
    /// <param name="text">What was typed, pasted or received; may be hostile.</param>
    /// <param name="today">The day against which "not in the future" and the age limit of 130 years are judged.</param>
    /// <param name="id">The number, or null.</param>
    /// <param name="problem"><see cref="ResidentIdProblem.None"/> on success, else the first thing found wrong.</param>
    public static bool TryParse(string? text, DateOnly today, [NotNullWhen(true)] out ResidentId? id, out ResidentIdProblem problem)
    {
        id = null;
        Span<char> buffer = stackalloc char[ResidentIdRules.Length];
        var length = ForgivingInput.Compact(text.AsSpan(), buffer);
        problem = CheckForm(buffer, length);
        if (problem != ResidentIdProblem.None)
        {
            return false;
        }

        var wasLegacy = length == ResidentIdRules.LegacyLength;
        if (wasLegacy)
        {
            if (ResidentIdRules.IsCentenarianSequence(buffer.Slice(12, 3)))
            {
                problem = ResidentIdProblem.BirthDate;
                return false;
            }

            Span<char> legacy = stackalloc char[ResidentIdRules.LegacyLength];
            buffer[..ResidentIdRules.LegacyLength].CopyTo(legacy);
            ResidentIdRules.Upgrade(legacy, buffer);
        }

        problem = ResidentIdRules.CheckBirthDate(buffer, today, out var birthDate);
        if (problem == ResidentIdProblem.None && ResidentIdRules.CheckCharacter(buffer) != buffer[^1])
        {
            problem = ResidentIdProblem.CheckDigit;
        }

        if (problem == ResidentIdProblem.None)
        {
            // Most numbers arrive in their canonical form: keep that string instead of making another.
            id = new ResidentId(buffer.SequenceEqual(text) ? text! : new string(buffer), birthDate, wasLegacy);
        }

        return id is not null;
    }

    /// <summary>
    /// Masks any text that stands in an identity number's place. Numbers of 15 or 18 keep region and ending; of anything else,
    /// where the birth date cannot be located, nothing is kept but the length up to 18.
    /// </summary>
    public static string Mask(string? text)
    {
        Span<char> buffer = stackalloc char[ResidentIdRules.Length];
        var length = ForgivingInput.Compact(text.AsSpan(), buffer);
        if (length == ForgivingInput.TooLong)
        {
            return new string('*', MaskedOddLength);
        }

        var number = buffer[..length];
        if (ResidentIdRules.HasCurrentForm(number))
        {
            number[6..14].Fill('*');
        }
        else if (ResidentIdRules.HasLegacyForm(number))
        {
            number[6..12].Fill('*');
        }
        else
        {
            number.Fill('*');
        }

        return new string(number);
    }

    /// <summary>By the 18-character form only.</summary>
    public bool Equals(ResidentId? other) => other is not null && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The masked form, so that a log line or an exception text cannot disclose the number.</summary>
    public override string ToString() => Masked;

    private static ResidentIdProblem CheckForm(ReadOnlySpan<char> buffer, int length)
    {
        if (length == 0)
        {
            return ResidentIdProblem.Empty;
        }

        if (length is not (ResidentIdRules.LegacyLength or ResidentIdRules.Length))
        {
            return ResidentIdProblem.Length;
        }

        var number = buffer[..length];
        if (ResidentIdRules.HasOldForeignForm(number))
        {
            return ResidentIdProblem.ForeignPermanentResident;
        }

        return ResidentIdRules.HasCurrentForm(number) || ResidentIdRules.HasLegacyForm(number)
            ? ResidentIdRules.FindPermit(number)
            : ResidentIdProblem.Character;
    }
}
