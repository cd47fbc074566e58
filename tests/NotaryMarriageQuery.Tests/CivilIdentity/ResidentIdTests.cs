using CivilIdentity;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.CivilIdentity;

public sealed class ResidentIdTests
{
    private static readonly DateOnly _today = FictionalNumbers.Today;

    [Theory]
    [InlineData("339999199001010013", Sex.Male, "1990-01-01")]
    [InlineData("339999199202020023", Sex.Female, "1992-02-02")]
    [InlineData("339999198503150134", Sex.Male, "1985-03-15")]
    [InlineData("339999198805200248", Sex.Female, "1988-05-20")]
    [InlineData("339999197809080314", Sex.Male, "1978-09-08")]
    [InlineData("339999198107040427", Sex.Female, "1981-07-04")]
    [InlineData("339999199511110516", Sex.Male, "1995-11-11")]
    [InlineData("33999919960606062X", Sex.Female, "1996-06-06")]
    [InlineData("33999919700101009X", Sex.Male, "1970-01-01")]
    [InlineData("339999194507070715", Sex.Male, "1945-07-07")]
    [InlineData("330199198801010111", Sex.Male, "1988-01-01")]
    [InlineData("330199198902020124", Sex.Female, "1989-02-02")]
    [InlineData("330299199003030134", Sex.Male, "1990-03-03")]
    [InlineData("330299199104040147", Sex.Female, "1991-04-04")]
    [InlineData("330399198505050152", Sex.Male, "1985-05-05")]
    [InlineData("330399198606060165", Sex.Female, "1986-06-06")]
    [InlineData("449999199103030117", Sex.Male, "1991-03-03")]
    [InlineData("449999199304040223", Sex.Female, "1993-04-04")]
    [InlineData("440199199009090197", Sex.Male, "1990-09-09")]
    [InlineData("440199199110100206", Sex.Female, "1991-10-10")]
    [InlineData("11010519491231002X", Sex.Female, "1949-12-31")] // the standard's own examples
    [InlineData("440524188001010014", Sex.Male, "1880-01-01", "1999-10-01")]
    public void TryParse_ValidNumber_ReadsItsParts(string text, Sex sex, string birthDate, string today = "2026-01-01")
    {
        ResidentId.TryParse(text, Day(today), out var id, out var problem).ShouldBeTrue();

        problem.ShouldBe(ResidentIdProblem.None);
        id!.Value.ShouldBe(text);
        id.Sex.ShouldBe(sex);
        id.BirthDate.ShouldBe(Day(birthDate));
        id.Region.Value.ShouldBe(text[..6]);
        id.WasLegacy.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, ResidentIdProblem.Empty)]
    [InlineData("", ResidentIdProblem.Empty)]
    [InlineData(" \u3000-\u200B\uFEFF", ResidentIdProblem.Empty)]
    [InlineData("33999919900101001", ResidentIdProblem.Length)]
    [InlineData("3399991990010100133", ResidentIdProblem.Length)]
    [InlineData("33999919900101OO13", ResidentIdProblem.Character)]
    [InlineData("3399991990X1010013", ResidentIdProblem.Character)]
    [InlineData("33999945070707X", ResidentIdProblem.Character)]
    [InlineData("AB9999450707071", ResidentIdProblem.Character)]
    [InlineData("33999919900101001\0", ResidentIdProblem.Character)]
    [InlineData("33999919900101001\u0663", ResidentIdProblem.Character)] // an Arabic-Indic three is a digit, but not ours
    [InlineData("339999199002300013", ResidentIdProblem.BirthDate)]
    [InlineData("339999190002290013", ResidentIdProblem.BirthDate)]
    [InlineData("339999199013010013", ResidentIdProblem.BirthDate)]
    [InlineData("339999000001010013", ResidentIdProblem.BirthDate)]
    [InlineData("339999450707996", ResidentIdProblem.BirthDate)]
    [InlineData("339999450707999", ResidentIdProblem.BirthDate)]
    [InlineData("339999450231071", ResidentIdProblem.BirthDate)]
    [InlineData("330102209901010014", ResidentIdProblem.BirthDateInFuture)]
    [InlineData("33010220990202002X", ResidentIdProblem.BirthDateInFuture)]
    [InlineData("440524188001010014", ResidentIdProblem.TooOld)]
    [InlineData("339999199001010014", ResidentIdProblem.CheckDigit)]
    [InlineData("33999919900101001X", ResidentIdProblem.CheckDigit)]
    [InlineData("810000209901010010", ResidentIdProblem.HongKongMacaoTaiwanPermit)]
    [InlineData("820000209901010020", ResidentIdProblem.HongKongMacaoTaiwanPermit)]
    [InlineData("830000209901010030", ResidentIdProblem.HongKongMacaoTaiwanPermit)]
    [InlineData("830000209913990039", ResidentIdProblem.HongKongMacaoTaiwanPermit)]
    [InlineData("93399919900101001X", ResidentIdProblem.ForeignPermanentResident)]
    [InlineData("933999209901010010", ResidentIdProblem.ForeignPermanentResident)]
    [InlineData("933999450707071", ResidentIdProblem.ForeignPermanentResident)]
    [InlineData("ZZZ339999010101", ResidentIdProblem.ForeignPermanentResident)]
    [InlineData("ｚｚｚ339999010101", ResidentIdProblem.ForeignPermanentResident)]
    [InlineData("9339991990010100AX", ResidentIdProblem.Character)]
    public void TryParse_UnusableText_NamesTheProblem(string? text, ResidentIdProblem expected)
    {
        ResidentId.TryParse(text, _today, out var id, out var problem).ShouldBeFalse();

        id.ShouldBeNull();
        problem.ShouldBe(expected);
    }

    [Theory]
    [InlineData(ResidentIdProblem.HongKongMacaoTaiwanPermit, true)]
    [InlineData(ResidentIdProblem.ForeignPermanentResident, true)]
    [InlineData(ResidentIdProblem.None, false)]
    [InlineData(ResidentIdProblem.CheckDigit, false)]
    public void IsOutOfScope_Problem_TellsPermitsFromErrors(ResidentIdProblem problem, bool expected) =>
        problem.IsOutOfScope().ShouldBe(expected);

    [Theory]
    [InlineData("2025-12-31", "339999202512310019", ResidentIdProblem.None)] // born today
    [InlineData("2025-12-30", "339999202512310019", ResidentIdProblem.BirthDateInFuture)]
    [InlineData("2121-01-01", "339999199001010013", ResidentIdProblem.TooOld)]
    [InlineData("2120-12-31", "339999199001010013", ResidentIdProblem.None)] // the last day of being 130
    [InlineData("9999-12-31", "339999199001010013", ResidentIdProblem.TooOld)]
    public void TryParse_AgeAtItsLimit_CountsFullYears(string today, string text, ResidentIdProblem expected)
    {
        var number = FictionalNumbers.WithCheck(text[..17]);

        ResidentId.TryParse(number, Day(today), out _, out var problem).ShouldBe(expected == ResidentIdProblem.None);

        problem.ShouldBe(expected);
    }

    [Fact]
    public void TryParse_FifteenDigits_UpgradesAndEqualsTheNewForm()
    {
        var legacy = Parse("339999450707071");
        var current = Parse("339999194507070715");

        legacy.Value.ShouldBe("339999194507070715");
        legacy.WasLegacy.ShouldBeTrue();
        legacy.LegacyValue.ShouldBe("339999450707071");
        legacy.ShouldBe(current);
        legacy.GetHashCode().ShouldBe(current.GetHashCode());
        (legacy == Parse("339999199001010013")).ShouldBeFalse();
    }

    [Fact]
    public void LegacyValue_OtherCenturyOrReservedSequence_IsNull()
    {
        Parse(FictionalNumbers.WithCheck("33999920010101001")).LegacyValue.ShouldBeNull();
        Parse(FictionalNumbers.WithCheck("33999919450707996")).LegacyValue.ShouldBeNull();
        Parse(FictionalNumbers.WithCheck("33999919450707995")).LegacyValue.ShouldBe("339999450707995");
    }

    [Theory]
    [InlineData(" 339999 19960606 062x ")]
    [InlineData("339999-19960606-062X")]
    [InlineData("３３９９９９１９９６０６０６０６２Ｘ")]
    [InlineData("33999919960606062ｘ")]
    [InlineData("33999919960606062\u2169")]
    [InlineData("33999919960606062\u2179")]
    [InlineData("\uFEFF339999\u300019960606\u00A0062\u200BX\u202C\r\n")]
    [InlineData("339999\u201319960606\u2014062X")]
    public void TryParse_SloppyInput_ReadsTheSameNumber(string text) => Parse(text).Value.ShouldBe("33999919960606062X");

    [Fact]
    public void TryParse_Megabyte_IsRefusedUnread()
    {
        foreach (var unit in "3 \0\uD800")
        {
            ResidentId.TryParse(new string(unit, 1 << 20), _today, out _, out var problem).ShouldBeFalse();
            problem.ShouldBe(ResidentIdProblem.Length);
        }
    }

    [Fact]
    public void Masked_Number_HidesTheBirthDateAlsoInText()
    {
        var id = Parse("339999198503150134");

        id.Masked.ShouldBe("339999********0134");
        id.Grouped.ShouldBe("339999 19850315 0134");
        id.ToString().ShouldBe(id.Masked);
        $"{id}".ShouldNotContain("1985");
    }

    [Theory]
    [InlineData("339999 19850315 0134", "339999********0134")]
    [InlineData("339999199001010014", "339999********0014")] // a wrong check digit does not hinder masking
    [InlineData("339999450707071", "339999******071")]
    [InlineData("ZZZ339999010101", "***************")] // its birth date stands elsewhere
    [InlineData("19850315", "********")]
    [InlineData("3399919850315", "*************")]
    [InlineData("339999198503150134339999198503150134", "******************")]
    [InlineData("示例198503150", "***********")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Mask_AnyText_ShowsNoBirthDate(string? text, string expected) => ResidentId.Mask(text).ShouldBe(expected);

    private static ResidentId Parse(string text)
    {
        ResidentId.TryParse(text, _today, out var id, out var problem).ShouldBeTrue(problem.ToString());
        return id!;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
