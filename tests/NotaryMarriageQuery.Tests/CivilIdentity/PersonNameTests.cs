using CivilIdentity;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.CivilIdentity;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("示例·测试", "示例•测试")]
    [InlineData("示例·测试", "示例・测试")]
    [InlineData("示例·测试", "示例．测试")]
    [InlineData("示例·测试", "示例.测试")]
    [InlineData("示例·测试", "示例‧测试")]
    [InlineData("示例·测试", "示例∙测试")]
    [InlineData("示例·测试", "示例⋅测试")]
    [InlineData("示例·测试", "示例･测试")]
    [InlineData("示例·测试", "示例\u0387测试")]
    [InlineData("示例·测试", "示例\u2E31测试")]
    [InlineData("示例·测试", "示例\u16EB测试")]
    [InlineData("示例·测试", "示例\u02D9测试")]
    [InlineData("示例·测试", "示例\uFE52测试")]
    [InlineData("示例·测试", "·示例·\u200B•测试．")]
    [InlineData("示例", "示\u3000例")]
    [InlineData("示例", " 示\u200B例\uFEFF")]
    [InlineData("示例", "示\uFE00例\U000E0100")]
    [InlineData("示例Ab", "示例ａB")]
    [InlineData("\u6B04示例", "\uF91D示例")] // canonically equivalent, from other code pages
    [InlineData("\u4E3D示例", "\U0002F800示例")]
    [InlineData("\u00C9示例", "e\u0301示例")]
    [InlineData("\u1EA4示例", "Ａ\u0302\u0301示例")]
    public void CompareWith_SameNameWrittenOtherwise_IsSame(string left, string right)
    {
        Parse(left).CompareWith(Parse(right)).ShouldBe(NameComparison.Same);
        Parse(right).CompareWith(Parse(left)).ShouldBe(NameComparison.Same);
    }

    [Theory]
    [InlineData("𠮷示例", "吉示例")]
    [InlineData("示例·测试", "示例测试")]
    [InlineData("测试甲", "测试乙")]
    [InlineData("测试國", "测试国")] // traditional and simplified are not equated
    [InlineData("示例\U000200A0", "示例\U000200A1")]
    public void CompareWith_OtherCharacters_IsDifferent(string left, string right) =>
        Parse(left).CompareWith(Parse(right)).ShouldBe(NameComparison.Different);

    [Theory]
    [InlineData("示\uE000例")]
    [InlineData("示\uF8FF例")]
    [InlineData("示\U000F0000例")]
    [InlineData("示\U00100000例")]
    [InlineData("示?例")]
    [InlineData("示？例")]
    [InlineData("示□例")]
    [InlineData("示〓例")]
    [InlineData("示\uFFFD例")]
    [InlineData("示\u2FF0口口例")]
    public void CompareWith_CharacterLost_NeedsManualCheck(string text)
    {
        var doubtful = Parse(text);

        doubtful.NeedsManualCheck.ShouldBeTrue();
        doubtful.CompareWith(Parse("示例")).ShouldBe(NameComparison.NeedsManualCheck);
        Parse("示例").CompareWith(doubtful).ShouldBe(NameComparison.NeedsManualCheck);
        doubtful.CompareWith(doubtful).ShouldBe(NameComparison.NeedsManualCheck);
        Parse("𠮷示例").NeedsManualCheck.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, PersonNameProblem.Empty)]
    [InlineData("", PersonNameProblem.Empty)]
    [InlineData(" \u3000\uFEFF", PersonNameProblem.Empty)]
    [InlineData("·•．", PersonNameProblem.Empty)] // its key would be empty, and equal to every other empty key
    [InlineData("\uFE0F", PersonNameProblem.Empty)]
    [InlineData("示\0例", PersonNameProblem.Malformed)]
    [InlineData("示\u0007例", PersonNameProblem.Malformed)]
    [InlineData("示\u0085例", PersonNameProblem.Malformed)]
    [InlineData("示例\0", PersonNameProblem.Malformed)]
    public void TryParse_UnusableText_NamesTheProblem(string? text, PersonNameProblem expected) => Problem(text).ShouldBe(expected);

    [Fact]
    public void TryParse_LoneSurrogate_IsMalformed()
    {
        // Built here: attributes cannot carry ill-formed text.
        Problem("示" + (char)0xD842).ShouldBe(PersonNameProblem.Malformed);
        Problem((char)0xDFB7 + "示").ShouldBe(PersonNameProblem.Malformed);
        Problem("示" + (char)0xD842 + "例").ShouldBe(PersonNameProblem.Malformed);
        Problem("" + (char)0xDFB7 + (char)0xD842).ShouldBe(PersonNameProblem.Malformed);
    }

    [Fact]
    public void TryParse_LengthAtItsLimit_CountsCodePoints()
    {
        var fifty = string.Concat(Enumerable.Repeat("𠮷", PersonName.MaxLength));

        Parse(fifty).Original.ShouldBe(fifty);
        Parse($"  {fifty}  ").Original.ShouldBe(fifty);
        Problem(fifty + "例").ShouldBe(PersonNameProblem.TooLong);
        Problem(new string('例', 1 << 20)).ShouldBe(PersonNameProblem.TooLong);
        Problem(new string((char)0xD800, 1 << 20)).ShouldBe(PersonNameProblem.TooLong);
    }

    [Fact]
    public void Original_InnerSpaceAndDot_StayAsEntered()
    {
        var name = Parse("\u3000示\u3000例•测试 ");

        name.Original.ShouldBe("示\u3000例•测试");
        name.Key.ShouldBe("示例·测试");
    }

    [Theory]
    [InlineData("示例三", "示*三")]
    [InlineData("示三", "示*")]
    [InlineData("示", "*")]
    [InlineData("𠮷示𠮷", "𠮷*𠮷")]
    [InlineData("𠮷示", "𠮷*")]
    [InlineData("示例·测试", "示***试")]
    [InlineData("示 例", "示*")]
    [InlineData("示例\U000E0100", "示*")]
    public void Masked_Name_KeepsOnlyTheOuterCharacters(string text, string expected)
    {
        Parse(text).Masked.ShouldBe(expected);
        Parse(text).ToString().ShouldBe(expected);
    }

    [Fact]
    public void Key_EveryCompatibilityIdeograph_IsStable()
    {
        foreach (var c in Enumerable.Range(0xF900, 0x200).Concat(Enumerable.Range(0x2F800, 0x220)))
        {
            var key = Parse($"示{char.ConvertFromUtf32(c)}").Key;
            Parse(key).Key.ShouldBe(key);
        }
    }

    [Fact]
    public void Key_AnyName_IsIdempotentAndComparisonSymmetric()
    {
        var characters = Gen.OneOf(
            Gen.Choose(0x20, 0x24F), Gen.Choose(0x300, 0x331), Gen.Choose(0x4E00, 0x9FFF), Gen.Choose(0xF900, 0xFFFD),
            Gen.Choose(0x2F800, 0x2FA1D), Gen.Elements<int>('a', 'E', 0xB7, 0x2022, 0x30FB, 0x3000, 0x200B, 0xFE0F, 0x212B));
        var texts = characters.ListOf().Select(list => string.Concat(list.Take(16).Select(char.ConvertFromUtf32)));
        var pairs = from left in texts from right in texts select (left, right);

        pairs.Holds(pair =>
        {
            if (!PersonName.TryParse(pair.left, out var left, out _) || !PersonName.TryParse(pair.right, out var right, out _))
            {
                return true;
            }

            return left.CompareWith(right) == right.CompareWith(left)
                && Parse(left.Key).Key == left.Key
                && left.CompareWith(Parse(left.Key)) == (left.NeedsManualCheck ? NameComparison.NeedsManualCheck : NameComparison.Same);
        });
    }

    [Fact]
    public void TryParse_HostileText_NeverThrows() => FictionalNumbers.HostileText.Holds(text =>
    {
        var parsed = PersonName.TryParse(text, out var name, out var problem);
        return parsed == (problem == PersonNameProblem.None) && parsed == (name is { Key.Length: > 0, Masked.Length: > 0 });
    });

    private static PersonName Parse(string text)
    {
        PersonName.TryParse(text, out var name, out var problem).ShouldBeTrue(problem.ToString());
        return name!;
    }

    private static PersonNameProblem Problem(string? text)
    {
        PersonName.TryParse(text, out var name, out var problem).ShouldBeFalse();
        name.ShouldBeNull();
        return problem;
    }
}
