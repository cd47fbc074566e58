namespace CivilIdentity;

/// <summary>The rules of GB 11643-1999 on the bare characters, after <see cref="ForgivingInput"/> has cleaned them.</summary>
internal static class ResidentIdRules
{
    public const int Length = 18;
    public const int LegacyLength = 15;
    public const int RegionLength = 6;
    public const int MaxAge = 130;

    private const int BirthEnd = RegionLength + 8;
    private const string CheckCharacters = "10X98765432";

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Seventeen digits and a digit or X.</summary>
    public static bool HasCurrentForm(ReadOnlySpan<char> text) =>
        text.Length == Length && IsDigits(text[..^1]) && (char.IsAsciiDigit(text[^1]) || text[^1] == 'X');

    public static bool HasLegacyForm(ReadOnlySpan<char> text) => text.Length == LegacyLength && IsDigits(text);

    /// <summary>The older 外国人永久居留身份证: three letters for the country and twelve digits.</summary>
    public static bool HasOldForeignForm(ReadOnlySpan<char> text) => text.Length == LegacyLength
        && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) && char.IsAsciiLetter(text[2]) && IsDigits(text[3..]);

    /// <summary>
    /// Permits that share the number's form. Residents are never given these prefixes, so neither date nor check digit matters;
    /// that holds for 15 digits too, whose upgraded form would otherwise read as a permit.
    /// </summary>
    public static ResidentIdProblem FindPermit(ReadOnlySpan<char> text)
    {
        if (text[0] == '9')
        {
            return ResidentIdProblem.ForeignPermanentResident;
        }

        return text[0] == '8' && text[1] is '1' or '2' or '3'
            && text[2..RegionLength] is "0000"
            ? ResidentIdProblem.HongKongMacaoTaiwanPermit
            : ResidentIdProblem.None;
    }

    /// <summary>The sequences 996 to 999 were kept for people born before 1900; the century of such a number is not 19.</summary>
    public static bool IsCentenarianSequence(ReadOnlySpan<char> sequence) =>
        sequence[0] == '9' && sequence[1] == '9' && sequence[2] >= '6';

    /// <summary>Writes the 18-character form of a 15-digit number.</summary>
    public static void Upgrade(ReadOnlySpan<char> legacy, Span<char> destination)
    {
        legacy[..RegionLength].CopyTo(destination);
        destination[RegionLength] = '1';
        destination[RegionLength + 1] = '9';
        legacy[RegionLength..].CopyTo(destination[(RegionLength + 2)..]);
        destination[Length - 1] = CheckCharacter(destination[..(Length - 1)]);
    }

    public static ResidentIdProblem CheckBirthDate(ReadOnlySpan<char> text, DateOnly today, out DateOnly birthDate)
    {
        birthDate = default;
        var year = Number(text[RegionLength..(RegionLength + 4)]);
        var month = Number(text[(RegionLength + 4)..(RegionLength + 6)]);
        var day = Number(text[(RegionLength + 6)..BirthEnd]);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return ResidentIdProblem.BirthDate;
        }

        birthDate = new DateOnly(year, month, day);
        if (birthDate > today)
        {
            return ResidentIdProblem.BirthDateInFuture;
        }

        var hadBirthday = (today.Month, today.Day).CompareTo((month, day)) >= 0;
        var age = today.Year - year - (hadBirthday ? 0 : 1);
        return age > MaxAge ? ResidentIdProblem.TooOld : ResidentIdProblem.None;
    }

    /// <summary>ISO 7064 MOD 11-2 over the first seventeen digits.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += (digits[i] - '0') * Weights[i];
        }

        return CheckCharacters[sum % CheckCharacters.Length];
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
