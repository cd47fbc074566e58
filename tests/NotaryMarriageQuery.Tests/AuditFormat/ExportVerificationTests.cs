using System.Security.Cryptography;
using System.Text;

namespace NotaryMarriageQuery.Tests.AuditFormat;

public sealed class ExportVerificationTests : IDisposable
{
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly List<AuditEntry> _rows = SampleRows.Make(700);
    private readonly List<byte[]> _leaves;
    private readonly SampleExport _export;

    public ExportVerificationTests()
    {
        _leaves = [.. _rows.Select(Leaf)];
        _export = new(_rows, _ecdsa, earlier: [1, 255, 256, 257, 512, 699]);
    }

    public void Dispose() => _export.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("5")]
    public void Verify_GoodExport_IsGood(string threads)
    {
        var (exit, output, error) = _export.Verify("--threads", threads);

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains(SampleExport.Origin, output, StringComparison.Ordinal);
        Assert.Contains("行数：700　检查点：7　写入者：3", output, StringComparison.Ordinal);
        Assert.Contains("警告 0 条", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_EmptyLog_IsGood()
    {
        using var empty = new SampleExport(Array.Empty<AuditEntry>());
        Assert.Equal(0, empty.Verify().Exit);
    }

    [Fact]
    public void Verify_ChangedRow_IsNamed()
    {
        // Every column is changed in turn, by somebody who can write files but cannot sign.
        AuditEntry[] changed =
        [
            _rows[300] with { At = _rows[300].At + 1 },
            _rows[300] with { Mono = _rows[300].Mono + 1 },
            _rows[300] with { Request = new byte[16] },
            _rows[300] with { Organisation = "sh" },
            _rows[300] with { Actor = "li/01" },
            _rows[300] with { CaseNumber = "x" },
            _rows[300] with { Subject1 = new byte[16] },
            _rows[300] with { Subject2 = new byte[16] },
            _rows[300] with { Status = AuditStatus.Failed },
            _rows[300] with { KeyId = 2027 },
            _rows[300] with { Detail = [.. _rows[300].Detail, 0] },
            _rows[300] with { Mac = new byte[32] },
        ];
        Assert.All(changed, row => AssertNamed(Replaced(300, Leaf(row)), _rows[300].Id));
    }

    [Fact]
    public void Verify_SwappedRows_AreBothNamed()
    {
        List<byte[]> swapped = [.. _leaves];
        (swapped[10], swapped[20]) = (swapped[20], swapped[10]);
        AssertNamed(swapped, _rows[10].Id, _rows[20].Id);
    }

    [Fact]
    public void Verify_RemovedRow_IsNamed()
    {
        // Taken out of one bundle; the others stay where they are.
        var bundle = _leaves.Take(256).Where((_, i) => i != 100);
        _export.WriteFile(Tile.EntriesPathOf(0), SampleExport.Bundle(bundle));
        AssertNamed(null, _rows[100].Id);

        // Taken out and everything behind it moved up, the tail filled with a copy.
        List<byte[]> moved = [.. _leaves.Where((_, i) => i != 100), _leaves[^1]];
        AssertNamed(moved, _rows[100].Id);
    }

    [Fact]
    public void Verify_InsertedRow_IsNamed()
    {
        var forged = SampleRows.One(_rows.Where(r => r.Id >> 32 == 1000).Max(r => r.Id) + 1, AuditKind.View, 50);
        List<byte[]> bundle = [.. _leaves.Take(256)];
        bundle.Insert(50, Leaf(forged));
        _export.WriteFile(Tile.EntriesPathOf(0), SampleExport.Bundle(bundle));
        AssertNamed(null, forged.Id);
    }

    [Fact]
    public void Verify_ConsistentForgeryWithoutTheKey_FailsAtTheSignedRoot()
    {
        // All tiles recomputed over a changed row, the checkpoints kept: nothing names the row, the tree does.
        var forged = Replaced(300, Leaf(_rows[300] with { Actor = "li/01" }));
        using var other = new SampleExport(forged, null, SampleExport.Origin, []);
        foreach (var tile in Directory.EnumerateFiles(other.PathTo("tile"), "*", SearchOption.AllDirectories))
        {
            _export.WriteFile(Path.GetRelativePath(other.Root, tile), File.ReadAllBytes(tile));
        }

        var (exit, output, _) = _export.Verify();
        Assert.Equal(1, exit);
        Assert.Contains("tree: 大小 512 处的根", output, StringComparison.Ordinal);
        Assert.DoesNotContain("大小 257 处", output, StringComparison.Ordinal);
        Assert.DoesNotContain("row ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OlderExport_IsRefusedBySinceAndByState()
    {
        var copy = _export.PathTo("since");
        File.Copy(_export.PathTo("checkpoint"), copy);
        using var older = new SampleExport([.. _rows.Take(400)], _ecdsa);

        var (exit, output, _) = older.Verify("--since", copy);
        Assert.Equal(1, exit);
        Assert.Contains("older than that checkpoint", output, StringComparison.Ordinal);

        Assert.Equal(0, older.Verify().Exit);
        Assert.Equal(0, _export.Verify("--state", older.State, "--since", older.PathTo("checkpoint")).Exit);
        (exit, output, _) = older.Verify();
        Assert.Equal(1, exit);
        Assert.Contains("--state", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(700)]
    [InlineData(701)]
    public void Verify_AnotherHistory_IsRefusedBySinceAndByState(int size)
    {
        // The key's owner signed two histories; whoever saw the first one notices.
        List<byte[]> fork = [.. Replaced(5, Leaf(_rows[5] with { Actor = "li/01" }))];
        fork.AddRange(Enumerable.Repeat(Leaf(SampleRows.One((2000L << 32) | 1, AuditKind.Start, 800)), size - 700));
        using var other = new SampleExport(fork, _ecdsa, SampleExport.Origin, []);
        Assert.Equal(0, other.Verify().Exit);
        Assert.Equal(1, other.Verify("--since", _export.PathTo("checkpoint")).Exit);

        Assert.Equal(0, _export.Verify().Exit);
        Assert.Equal(1, other.Verify("--state", _export.State).Exit);
    }

    [Fact]
    public void Verify_StateThatCannotBeUsed_WarnsAndDecides()
    {
        File.WriteAllText(_export.PathTo("file"), "");
        var (exit, _, error) = _export.Verify("--state", _export.PathTo("file"));
        Assert.Equal(0, exit);
        Assert.Contains("not writable", error, StringComparison.Ordinal);

        Assert.Equal(0, _export.Verify().Exit);
        var state = Assert.Single(Directory.GetFiles(_export.State));
        File.WriteAllText(state, "noise");
        (exit, _, error) = _export.Verify();
        Assert.Equal(0, exit);
        Assert.Contains("state unusable", error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_export.PathTo("checkpoint")), File.ReadAllText(state));
    }

    [Fact]
    public void Verify_RowsOutsideTheTree_MustContinueAndBeYoung()
    {
        var next = _rows.Where(r => r.Id >> 32 == 1001).Max(r => r.Id) + 1;
        Outside(SampleRows.One(next, AuditKind.View, 710));
        Assert.Equal(0, _export.Verify().Exit);

        Outside(SampleRows.One(next, AuditKind.View, 710), SampleRows.One(next + 1, AuditKind.View, 710 + 901));
        AssertNamed(null, next);

        Outside(SampleRows.One(next - 1, AuditKind.View, 710));
        AssertNamed(null, next - 1);

        Outside(SampleRows.One(next + 3, AuditKind.View, 710));
        AssertNamed(null, next);
    }

    [Fact]
    public void Verify_MissingCutOrForeignFiles_CannotBeDecided()
    {
        var files = Directory.GetFiles(_export.Root, "*", SearchOption.AllDirectories).Where(f => !f.Contains("checkpoints", StringComparison.Ordinal)).ToList();
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(file);
            File.Delete(file);
            AssertUndecided();
            File.WriteAllBytes(file, content[..^1]);
            AssertUndecided();
            File.WriteAllBytes(file, []);
            Assert.InRange(_export.Verify().Exit, 1, 2);
            File.WriteAllBytes(file, RandomNumberGenerator.GetBytes(content.Length));
            Assert.InRange(_export.Verify().Exit, 1, 2);
            File.WriteAllBytes(file, content);
        }

        Assert.Equal(0, _export.Verify().Exit);
    }

    [Fact]
    public void Verify_AbsurdClaims_EndAtOnce()
    {
        _export.WriteNote("checkpoint", new(SampleExport.Origin, 100_000_000_000_000, _export.Head.Root));
        AssertUndecided();
        _export.WriteNote("checkpoint", new(SampleExport.Origin, long.MaxValue, _export.Head.Root));
        AssertUndecided();
        _export.WriteNote("checkpoint", new("audit.example/other", 700, _export.Head.Root));
        AssertUndecided();
    }

    [Fact]
    public void Verify_CheckpointsFolder_MustFit()
    {
        _export.WriteFile("checkpoints/400", File.ReadAllBytes(_export.PathTo("checkpoints/256")));
        AssertUndecided();
        File.Delete(_export.PathTo("checkpoints/400"));
        _export.WriteFile("checkpoints/readme", [1]);
        AssertUndecided();
        File.Delete(_export.PathTo("checkpoints/readme"));

        _export.WriteNote("checkpoints/400", new(SampleExport.Origin, 400, TreeHash.Empty));
        var (exit, output, _) = _export.Verify();
        Assert.Equal(1, exit);
        Assert.Contains("tree: 大小 400 处的根", output, StringComparison.Ordinal);
        File.Delete(_export.PathTo("checkpoints/400"));

        _export.WriteNote("checkpoints/701", new(SampleExport.Origin, 701, TreeHash.Empty));
        Assert.Equal(1, _export.Verify().Exit);
    }

    [Fact]
    public void Verify_WrongArguments_CannotBeDecided()
    {
        string[][] wrong =
        [
            [], ["verify"], ["verify", _export.Root], ["verify", _export.Root, "--key"], ["verify", _export.Root, "--key", "noise"],
            ["verify", "/nowhere", "--key", _export.Key.Format()], ["prove", _export.Root, "--key", _export.Key.Format()],
            ["verify", _export.Root, "--key", _export.Key.Format(), "--threads", "0"],
            ["verify", _export.Root, "--key", _export.Key.Format(), "--since", "/nowhere", "--state", _export.State],
            ["verify", "\0", "--key", _export.Key.Format()],
        ];
        Assert.All(wrong, args =>
        {
            using var error = new StringWriter();
            Assert.Equal(2, AuditVerifier.Verifier.Run(args, TextWriter.Null, error));
            Assert.Matches("^无法判定：", error.ToString());
        });
    }

    [Fact]
    public void Verify_KeyFromFile_Works()
    {
        _export.WriteFile("key.vkey", Encoding.UTF8.GetBytes(_export.Key.Format() + "\n"));
        using var error = new StringWriter();
        Assert.Equal(0, AuditVerifier.Verifier.Run(["verify", _export.Root, "--key", _export.PathTo("key.vkey"), "--state", _export.State], TextWriter.Null, error));
    }

    private static byte[] Leaf(AuditEntry row) => CanonicalRow.Write(row, withMac: true);

    private List<byte[]> Replaced(int index, byte[] leaf)
    {
        List<byte[]> leaves = [.. _leaves];
        leaves[index] = leaf;
        return leaves;
    }

    private void Outside(params AuditEntry[] rows) => _export.WriteFile("outside", SampleExport.Bundle(rows.Select(Leaf)));

    private void AssertNamed(List<byte[]>? leaves, params long[] ids)
    {
        if (leaves is not null)
        {
            _export.WriteBundles(leaves);
        }

        var (exit, output, _) = _export.Verify();
        Assert.Equal(1, exit);
        Assert.All(ids, id => Assert.Contains($"row {id}: {AuditNumber.Format(id)} ", output, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_export.State) && Directory.GetFiles(_export.State).Length > 0 && leaves is not null, "A bad export must not be remembered.");
    }

    private void AssertUndecided()
    {
        var (exit, output, error) = _export.Verify();
        Assert.Equal((2, ""), (exit, output));
        Assert.Matches("^无法判定：", error);
    }
}
