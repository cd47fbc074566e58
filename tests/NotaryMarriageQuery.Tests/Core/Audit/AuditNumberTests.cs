using FsCheck.Fluent;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Tests.CivilIdentity;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

public sealed class AuditNumberTests
{
    [Fact]
    public void Format_KnownId_IsShortAndReadable() => AuditNumber.Format((0x1AC3F20L << 32) | 187).ShouldBe("1AC3F20-000187");

    [Fact]
    public void TryParse_WhatFormatWrote_IsTheSameId()
    {
        var ids = from writer in Gen.Choose(0, int.MaxValue) from high in Gen.Choose(0, 0xFFFF) from low in Gen.Choose(0, 0xFFFF) select ((long)writer << 32) | ((long)high << 16) | (uint)low;

        ids.Holds(id => AuditNumber.TryParse(AuditNumber.Format(id), out var read) && read == id);
        ids.Holds(id => AuditNumber.TryParse(AuditNumber.Format(id).ToLowerInvariant(), out var read) && read == id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1AC3F20")]
    [InlineData("1AC3F20-")]
    [InlineData("-000187")]
    [InlineData("1AC3F20-187")]
    [InlineData("1AC3F20-0000187")]
    [InlineData("01AC3F20-000187")]
    [InlineData(" 1AC3F20-000187")]
    [InlineData("1AC3F20-000187 ")]
    [InlineData("1AC3F20-+00187")]
    [InlineData("1AC3F20--000187")]
    [InlineData("1AC3F2G-000187")]
    [InlineData("80000000-000001")]
    [InlineData("1AC3F20-4294967296")]
    [InlineData("１AC3F20-000187")]
    [InlineData("1AC3F20-000187\0")]
    public void TryParse_Junk_IsRefused(string? text) => AuditNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void TryParse_HostileText_NeverThrows() =>
        FictionalNumbers.HostileText.Holds(text => !AuditNumber.TryParse(text, out var id) || string.Equals(AuditNumber.Format(id), text, StringComparison.OrdinalIgnoreCase));
}
