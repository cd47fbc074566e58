using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

public sealed class PlatformClockTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly SteeredClock _own = new();

    [Theory]
    [InlineData(420, 435, 420)] // header and end agree: the platform is seven hours ahead
    [InlineData(-3, 12, -3)]
    [InlineData(420, 15, 0)] // the header is some box's, ours fits the end
    [InlineData(420, null, 420)]
    [InlineData(420, 9999, 420)] // an unusual life, or nonsense: the header is all there is
    [InlineData(null, 435, 0)]
    [InlineData(null, null, 0)]
    public void Settle_HeaderAndEndOfSecret_TellThePlatformsTime(int? headerMinutes, int? endMinutes, int expectedMinutes)
    {
        var platform = new PlatformClock(_own);

        platform.Settle(At(headerMinutes), At(endMinutes));

        platform.Now.ShouldBe(At(expectedMinutes)!.Value, _second);
    }

    [Fact]
    public void Doubt_Again_TriesBothClocksInTurn()
    {
        var platform = new PlatformClock(_own);

        platform.Doubt(At(60));
        platform.Now.ShouldBe(At(60)!.Value, _second);
        platform.Doubt(At(60));
        platform.Now.ShouldBe(At(0)!.Value, _second);
        platform.Doubt(null);
        platform.Now.ShouldBe(At(0)!.Value, _second);
    }

    private DateTimeOffset? At(int? minutes) => minutes is { } m ? _own.GetUtcNow().AddMinutes(m) : null;
}
