using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Queries;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

/// <summary>When the evidence stops to prove itself, lookups stop; what nobody else would write is written.</summary>
public class SealingServiceTests : CoreTest
{
    private SealingService Service => Host.Get<SealingService>();

    private SealingState State => Host.Get<SealingState>();

    [Fact]
    public async Task Lookup_GoesOn_WhileRowsAreSealedInTime()
    {
        await LookUpAsync();
        Host.Clock.Advance(TimeSpan.FromHours(2));

        // Late only because nobody looked: the look that the lookup itself causes mends it.
        (await LookUpAsync()).ShouldBeOfType<LookUpOutcome.Answered>();

        State.Head!.Size.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Lookup_IsStopped_WhenRowsWaitTooLongForTheirSeal()
    {
        await LookUpAsync();
        Intrude("ALTER TABLE audit_segment RENAME TO gone");
        Host.Clock.Advance(TimeSpan.FromMinutes(16));

        await StoppedAsync(SealingProblem.Unsealed);

        Intrude("ALTER TABLE gone RENAME TO audit_segment");
        (await LookUpAsync()).ShouldBeOfType<LookUpOutcome.Answered>();
    }

    [Fact]
    public async Task Lookup_IsStopped_WhenNoCheckpointLeavesTheHouse()
    {
        var folder = Host.Get<IOptions<SealingOptions>>().Value.AnchorFolder;
        await File.WriteAllTextAsync(folder, "in the way");
        await LookUpAsync();
        Host.Clock.Advance(TimeSpan.FromHours(25));

        await StoppedAsync(SealingProblem.Unanchored);

        File.Delete(folder);
        (await LookUpAsync()).ShouldBeOfType<LookUpOutcome.Answered>();
        Directory.GetFiles(folder).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Lookup_IsStopped_WhenSealedEvidenceWasChanged()
    {
        await LookUpAsync();
        await Service.SealNowAsync();
        Intrude("UPDATE audit_entry SET actor = 'somebody/01' WHERE kind = 4");

        await Service.SealNowAsync();

        await StoppedAsync(SealingProblem.Broken);
    }

    [Fact]
    public async Task RestoredBackup_IsRefused_UntilAnAuditorDecides()
    {
        await LookUpAsync();
        await Service.SealNowAsync();
        var older = State.Head!.Size;
        await LookUpAsync();
        await Service.SealNowAsync();
        var newer = State.Note!;
        Rewind(older);

        await Service.SealNowAsync();
        await StoppedAsync(SealingProblem.RolledBack);
        State.Head!.Size.ShouldBeGreaterThan(older);

        var auditor = await Host.ActorAsync("sheng-audit");
        (await Host.Get<RestoreDecision>().AcceptAsync("恢复演练", auditor)).ShouldBeTrue();

        State.Problem.ShouldBe(SealingProblem.None);
        State.Head!.Origin.ShouldEndWith("/2");
        (await LookUpAsync()).ShouldBeOfType<LookUpOutcome.Answered>();
        Host.Database.ReadRows().ShouldContain(r => r.Kind == AuditKind.Change && r.Actor == "sheng-audit/01");

        // Another instance that remembers the lost checkpoint goes by the auditor's decision, too.
        Host.Get<Witness>().Remember(newer);
        await Service.SealNowAsync();
        State.Problem.ShouldBe(SealingProblem.None);
    }

    [Fact]
    public async Task RestoreAcceptedWhileAnotherSealerIsAtWork_TakesItsNameAtTheNextTick()
    {
        await LookUpAsync();
        await Service.SealNowAsync();
        var older = State.Head!.Size;
        await LookUpAsync();
        await Service.SealNowAsync();
        Rewind(older);
        await Host.Get<AuditWriter>().AppendAsync(new AuditDraft(AuditKind.Search, new LogExported()));
        var database = Host.Get<PortalDatabase>();
        using (var other = database.Connect())
        using (database.TryHoldSealing(other).ShouldNotBeNull())
        {
            await Service.AcceptAsync(Host.Get<Witness>());
            State.Head!.Origin.ShouldNotEndWith("/2");
        }

        await Service.SealNowAsync();

        State.Problem.ShouldBe(SealingProblem.None);
        State.Head!.Origin.ShouldEndWith("/2");
    }

    [Fact]
    public async Task SameBackupRestoredTwice_GoesOnUnderANameThatNothingBearsYet()
    {
        await LookUpAsync();
        await Service.SealNowAsync();
        var older = State.Head!.Size;
        var auditor = await Host.ActorAsync("sheng-audit");
        foreach (var name in new[] { "/2", "/3" })
        {
            await LookUpAsync();
            await Service.SealNowAsync();
            Rewind(older);
            await Service.SealNowAsync();
            State.Problem.ShouldBe(SealingProblem.RolledBack);

            (await Host.Get<RestoreDecision>().AcceptAsync("恢复演练", auditor)).ShouldBeTrue();

            State.Head!.Origin.ShouldEndWith(name);
        }
    }

    [Fact]
    public async Task RestoreDecision_IsNotTaken_WhereNothingWasRestored()
    {
        await LookUpAsync();
        await Service.SealNowAsync();

        (await Host.Get<RestoreDecision>().AcceptAsync("无故", await Host.ActorAsync("sheng-audit"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Alarm_StandsInTheEvidence()
    {
        await LookUpAsync();
        var row = Host.Database.ReadRows()[^1];
        Intrude("UPDATE audit_entry SET status = 2 WHERE id = @id", row.Id);

        var told = await Host.EvidenceOfAsync(() => Service.SealNowAsync());

        told.ShouldContain(e => e.Entry.Kind == AuditKind.Alarm
            && ((AlarmRaised)e.Event).Problem == AlarmProblem.Mac && ((AlarmRaised)e.Event).Entry == AuditNumber.Format(row.Id));
    }

    [Fact]
    public async Task IntentWithoutOutcome_IsInDoubt_Once()
    {
        await LookUpAsync();
        Intrude("DELETE FROM audit_entry WHERE kind = 4");
        var intent = Host.Database.ReadRows().Single(r => r.Kind == AuditKind.Intent);

        (await Host.EvidenceOfAsync(() => Service.SealNowAsync())).ShouldNotContain(e => e.Entry.Kind == AuditKind.InDoubt);
        Host.Clock.Advance(TimeSpan.FromMinutes(11));
        var told = await Host.EvidenceOfAsync(() => Service.SealNowAsync());
        Host.Clock.Advance(TimeSpan.FromMinutes(11));
        var later = await Host.EvidenceOfAsync(() => Service.SealNowAsync());

        var doubt = told.Where(e => e.Entry.Kind == AuditKind.InDoubt).ShouldHaveSingleItem();
        doubt.Entry.Request.ShouldBe(intent.Request);
        ((OutcomeMissing)doubt.Event).Entry.ShouldBe(AuditNumber.Format(intent.Id));
        later.ShouldNotContain(e => e.Entry.Kind == AuditKind.InDoubt);
    }

    [Fact]
    public async Task Silence_IsBrokenByAHeartbeat()
    {
        await LookUpAsync();
        (await Host.EvidenceOfAsync(() => Service.SealNowAsync())).ShouldNotContain(e => e.Entry.Kind == AuditKind.Heartbeat);
        Host.Clock.Advance(TimeSpan.FromMinutes(16));

        (await Host.EvidenceOfAsync(() => Service.SealNowAsync())).ShouldContain(e => e.Entry.Kind == AuditKind.Heartbeat);
    }

    private Task<LookUpOutcome> LookUpAsync() => LookUpAsync(Host);

    private static async Task<LookUpOutcome> LookUpAsync(CoreHost host) =>
        await host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), await host.ActorAsync(), CancellationToken.None);

    private async Task StoppedAsync(SealingProblem problem)
    {
        var asked = Host.Registry.Asked.Count;
        (await Should.ThrowAsync<EvidenceStoppedException>(LookUpAsync)).Problem.ShouldBe(problem);
        State.Problem.ShouldBe(problem);
        Host.Registry.Asked.Count.ShouldBe(asked);
    }

    // What a restored backup leaves: rows, segments and checkpoints of the later time are gone together.
    private void Rewind(long size)
    {
        using var intruder = new Intruder(Host.Database);
        intruder.Run("DELETE FROM audit_checkpoint WHERE size > @id", size);
        intruder.Run("DELETE FROM audit_entry WHERE id >= (SELECT MIN(first_id) FROM audit_segment WHERE first_leaf >= @id)", size);
        intruder.Run("DELETE FROM audit_segment WHERE first_leaf >= @id", size);
    }

    private void Intrude(string sql, long id = 0)
    {
        using var intruder = new Intruder(Host.Database);
        intruder.Run(sql, id);
    }
}
