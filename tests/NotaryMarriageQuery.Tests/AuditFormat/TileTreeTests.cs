using System.Security.Cryptography;

namespace NotaryMarriageQuery.Tests.AuditFormat;

public sealed class TileTreeTests
{
    [Fact]
    public void Root_EverySizeTo1500_IsThatOfTheDefinition()
    {
        var leaves = Leaves(1500);
        var tree = new TileTree();
        Assert.Equal(SHA256.HashData([]), tree.Root());
        for (var n = 1; n <= leaves.Length; n++)
        {
            tree.Add(leaves[n - 1]);
            Assert.Equal(Naive(leaves.AsSpan(0, n)), tree.Root());
            Assert.Equal(n, tree.Size);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_793)]
    [InlineData(70_000)]
    public void Load_AnySize_EqualsAddingAllLeaves(int size)
    {
        var added = new TileTree();
        var leaf = TreeHash.Leaf([1, 2, 3]);
        for (var i = 0; i < size; i++)
        {
            added.Add(leaf);
        }

        var loaded = TileTree.Load(size, added.Partial);
        for (var i = 0; i < 600; i++)
        {
            Assert.Equal(added.Root(), loaded.Root());
            var (fromAdded, fromLoaded) = (new List<Tile>(), new List<Tile>());
            added.Add(leaf, fromAdded.Add);
            loaded.Add(leaf, fromLoaded.Add);
            Assert.Equal(fromAdded.Select(Describe), fromLoaded.Select(Describe));
        }
    }

    [Fact]
    public void Add_FullTiles_ComeLowestFirstAndHashToTheLevelAbove()
    {
        var tiles = new List<Tile>();
        var tree = new TileTree();
        foreach (var leaf in Leaves(256 * 256))
        {
            tree.Add(leaf, tiles.Add);
        }

        Assert.Equal([(0, 255L), (1, 0L)], tiles[^2..].Select(t => (t.Level, t.Index)));
        Assert.Equal(257, tiles.Count);
        Assert.Equal(tiles[^1].Data, tiles.Where(t => t.Level == 0).SelectMany(t => t.Root()).ToArray());
        Assert.Equal(tree.Root(), tiles[^1].Root());
        Assert.Throws<InvalidOperationException>(() => new Tile(0, 0, new byte[32]).Root());
    }

    [Fact]
    public void Load_WrongNumberOrLengthOfHashes_IsRefused()
    {
        Assert.Throws<FormatException>(() => TileTree.Load(2, _ => [new byte[32]]));
        Assert.Throws<FormatException>(() => TileTree.Load(1, _ => [new byte[32], new byte[32]]));
        Assert.Throws<FormatException>(() => TileTree.Load(1, _ => [new byte[31]]));
        Assert.Throws<FormatException>(() => TileTree.Load(-1, _ => []));
    }

    [Fact]
    public void Levels_MatchTheSpecification() =>
        Assert.Equal([0, 1, 1, 2, 2, 3], new long[] { 0, 1, 255, 256, 65_535, 70_000 }.Select(TileTree.Levels));

    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(1, 1_234_067, 256, "tile/1/x001/x234/067")]
    [InlineData(63, 1000, 17, "tile/63/x001/000.p/17")]
    public void Path_BothWays(int level, long index, int width, string path)
    {
        Assert.Equal(path, Tile.PathOf(level, index, width));
        Assert.Equal((level, index, width), Tile.ParsePath(path));
        Assert.Equal((Tile.Entries, index, width), Tile.ParsePath(Tile.EntriesPathOf(index, width)));
    }

    [Theory]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/00/001")]
    [InlineData("tile/64/001")]
    [InlineData("tile/0/001.p/256")]
    [InlineData("tile/0/001.p/0")]
    [InlineData("tile/0/001.p/01")]
    [InlineData("tile/0/001.p")]
    [InlineData("tile/0/001/002")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/-1/001")]
    [InlineData("tiles/0/001")]
    [InlineData("tile/0")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("")]
    public void Path_AnotherSpelling_IsRefused(string path) => Assert.Throws<FormatException>(() => Tile.ParsePath(path));

    internal static byte[][] Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => TreeHash.Leaf(BitConverter.GetBytes(i)))];

    /// <summary>MTH of RFC 6962 word for word.</summary>
    internal static byte[] Naive(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
        {
            return leaves[0];
        }

        var k = 1;
        while (k * 2 < leaves.Length)
        {
            k *= 2;
        }

        return SHA256.HashData([1, .. Naive(leaves[..k]), .. Naive(leaves[k..])]);
    }

    private static string Describe(Tile tile) => $"{tile.Level}/{tile.Index}/{Convert.ToHexString(SHA256.HashData(tile.Data))}";
}
