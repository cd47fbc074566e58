using System.Security.Cryptography;
using System.Text;

namespace NotaryMarriageQuery.Tests.AuditFormat;

public sealed class RowProofTests : IDisposable
{
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly List<AuditEntry> _rows = SampleRows.Make(300);
    private readonly SampleExport _export;
    private readonly byte[] _disclosure;

    public RowProofTests()
    {
        // The row to be disclosed stands where its writer's next row would, so that the export stays whole.
        (var row, _disclosure) = SampleRows.Encrypted((9000L << 32) | 1, """{"purpose":"继承公证"}""");
        _rows.Add(row with { Kind = AuditKind.Start });
        _export = new(_rows, _ecdsa);
    }

    public void Dispose() => _export.Dispose();

    [Fact]
    public void Proof_BothWays_IsTheSameAndVerifies()
    {
        foreach (var index in (int[])[0, 1, 255, 256, 299, 300])
        {
            var proof = Make(index, index == 300 ? _disclosure : null);
            var again = RowProof.Parse(Encoding.UTF8.GetBytes(proof.Format()));
            Assert.Equal(proof.Format(), again.Format());
            Assert.True(again.IsIn(again.Open(_export.Key)));
            var (exit, output, _) = Verify(proof.Format());
            Assert.Equal(0, exit);
            Assert.Contains(AuditNumber.Format(_rows[index].Id), output, StringComparison.Ordinal);
            Assert.Equal(index == 300, output.Contains("继承公证", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Proof_AnyByteChanged_IsNeverGood()
    {
        var file = Encoding.UTF8.GetBytes(Make(299, null).Format());
        var path = _export.PathTo("row.tlog-proof");
        for (var at = 0; at < file.Length; at++)
        {
            byte[] changed = [.. file];
            changed[at] ^= 1;
            File.WriteAllBytes(path, changed);
            Assert.InRange(_export.VerifyTarget(path).Exit, 1, 2);
        }
    }

    [Fact]
    public void Proof_WrongDisclosure_NamesTheRow()
    {
        for (var at = 0; at < 48; at++)
        {
            byte[] wrong = [.. _disclosure];
            wrong[at] ^= 1;
            var (exit, output, _) = Verify(Make(300, wrong).Format());
            Assert.Equal(1, exit);
            Assert.Contains($"row {_rows[300].Id}: ", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Proof_OfAChangedRow_NamesTheRow()
    {
        var proof = Make(42, null) with { Leaf = CanonicalRow.Write(_rows[42] with { Actor = "zhang/02" }, withMac: true) };
        var (exit, output, _) = Verify(proof.Format());
        Assert.Equal(1, exit);
        Assert.Contains($"row {_rows[42].Id}: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Proof_OfAnotherKey_CannotBeDecided()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var proof = Make(42, null) with { Note = SignedNote.Sign(_export.Head, SampleExport.Origin, other) };
        var (exit, output, error) = Verify(proof.Format());
        Assert.Equal((2, ""), (exit, output));
        Assert.NotEmpty(error);
    }

    private (int Exit, string Output, string Error) Verify(string proof)
    {
        _export.WriteFile("row.tlog-proof", Encoding.UTF8.GetBytes(proof));
        return _export.VerifyTarget(_export.PathTo("row.tlog-proof"));
    }

    private RowProof Make(int index, byte[]? disclosure)
    {
        byte[] Tiles(int level, long tile)
        {
            var size = _export.Head.Size;
            var full = tile < size >> (8 * (level + 1));
            return File.ReadAllBytes(_export.PathTo(Tile.PathOf(level, tile, full ? Tile.FullWidth : TileTree.PartialWidth(size, level))));
        }

        return new(
            CanonicalRow.Write(_rows[index], withMac: true),
            disclosure,
            index,
            TreeProof.Inclusion(index, _export.Head.Size, Tiles),
            File.ReadAllText(_export.PathTo("checkpoint")));
    }
}
