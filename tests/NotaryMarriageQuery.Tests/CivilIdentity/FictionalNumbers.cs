using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace NotaryMarriageQuery.Tests.CivilIdentity;

/// <summary>Generates numbers with region codes that were never assigned, so that none can belong to a person.</summary>
internal static class FictionalNumbers
{
    public static readonly DateOnly Today = new(2026, 1, 1);

    private static readonly string[] _regions = ["339999", "449999", "330199", "330299", "330399", "440199"];

    public static Gen<string> Valid { get; } = Born(new DateOnly(1900, 1, 1), new DateOnly(2025, 12, 31), maxSequence: 999);

    public static Gen<string> ValidWithLegacyForm { get; } = Born(new DateOnly(1900, 1, 1), new DateOnly(1999, 12, 31), maxSequence: 995);

    /// <summary>Text that hurts: any UTF-16 unit, also lone surrogates and NUL, mixed with what numbers are made of.</summary>
    public static Gen<string> HostileText { get; } =
        from length in Gen.Choose(0, 40)
        from units in Gen.OneOf(
            Gen.Choose(0, 0xFFFF),
            Gen.Choose(0xD800, 0xDFFF),
            Gen.Choose(0, 0x20),
            Gen.Choose('0', '9'),
            Gen.Elements<int>('X', 'J', 'L', 'B', '-', 0x3000, 0x200B, 0xFEFF, 0x202E, 0xFF11, 0x2169, 0x00B7, 0x0301, 0xFE0F)).ArrayOf(length)
        select new string([.. units.Select(unit => (char)unit)]);

    public static Arbitrary<T> ToArb<T>(this Gen<T> generator) => Arb.From(generator);

    public static void Holds<T>(this Gen<T> generator, Func<T, bool> property) =>
        Prop.ForAll(generator.ToArb(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>ISO 7064 MOD 11-2 in its recursive form: another way to the check character than the weights of the code under test.</summary>
    public static string WithCheck(string seventeen)
    {
        var p = 0;
        foreach (var digit in seventeen)
        {
            p = (p + digit - '0') * 2 % 11;
        }

        var check = (12 - p) % 11;
        return seventeen + (check == 10 ? "X" : check.ToString(CultureInfo.InvariantCulture));
    }

    private static Gen<string> Born(DateOnly first, DateOnly last, int maxSequence) =>
        from region in Gen.Elements(_regions)
        from day in Gen.Choose(first.DayNumber, last.DayNumber)
        from sequence in Gen.Choose(0, maxSequence)
        select WithCheck(string.Create(
            CultureInfo.InvariantCulture, $"{region}{DateOnly.FromDayNumber(day):yyyyMMdd}{sequence:000}"));
}
