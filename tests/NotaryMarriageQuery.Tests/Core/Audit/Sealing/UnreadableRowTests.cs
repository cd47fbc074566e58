using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

/// <summary>A row whose columns cannot even be read, as only SQLite without its guards can hold it, is told and stops nothing.</summary>
public sealed class UnreadableRowTests : CoreTest
{
    private Sealer Sealer => Host.Get<Sealer>();

    [Theory]
    [InlineData("kind = 100000")]
    [InlineData("status = -70000")]
    [InlineData("key_id = 1099511627776")]
    [InlineData("detail = zeroblob(2000000)")]
    [InlineData("at = 'no number', kind = 100000")]
    [InlineData("mac = NULL")]
    [InlineData("req = NULL")]
    [InlineData("actor = NULL")]
    public async Task BeforeSealing_IsNamedOnceAndLeftOut_AndAllOthersAreSealed(string change)
    {
        await AppendAsync(10);
        var row = Host.Database.ReadRows()[5];
        Damage(change, row.Id);

        var first = Sealer.Tick()!;
        await AppendAsync(5);
        var second = Sealer.Tick()!;

        Assert.Single(first.Alarms.Concat(second.Alarms), alarm => alarm == new SealingAlarm(AlarmProblem.Unreadable, row.Id));
        Assert.Equal(Count() - 1, second.Head.Size);
        Assert.True(second.IsComplete);
    }

    [Theory]
    [InlineData("kind = 'no number'")]
    [InlineData("at = 'no number'")]
    public async Task BeforeSealing_TextForANumber_IsReadAsZero_NamedAndSealed(string change)
    {
        await AppendAsync(10);
        var row = Host.Database.ReadRows()[5];
        Damage(change, row.Id);

        Assert.Contains(new SealingAlarm(AlarmProblem.Mac, row.Id), Sealer.Tick()!.Alarms);
        Assert.Equal(Count(), Sealer.Tick()!.Head.Size);
    }

    [Fact]
    public async Task BeforeSealing_IsTheWritersNewest_TheNextRowsAreSealedBehindIt()
    {
        await AppendAsync(3);
        Sealer.Tick();
        await AppendAsync(1);
        var id = Host.Get<AuditWriter>().LastId;
        Damage("kind = 100000", id);

        Assert.Single(Sealer.Tick()!.Alarms, new SealingAlarm(AlarmProblem.Unreadable, id));
        Assert.Empty(Sealer.Tick()!.Alarms);
        await AppendAsync(1);

        Assert.Equal(Count() - 1, Sealer.Tick()!.Head.Size);
    }

    [Fact]
    public async Task Service_WritesTheAlarmAndGoesOn()
    {
        await AppendAsync(3);
        var id = Host.Get<AuditWriter>().LastId;
        Damage("kind = 100000", id);

        // The row behind it does not follow from any row that can be read; that is two alarms more.
        for (var i = 0; i < 3; i++)
        {
            await Host.Get<SealingService>().SealNowAsync();
        }

        Assert.Equal(SealingProblem.None, Host.Get<SealingState>().Problem);
        Assert.Equal(Count() - 1, Host.Get<SealingState>().Head!.Size);
        using var intruder = new Intruder(Host.Database);
        Assert.Equal(3, intruder.Number("SELECT count(*) FROM audit_entry WHERE kind = 6"));
        Assert.Contains(Host.Get<LogVerification>().Run(threads: 1, progress: null, CancellationToken.None).Findings.Tampered, f => f.RowId == id);
    }

    [Fact]
    public async Task AfterSealing_AtTheEdge_StopsSealingAsBroken()
    {
        await AppendAsync(3);
        Sealer.Tick();
        Damage("kind = 100000", Host.Get<AuditWriter>().LastId);

        Assert.Equal(SealingProblem.Broken, Assert.Throws<EvidenceStoppedException>(() => Sealer.Tick()).Problem);
    }

    private async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Host.Get<AuditWriter>().AppendAsync(new AuditDraft(AuditKind.Login, new Heartbeat()) { Actor = "shili-gzc/01" });
        }
    }

    // Lifts what the table says of its columns, too: somebody with the file can.
    private void Damage(string change, long id)
    {
        using (var intruder = new Intruder(Host.Database))
        {
            intruder.Run("PRAGMA writable_schema = ON");
            intruder.Run("UPDATE sqlite_schema SET sql = replace(replace(sql, ') STRICT', ')'), ' NOT NULL', '') WHERE name = 'audit_entry'");
            intruder.Run("PRAGMA writable_schema = RESET");
        }

        using var again = new Intruder(Host.Database);
        Assert.Equal(1, again.Run($"UPDATE audit_entry SET {change} WHERE id = @id", id));
    }

    private long Count()
    {
        using var intruder = new Intruder(Host.Database);
        return intruder.Number("SELECT count(*) FROM audit_entry");
    }
}
