using FsCheck.Fluent;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Tests.CivilIdentity;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Cases;

public sealed class CaseNumberTests
{
    [Theory]
    [InlineData("(2026)示受字第9001号", "(2026)示受字第9001号")]
    [InlineData("（2026）示受字第9001号", "(2026)示受字第9001号")]
    [InlineData("〔2026〕示受字第9001号", "(2026)示受字第9001号")]
    [InlineData("[2026]示受字第9001号", "(2026)示受字第9001号")]
    [InlineData("［2026］示受字第9001号", "(2026)示受字第9001号")]
    [InlineData("【2026】示受字第9001号", "(2026)示受字第9001号")]
    [InlineData("「2026」示受字第9001号", "(2026)示受字第9001号")]
    [InlineData(" （２０２６） 示受字 第９００１号　", "(2026)示受字第9001号")]
    [InlineData("sg－2026—9001", "sg-2026-9001")]
    [InlineData("sg–2026−9001", "sg-2026-9001")]
    [InlineData("二〇二六第1号", "二〇二六第1号")]
    [InlineData("𠮷受9001", "𠮷受9001")]
    [InlineData("9001", "9001")]
    public void TryParse_NumbersInUse_HaveOneForm(string text, string value)
    {
        CaseNumber.TryParse(text, out var number).ShouldBeTrue();

        number!.Value.ShouldBe(value);
        number.ToString().ShouldBe(value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("901")]
    [InlineData("9001'")]
    [InlineData("9001;")]
    [InlineData("900%1")]
    [InlineData("9001\0")]
    [InlineData("9001\u202E")]
    [InlineData("9001\uD842")]
    [InlineData("9001\uE000")]
    [InlineData("90.01")]
    public void TryParse_Others_AreRefused(string? text) => CaseNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void TryParse_Length_IsFourToForty()
    {
        CaseNumber.TryParse(new string('9', CaseNumber.MaxLength), out _).ShouldBeTrue();
        CaseNumber.TryParse(new string('9', CaseNumber.MaxLength + 1), out _).ShouldBeFalse();
        CaseNumber.TryParse(new string(' ', 80) + new string('9', CaseNumber.MaxLength), out _).ShouldBeTrue();
        CaseNumber.TryParse(new string(' ', 100_000) + "9001", out _).ShouldBeFalse();
    }

    [Fact]
    public void TryParse_ItsOwnForm_StaysTheSame()
    {
        var texts = from parts in Gen.Elements("(", "）", "〔", "2026", "９", "示", "𠮷", "号", "-", "—", " ", "a", "Ｚ", "豈").ArrayOf(12) select string.Concat(parts);

        texts.Holds(t => !CaseNumber.TryParse(t, out var once) || (CaseNumber.TryParse(once.Value, out var twice) && twice == once));
    }

    [Fact]
    public void TryParse_HostileText_NeverThrows() => FictionalNumbers.HostileText.Holds(t => CaseNumber.TryParse(t, out _) || true);
}
