using CivilIdentity;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.CivilIdentity;

public sealed class CertificateNumberTests
{
    [Theory]
    [InlineData("J339999-2018-900001", CertificateNumberStyle.Marriage, 2018, 900001)]
    [InlineData("L339999-2019-900002", CertificateNumberStyle.Divorce, 2019, 900002)]
    [InlineData("BJ339999-2020-900003", CertificateNumberStyle.ReissuedMarriage, 2020, 900003)]
    [InlineData("BL339999-2021-900004", CertificateNumberStyle.ReissuedDivorce, 2021, 900004)]
    public void TryParse_CurrentForm_ReadsItsParts(string text, CertificateNumberStyle style, int year, int serial)
    {
        var number = Parse(text);

        number.Value.ShouldBe(text);
        number.Style.ShouldBe(style);
        number.Region!.Value.ShouldBe("339999");
        number.Year.ShouldBe(year);
        number.Serial.ShouldBe(serial);
        number.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(" j339999-2018-900001 ")]
    [InlineData("Ｊ３３９９９９－２０１８－９００００１")]
    [InlineData("J339999\u20132018\u2014900001")]
    [InlineData("J 339999 - 2018 - 900001\uFEFF")]
    public void TryParse_SloppyInput_EqualsTheCanonicalForm(string text) => Parse(text).ShouldBe(Parse("J339999-2018-900001"));

    [Theory]
    [InlineData("浙示结字180100001")]
    [InlineData("浙〔1998〕示双结字12")]
    [InlineData("J3399-2018-900001")]
    [InlineData("J339999-1818-900001")]
    [InlineData("J339999-2018-90001")]
    [InlineData("J339999-2018-9000011")]
    [InlineData("X339999-2018-900001")]
    [InlineData("JB339999-2018-900001")]
    [InlineData("J3399992018900001")]
    [InlineData("J33999912018-900001")]
    public void TryParse_AnyOtherText_IsKeptAsOldStyle(string text)
    {
        var number = Parse($" {text}\u3000");

        number.Style.ShouldBe(CertificateNumberStyle.OldStyle);
        number.Value.ShouldBe(text);
        number.Region.ShouldBeNull();
        number.Year.ShouldBeNull();
        number.Serial.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u3000\u200B")]
    [InlineData("示\0字")]
    [InlineData("示\u001F字")]
    public void TryParse_NothingOrControlCharacters_IsRefused(string? text) =>
        CertificateNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void TryParse_LengthAtItsLimit_IsKept()
    {
        var longest = new string('示', CertificateNumber.MaxLength);

        Parse($"  {longest} ").Value.ShouldBe(longest);
        CertificateNumber.TryParse(longest + "字", out _).ShouldBeFalse();
        CertificateNumber.TryParse(new string('示', 1 << 20), out _).ShouldBeFalse();
        CertificateNumber.TryParse("示" + (char)0xD842, out _).ShouldBeFalse();
    }

    [Fact]
    public void TryParse_HostileText_NeverThrowsAndIsIdempotent() => FictionalNumbers.HostileText.Holds(text =>
        !CertificateNumber.TryParse(text, out var number) || Parse(number.Value) == number);

    private static CertificateNumber Parse(string text)
    {
        CertificateNumber.TryParse(text, out var number).ShouldBeTrue();
        return number!;
    }
}
