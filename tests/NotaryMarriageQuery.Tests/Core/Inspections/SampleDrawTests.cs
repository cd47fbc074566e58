using NotaryMarriageQuery.Core.Inspections;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Inspections;

/// <summary>The draw: the same from the same, in proportion, everybody with the same chance.</summary>
public class SampleDrawTests
{
    private static readonly byte[] _seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData(new[] { 50, 30, 20 }, 10, new[] { 5, 3, 2 })]
    [InlineData(new[] { 1, 1, 1 }, 2, new[] { 1, 1, 0 })]
    [InlineData(new[] { 97, 2, 1 }, 10, new[] { 10, 0, 0 })]
    [InlineData(new[] { 92, 4, 4 }, 10, new[] { 9, 1, 0 })]
    [InlineData(new[] { 2, 3 }, 9, new[] { 2, 3 })]
    [InlineData(new int[0], 5, new int[0])]
    public void Shares_ByLargestRemainder_AddUp(int[] counts, int size, int[] shares) => SampleDraw.Shares(counts, size).ShouldBe(shares);

    [Fact]
    public void Draw_OfTheSame_IsTheSameAndAnotherSeedIsAnother()
    {
        var population = Population(1000, "");

        var first = SampleDraw.Draw(_seed, population, 50);

        SampleDraw.Draw(_seed, [.. population.Reverse()], 50).ShouldBe(first);
        first.Select(r => r.Id).ShouldBeInOrder();
        first.Distinct().Count().ShouldBe(50);
        SampleDraw.Draw([.. _seed.Reverse()], population, 50).ShouldNotBe(first);
    }

    [Fact]
    public void Draw_ManySeeds_GivesEveryRowItsChance()
    {
        var population = Population(20, "");
        var hits = new int[21];

        for (var i = 0; i < 2000; i++)
        {
            foreach (var row in SampleDraw.Draw(BitConverter.GetBytes(i), population, 5))
            {
                hits[row.Id]++;
            }
        }

        // 2000 x 5 / 20 = 500 each; five standard deviations are about 97.
        hits.Skip(1).ShouldAllBe(h => h > 400 && h < 600);
    }

    private static IReadOnlyList<PopulationRow> Population(int count, string stratum) => [.. Enumerable.Range(1, count).Select(i => new PopulationRow(i, "shili-gzc", stratum))];
}
