namespace NotaryMarriageQuery.Tests.AuditFormat;

/// <summary>Rules between rows, over logs that are signed as they are: what a dishonest writer would have to hide.</summary>
public sealed class LogVerifierTests
{
    private static readonly byte[] _request = [.. Enumerable.Repeat((byte)7, 16)];

    [Fact]
    public void Rows_InOrder_AreGood()
    {
        var (findings, summary) = Verify(SampleRows.Make(1000, writers: 5));
        Assert.Empty(findings.Tampered);
        Assert.Empty(findings.Warnings);
        Assert.Equal((1000, 5), (summary.Rows, summary.Writers));
        Assert.Equal((SampleRows.FirstInstant, SampleRows.FirstInstant + 999_000_000), (summary.FirstAt, summary.LastAt));
    }

    [Fact]
    public void Writer_WithoutStart_IsFound() => AssertRow(1, [Row(1, AuditKind.View, 0)]);

    [Fact]
    public void Writer_WithGap_NamesTheMissingRow() => AssertRow(3, [Row(1, AuditKind.Start, 0), Row(2, AuditKind.View, 1), Row(5, AuditKind.View, 2)]);

    [Fact]
    public void Writer_WithoutItsFirstRow_NamesIt() => AssertRow(1, [Row(2, AuditKind.View, 0)]);

    [Fact]
    public void Writer_OutOfOrder_IsFound() => AssertRow(2, [Row(1, AuditKind.Start, 0), Row(3, AuditKind.View, 1), Row(2, AuditKind.View, 2)]);

    [Fact]
    public void Writer_RowTwice_IsFound() => AssertRow(2, [Row(1, AuditKind.Start, 0), Row(2, AuditKind.View, 1), Row(2, AuditKind.View, 1)]);

    [Fact]
    public void Clock_Steps_AreWarned()
    {
        AuditEntry[] Rows(long step) => [Row(1, AuditKind.Start, 0), Row(2, AuditKind.View, 10) with { At = SampleRows.FirstInstant + 10_000_000 + step }];
        Assert.Equal(0, Verify(Rows(2_000_000)).Findings.WarningCount);
        AssertWarned(2, Rows(2_000_001));
        AssertWarned(2, Rows(-2_000_001));
        AssertWarned(2, [Row(1, AuditKind.Start, 0) with { At = long.MinValue }, Row(2, AuditKind.View, 1) with { At = long.MaxValue, Mono = long.MinValue }]);
    }

    [Theory]
    [InlineData(AuditKind.Intent, AuditKind.Outcome)]
    [InlineData(AuditKind.Change, AuditKind.ChangeOutcome)]
    public void Requests_FollowTheProtocol(AuditKind intent, AuditKind outcome)
    {
        AuditEntry[] start = [Row(1, AuditKind.Start, 0)];
        Assert.Equal(0, Verify([.. start, Act(2, intent, 1), Act(3, outcome, 2)]).Findings.TamperedCount);
        AssertRow(2, [.. start, Act(2, outcome, 1)]);
        AssertRow(3, [.. start, Act(2, intent, 1), Act(3, intent, 2)]);
        AssertRow(4, [.. start, Act(2, intent, 1), Act(3, outcome, 2), Act(4, intent, 2)]);
        AssertRow(4, [.. start, Act(2, intent, 1), Act(3, outcome, 2), Act(4, outcome, 3)]);
        AssertWarned(3, [.. start, Act(2, outcome, 1), Act(3, intent, 2)]);
    }

    [Fact]
    public void Intent_WithoutOutcome_IsWarnedAfterADay()
    {
        AuditEntry[] open = [Row(1, AuditKind.Start, 0), Act(2, AuditKind.Intent, 1)];
        Assert.Equal(0, Verify([.. open, Row(3, AuditKind.View, 1 + 86_400)]).Findings.WarningCount);
        AssertWarned(2, [.. open, Row(3, AuditKind.View, 2 + 86_400)]);
        Assert.Equal(0, Verify([.. open, Act(3, AuditKind.InDoubt, 600), Row(4, AuditKind.View, 2 + 86_400)]).Findings.WarningCount);
    }

