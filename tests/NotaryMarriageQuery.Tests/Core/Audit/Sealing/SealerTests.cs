using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

/// <summary>Rows become leaves of one tree whose head is signed; what is wrong with them is told and sealed all the same.</summary>
public class SealerTests : CoreTest
{
    private Sealer Sealer => Host.Get<Sealer>();

    [Fact]
    public async Task HeadIsSignedRootOverAllRowsInOrder()
    {
        await AppendAsync(300);

        var tick = Sealer.Tick()!;

        var rows = Host.Database.ReadRows();
        var tree = new TileTree();
        rows.ToList().ForEach(row => tree.Add(TreeHash.Leaf(CanonicalRow.Write(row, withMac: true))));
        Assert.Equal(rows.Count, tick.Sealed);
        Assert.Equal(tree.Root(), tick.Head.Root);
        var key = VerifierKey.Parse(Host.Get<SigningKey>().PublicKey(tick.Head.Origin).Format());
        Assert.Equal(rows.Count, SignedNote.Open(tick.Note!, key).Size);
        Assert.Empty(tick.Alarms);
        Assert.True(tick.IsComplete);
    }

    [Fact]
    public async Task TreeGoesOnWhereItEnded()
    {
        var tree = new TileTree();
        var fed = 0;
        foreach (var count in new[] { 1, 254, 1, 1, 255, 256, 600 })
        {
            await AppendAsync(count);
            var tick = Sealer.Tick()!;
            foreach (var row in Host.Database.ReadRows().Skip(fed))
            {
                tree.Add(TreeHash.Leaf(CanonicalRow.Write(row, withMac: true)));
                fed++;
            }

            Assert.Equal(tree.Root(), tick.Head.Root);
        }
    }

    [Fact]
    public async Task IdleTickChangesNothing()
    {
        await AppendAsync(3);
        var first = Sealer.Tick()!;

        var second = Sealer.Tick()!;

        Assert.Equal(0, second.Sealed);
        Assert.Equal(first.Note, second.Note);
        Assert.Equal(1L, Count("audit_checkpoint"));
    }

    [Fact]
    public async Task OneTickTakesABoundedNumberOfRows()
    {
        await AppendAsync(Sealer.RowsPerTick + 10);

        var first = Sealer.Tick()!;
        var second = Sealer.Tick()!;

        Assert.Equal(Sealer.RowsPerTick, first.Sealed);
        Assert.False(first.IsComplete);
        Assert.True(second.IsComplete);
        Assert.Equal(Host.Database.ReadRows().Count, second.Head.Size);
    }

    [Fact]
    public async Task RowsOfTwoWritersShareTheTree()
    {
        await AppendAsync(5);
        Sealer.Tick();
        await using var second = new AuditWriter(
            new AuditStore(Host.Database.Database.Connect), Host.Database.Keys, Host.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<AuditWriter>.Instance);
        await second.StartAsync(CancellationToken.None);
        await second.AppendAsync(Draft());
        await AppendAsync(5);

        var tick = Sealer.Tick()!;

        Assert.Equal(Host.Database.ReadRows().Count, tick.Head.Size);
        Assert.Empty(tick.Alarms);
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET actor = 'somebody/01' WHERE id = @id", AlarmProblem.Mac)]
    [InlineData("UPDATE audit_entry SET detail = @bytes WHERE id = @id", AlarmProblem.Mac)]
    [InlineData("UPDATE audit_entry SET status = 2 WHERE id = @id", AlarmProblem.Mac)]
    [InlineData("DELETE FROM audit_entry WHERE id = @id - 1", AlarmProblem.Gap)]
    [InlineData("UPDATE audit_entry SET at = at + 3000000 WHERE id = @id", AlarmProblem.Clock)]
    public async Task ChangeBeforeSealingIsToldAndSealed(string sql, AlarmProblem problem)
    {
        await AppendAsync(10);
        var row = Host.Database.ReadRows()[5];
        Intrude(sql, row.Id, new byte[40]);

        var tick = Sealer.Tick()!;

        Assert.Contains(new SealingAlarm(problem, row.Id), tick.Alarms);
        Assert.Equal(Host.Database.ReadRows().Count, tick.Head.Size);
        Assert.Empty(Sealer.Tick()!.Alarms);
    }

    [Fact]
    public async Task RowWithoutByteFormIsLeftOutAndToldOnce()
    {
        await AppendAsync(5);
        var row = Host.Database.ReadRows()[3];
        Intrude("UPDATE audit_entry SET mac = @bytes WHERE id = @id", row.Id, new byte[3]);

        var alarms = Sealer.Tick()!.Alarms.Concat(Sealer.Tick()!.Alarms).ToList();

        Assert.Single(alarms, new SealingAlarm(AlarmProblem.Unreadable, row.Id));
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET actor = 'somebody/01' WHERE id = (SELECT MAX(id) FROM audit_entry)")]
    [InlineData("UPDATE audit_tile SET root = @bytes")]
    [InlineData("UPDATE audit_checkpoint SET note = replace(note, 'example', 'exmaple')")]
    [InlineData("UPDATE audit_checkpoint SET note = 'x'")]
    [InlineData("DELETE FROM audit_segment")]
    public async Task ChangeOfTheSealedEdgeStopsSealing(string sql)
    {
        await AppendAsync(300);
        Sealer.Tick();
        Intrude(sql, 0, new byte[32]);

        Assert.Equal(SealingProblem.Broken, Assert.Throws<EvidenceStoppedException>(() => Sealer.Tick()).Problem);
    }

    [Fact]
    public async Task CheckpointOfAnotherKeyStopsSealing()
    {
        await AppendAsync(3);
        Sealer.Tick();
        File.Delete(Path.Combine(Host.Database.Folder, "signing.pem"));
        var other = new Sealer(
            Host.Database.Database, Host.Database.Keys, Host.Database.SigningKey, Host.Get<Witness>(), Host.Get<IOptions<SealingOptions>>(), Host.Clock);

        Assert.Equal(SealingProblem.Broken, Assert.Throws<EvidenceStoppedException>(() => other.Tick()).Problem);
    }

    [Fact]
    public async Task SecondSealerAtTheSameTimeIsHarmless()
    {
        await AppendAsync(2000);
        var sealers = Enumerable.Range(0, 4).Select(i => new Sealer(
            Host.Database.Database, Host.Database.Keys, Host.Database.SigningKey, Host.Get<Witness>(), Host.Get<IOptions<SealingOptions>>(), Host.Clock)).ToList();

        await Task.WhenAll(sealers.Select(s => Task.Run(() => Enumerable.Range(0, 5).Select(_ => s.Tick()).ToList())));

        var rows = Host.Database.ReadRows();
        Assert.Equal((long)rows.Count, Count("audit_entry"));
        Assert.Equal(rows.Count, Sealer.Tick()!.Head.Size);
    }

    private static AuditDraft Draft() => new(AuditKind.Login, new Heartbeat()) { Actor = "shili-gzc/01", Organisation = "shili-gzc" };

    // Not thousands at once: the last of them would wait for longer than the writer lets anybody wait, on a machine that is busy.
    private async Task AppendAsync(int count)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(256))
        {
            await Task.WhenAll(some.Select(_ => Host.Get<AuditWriter>().AppendAsync(Draft())));
        }
    }

    private void Intrude(string sql, long id, byte[]? bytes = null)
    {
        using var intruder = new Intruder(Host.Database);
        intruder.Run(sql, id, bytes);
    }

    private long Count(string table)
    {
        using var intruder = new Intruder(Host.Database);
        return intruder.Number($"SELECT count(*) FROM {table}");
    }
}
