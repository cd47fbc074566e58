namespace NotaryMarriageQuery.Tests.AuditFormat;

public sealed class TreeProofTests
{
    private static readonly byte[][] _leaves = TileTreeTests.Leaves(700);
    private static readonly int[] _sizes = [.. Enumerable.Range(1, 40), 63, 64, 65, 127, 128, 129, 255, 256, 257, 300, 511, 512, 513, 700];

    [Fact]
    public void Inclusion_EveryLeafOfTheGrid_IsProved()
    {
        foreach (var size in _sizes)
        {
            var (root, tiles) = Build(size);
            for (var index = 0; index < size; index++)
            {
                var proof = TreeProof.Inclusion(index, size, tiles);
                Assert.True(TreeProof.VerifyInclusion(_leaves[index], index, size, proof, root), $"{index} of {size}");
            }
        }
    }

    [Fact]
    public void Consistency_EveryPairOfTheGrid_IsProved()
    {
        foreach (var size in _sizes)
        {
            var (root, tiles) = Build(size);
            foreach (var older in _sizes.Where(s => s <= size))
            {
                var olderRoot = TileTreeTests.Naive(_leaves.AsSpan(0, older));
                var proof = TreeProof.Consistency(older, size, tiles);
                Assert.True(TreeProof.VerifyConsistency(older, olderRoot, size, root, proof), $"{older} in {size}");
            }
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 7)]
    [InlineData(6, 7)]
    [InlineData(255, 300)]
    [InlineData(299, 300)]
    public void Inclusion_AnySingleBitOrPlaceChanged_Fails(int index, int size)
    {
        var (root, tiles) = Build(size);
        var proof = TreeProof.Inclusion(index, size, tiles);
        foreach (var hash in (byte[][])[[.. _leaves[index]], [.. root]])
        {
            var isRoot = hash.AsSpan().SequenceEqual(root) && size > 1;
            foreach (var changed in Flips(hash))
            {
                Assert.False(TreeProof.VerifyInclusion(isRoot ? _leaves[index] : changed, index, size, proof, isRoot ? changed : root));
            }
        }

        foreach (var changed in FlipsOf(proof))
        {
            Assert.False(TreeProof.VerifyInclusion(_leaves[index], index, size, changed, root));
        }

        for (var bit = 0; bit < 63; bit++)
        {
            Assert.False(TreeProof.VerifyInclusion(_leaves[index], index ^ (1L << bit), size, proof, root));
            var other = size ^ (1L << bit);
            Assert.False(TreeProof.VerifyInclusion(_leaves[index], index, other, proof, root) && Shape(index, other) != Shape(index, size));
        }

        Assert.False(TreeProof.VerifyInclusion(_leaves[index], index, size, [.. proof, root], root));
        Assert.False(TreeProof.VerifyInclusion(_leaves[index], -1, size, proof, root));
        Assert.False(TreeProof.VerifyInclusion(_leaves[index], size, size, proof, root));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 7)]
    [InlineData(4, 8)]
    [InlineData(256, 300)]
    [InlineData(257, 512)]
    public void Consistency_AnySingleBitChanged_Fails(int from, int to)
    {
        var (root, tiles) = Build(to);
        var older = TileTreeTests.Naive(_leaves.AsSpan(0, from));
        var proof = TreeProof.Consistency(from, to, tiles);
        Assert.All(Flips(older), changed => Assert.False(TreeProof.VerifyConsistency(from, changed, to, root, proof)));
        Assert.All(Flips(root), changed => Assert.False(TreeProof.VerifyConsistency(from, older, to, changed, proof)));
        Assert.All(FlipsOf(proof), changed => Assert.False(TreeProof.VerifyConsistency(from, older, to, root, changed)));
        Assert.False(TreeProof.VerifyConsistency(from, older, to, root, [.. proof, root]));
        Assert.False(TreeProof.VerifyConsistency(0, older, to, root, proof));
        Assert.False(TreeProof.VerifyConsistency(to, root, from, older, proof));
    }

    [Fact]
    public void Proof_TileTooShort_IsAFormatError() =>
        Assert.Throws<FormatException>(() => TreeProof.Inclusion(5, 7, (_, _) => new byte[32]));

    /// <summary>Which sides the path of a leaf takes: sizes with equal sides cannot be told apart by a proof alone (RFC 9162 leaves that to the signed head).</summary>
    private static string Shape(long index, long size)
    {
        if (index >= size)
        {
            return "outside";
        }

        var shape = "";
        var (node, last) = (index, size - 1);
        while (last > 0)
        {
            shape += (node & 1) == 1 ? "L" : node < last ? "R" : "";
            (node, last) = (node >> 1, last >> 1);
        }

        return shape;
    }

    private static (byte[] Root, Func<int, long, byte[]> Tiles) Build(int size)
    {
        var tiles = new Dictionary<(int, long), byte[]>();
        var tree = new TileTree();
        foreach (var leaf in _leaves.Take(size))
        {
            tree.Add(leaf, t => tiles[(t.Level, t.Index)] = t.Data);
        }

        for (var level = 0; level < TileTree.Levels(size); level++)
        {
            tiles.TryAdd((level, size >> (8 * (level + 1))), [.. tree.Partial(level).SelectMany(h => h)]);
        }

        return (tree.Root(), (level, index) => tiles[(level, index)]);
    }

    private static IEnumerable<byte[]> Flips(byte[] bytes) => Enumerable.Range(0, bytes.Length * 8).Select(bit =>
    {
        byte[] changed = [.. bytes];
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    });

    private static IEnumerable<byte[][]> FlipsOf(IReadOnlyList<byte[]> proof) => Enumerable.Range(0, proof.Count).SelectMany(i => Flips(proof[i]).Select(changed =>
    {
        byte[][] other = [.. proof];
        other[i] = changed;
        return other;
    }));
}