    [Fact]
    public void Requests_ManyThousands_AreKeptApart()
    {
        List<AuditEntry> rows = [Row(1, AuditKind.Start, 0)];
        for (var i = 0; i < 5000; i++)
        {
            // Ids that differ in few bits only, as somebody might choose them to make a hash table slow or forgetful.
            var request = new byte[16];
            BitConverter.TryWriteBytes(request, i);
            rows.Add(Row((2 * i) + 2, AuditKind.Intent, i) with { Request = request });
            rows.Add(Row((2 * i) + 3, AuditKind.Outcome, i) with { Request = request });
        }

        Assert.Equal(0, Verify(rows).Findings.TamperedCount);
        AssertRow(rows.Count + 1, [.. rows, Row(rows.Count + 1, AuditKind.Intent, 5000) with { Request = rows[1].Request }]);
    }

    [Fact]
    public void MissingPartialTiles_AreAllowedAndFullOnesNot()
    {
        var rows = SampleRows.Make(600);
        var tree = new TileTree();
        var tiles = new Dictionary<(int, long), byte[]>();
        rows.ForEach(r => tree.Add(TreeHash.Leaf(CanonicalRow.Write(r, withMac: true)), t => tiles[(t.Level, t.Index)] = t.Data));

        Assert.Equal(0, Run((level, index, _) => tiles.GetValueOrDefault((level, index))).TamperedCount);
        tiles.Remove((0, 1));
        Assert.Equal("tree: 缺少散列块（tile/0/001, tile missing）", Assert.Single(Run((level, index, _) => tiles.GetValueOrDefault((level, index))).Tampered).ToString());

        Findings Run(Func<int, long, int, byte[]?> stored)
        {
            var findings = new Findings();
            var verifier = new LogVerifier([new("x", 600, tree.Root())], stored, findings);
            rows.ForEach(verifier.Row);
            verifier.Complete();
            return findings;
        }
    }

    [Fact]
    public void Rows_FewerOrMoreThanSigned_AreFound()
    {
        var rows = SampleRows.Make(300);
        Assert.NotEqual(0, Verify(rows, fed: 299).Findings.TamperedCount);
        Assert.NotEqual(0, Verify(rows, fed: 256).Findings.TamperedCount);
        Assert.NotEqual(0, Verify(rows, fed: 0).Findings.TamperedCount);
        Assert.NotEqual(0, Verify([.. rows, .. SampleRows.Make(1)], fed: 301, signed: 300).Findings.TamperedCount);
    }

    private static AuditEntry Row(int sequence, AuditKind kind, int second) => SampleRows.One((5L << 32) | (uint)sequence, kind, second);

    private static AuditEntry Act(int sequence, AuditKind kind, int second) => Row(sequence, kind, second) with { Request = _request };

    private static void AssertRow(int sequence, IReadOnlyList<AuditEntry> rows) =>
        Assert.Equal([(5L << 32) | (uint)sequence], Verify(rows).Findings.Tampered.Select(f => f.RowId!.Value).Distinct());

    private static void AssertWarned(int sequence, IReadOnlyList<AuditEntry> rows)
    {
        var findings = Verify(rows).Findings;
        Assert.Empty(findings.Tampered);
        Assert.Equal((5L << 32) | (uint)sequence, Assert.Single(findings.Warnings).RowId);
    }

    private static (Findings Findings, LogSummary Summary) Verify(IReadOnlyList<AuditEntry> rows, int? fed = null, int? signed = null)
    {
        var tree = new TileTree();
        foreach (var row in rows.Take(signed ?? rows.Count))
        {
            tree.Add(TreeHash.Leaf(CanonicalRow.Write(row, withMac: true)));
        }

        // No tiles are stored here (as at a database's right edge), except that full ones are needed and made of the rows themselves.
        var hashes = rows.Select(r => TreeHash.Leaf(CanonicalRow.Write(r, withMac: true))).ToList();
        var findings = new Findings();
        var verifier = new LogVerifier(
            [new("x", tree.Size, tree.Root())],
            (level, index, width) => level == 0 && width == Tile.FullWidth ? [.. hashes.Skip((int)index * 256).Take(256).SelectMany(h => h)] : null,
            findings);
        foreach (var row in rows.Take(fed ?? rows.Count))
        {
            verifier.Row(row);
        }

        return (findings, verifier.Complete());
    }
}
