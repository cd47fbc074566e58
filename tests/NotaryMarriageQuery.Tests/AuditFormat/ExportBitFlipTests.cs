using System.Security.Cryptography;

namespace NotaryMarriageQuery.Tests.AuditFormat;

/// <summary>No byte of an export can be changed unnoticed: small files byte for byte, big ones in part, and never a crash.</summary>
public sealed class ExportBitFlipTests : IDisposable
{
    private readonly List<AuditEntry> _rows = SampleRows.Make(300);
    private readonly SampleExport _export;

    public ExportBitFlipTests() => _export = new(_rows, ECDsa.Create(ECCurve.NamedCurves.nistP256), earlier: [200]);

    public void Dispose() => _export.Dispose();

    [Theory]
    [InlineData("checkpoint", 1)]
    [InlineData("checkpoints/200", 1)]
    [InlineData("tile/1/000.p/1", 1)]
    [InlineData("tile/0/001.p/44", 1)]
    [InlineData("tile/0/000", 31)]
    [InlineData("tile/entries/001.p/44", 7)]
    [InlineData("tile/entries/000", 53)]
    public void Verify_AnyByteChanged_IsNoticed(string file, int step)
    {
        var path = _export.PathTo(file);
        var content = File.ReadAllBytes(path);
        for (var at = 0; at < content.Length; at += step)
        {
            var right = content[at];
            content[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(path, content);
            var (exit, output, error) = _export.Verify("--threads", "1");
            Assert.True(exit is 1 or 2, $"{file} byte {at}: exit {exit}");
            Assert.True(exit == 1 ? output.Contains("row ", StringComparison.Ordinal) || output.Contains("tree: ", StringComparison.Ordinal) : error.Length > 0);
            Assert.DoesNotContain("程序出错", error, StringComparison.Ordinal);
            content[at] = right;
        }

        File.WriteAllBytes(path, content);
        Assert.Equal(0, _export.Verify().Exit);
    }

    [Fact]
    public void Verify_EveryByteOfARow_NamesTheRow()
    {
        // The second row, byte for byte; its length and its id are left out, because they say which row it is.
        var path = _export.PathTo(Tile.EntriesPathOf(0));
        var content = File.ReadAllBytes(path);
        var first = CanonicalRow.Write(_rows[0], withMac: true).Length;
        var length = CanonicalRow.Write(_rows[1], withMac: true).Length;
        for (var at = 0; at < length; at++)
        {
            var place = first + 4 + at;
            content[place] ^= 0x10;
            File.WriteAllBytes(path, content);
            var (exit, output, _) = _export.Verify("--threads", "1");
            Assert.Equal(1, exit);
            Assert.Contains(at is >= 1 and < 9 ? "第 1 叶" : $"row {_rows[1].Id}: ", output, StringComparison.Ordinal);
            content[place] ^= 0x10;
        }
    }
}
