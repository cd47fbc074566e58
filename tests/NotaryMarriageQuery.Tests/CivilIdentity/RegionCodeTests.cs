using CivilIdentity;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.CivilIdentity;

public sealed class RegionCodeTests
{
    [Theory]
    [InlineData("33", "33", true)]
    [InlineData("33", "3399", true)]
    [InlineData("33", "339998", true)]
    [InlineData("3399", "339998", true)]
    [InlineData("3399", "33", false)]
    [InlineData("3398", "339998", false)]
    [InlineData("339998", "339999", false)]
    [InlineData("44", "339998", false)]
    public void Contains_OtherRegion_GoesByPrefix(string outer, string inner, bool expected) =>
        Parse(outer).Contains(Parse(inner)).ShouldBe(expected);

    [Theory]
    [InlineData(" ３３99-99 ", "339999")]
    [InlineData("33", "33")]
    public void TryParse_SloppyInput_IsRead(string text, string expected)
    {
        Parse(text).Value.ShouldBe(expected);
        Parse(text).ShouldBe(Parse(expected));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("339")]
    [InlineData("33999")]
    [InlineData("3399999")]
    [InlineData("33999X")]
    [InlineData("33\09")]
    public void TryParse_NotARegion_IsRefused(string? text) => RegionCode.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void TryParse_HostileText_NeverThrows() => FictionalNumbers.HostileText.Holds(text =>
        !RegionCode.TryParse(text, out var code) || code.Value.Length is 2 or 4 or 6);

    private static RegionCode Parse(string text)
    {
        RegionCode.TryParse(text, out var code).ShouldBeTrue();
        return code!;
    }
}
