using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Statistics;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Acts;

/// <summary>The lines of acts and the counts are what the evidence says, whoever followed it and in whatever pieces.</summary>
public class ActFollowerTests : CoreTest
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task CatchUp_Lookup_IsOneLineWithItsEndAndItsViews()
    {
        var actor = await Host.ActorAsync();
        var outcome = await Host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), actor, CancellationToken.None);
        await CatchUpAsync();
        var intent = Host.Database.ReadRows().Single(r => r.Kind == AuditKind.Intent);
        await Host.Get<AuditLog>().RecordAsync(AuditKind.View, new AnswerViewed(), actor, intent.Request, intent.CaseNumber);
        await Host.Get<AuditLog>().RecordAsync(AuditKind.View, new AnswerViewed(), actor, intent.Request, intent.CaseNumber);
        await Host.Get<AuditLog>().RecordAsync(AuditKind.Print, new AnswerPrinted(), actor, intent.Request, intent.CaseNumber);
        await CatchUpAsync();

        outcome.ShouldNotBeNull();
        var line = (await ActsAsync()).Single(a => a.Kind == AuditKind.Intent);
        var end = Host.Database.ReadRows().Single(r => r.Kind == AuditKind.Outcome);
        (line.Id, line.At, line.OutcomeId, line.Status).ShouldBe((intent.Id, intent.At, end.Id, end.Status));
        (line.Organisation, line.Actor, line.Address, line.CaseNumber, line.Matter).ShouldBe(("shili-gzc", "shili-gzc/01", "127.0.0.1", "(2026)示受字第9001号", "继承权公证"));
        (line.Views, line.Prints).ShouldBe((2, 1));
        line.Subject.ShouldBe(intent.Subject1);
        (await ActsAsync()).ShouldNotContain(a => a.Kind == AuditKind.Outcome || a.Kind == AuditKind.View);
    }

    [Fact]
    public async Task CatchUp_InPiecesAndByTwoInstances_CountsEveryActOnce()
    {
        var actor = await Host.ActorAsync();
        for (var round = 0; round < 6; round++)
        {
            await Host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), actor, CancellationToken.None);
            await Host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup() with { CaseNumber = "没有" }, actor, CancellationToken.None);
            using var other = new ActFollower(Host.Database.Database, Host.Database.Keys, Host.Clock);
            await Task.WhenAll(CatchUpAsync(), other.CatchUpAsync(_patience));
        }

        await CatchUpAsync();

        var acts = await ActsAsync();
        acts.Count(a => a.Kind == AuditKind.Intent).ShouldBe(6);
        acts.Count(a => a.Kind == AuditKind.Refusal).ShouldBe(6);
        await using var db = Host.Database.Context();
        (await db.UseOfHours.Where(h => h.Organisation == UseOfDay.Everybody).SumAsync(h => h.Count)).ShouldBe(12);
        (await db.UseOfDays.Where(d => d.Organisation == "shili-gzc" && d.Kind == AuditKind.Intent && d.Status == AuditStatus.None).SumAsync(d => d.Count)).ShouldBe(0);
        (await DifferencesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Check_ChangedLineOrCount_IsFound()
    {
        var actor = await Host.ActorAsync();
        await Host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), actor, CancellationToken.None);
        await CatchUpAsync();
        (await DifferencesAsync()).ShouldBe(0);

        await using var db = Host.Database.Context();
        await db.Acts.Where(a => a.Kind == AuditKind.Intent).ExecuteUpdateAsync(a => a.SetProperty(x => x.Organisation, "dier-gzc"));
        (await DifferencesAsync()).ShouldBe(1);
        await db.Acts.Where(a => a.Kind == AuditKind.Intent).ExecuteDeleteAsync();
        (await DifferencesAsync()).ShouldBe(1);
        await db.UseOfHours.Where(h => h.Organisation == "shili-gzc").ExecuteUpdateAsync(h => h.SetProperty(x => x.Count, 7));
        (await DifferencesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task CatchUp_EndWithoutBeginning_WaitsAMinuteAndThenStandsAlone()
    {
        var actor = await Host.ActorAsync();
        await Host.Get<AuditLog>().RecordAsync(AuditKind.ChangeOutcome, new ChangeEnded { Action = "x", Target = "y" }, actor, status: AuditStatus.Done);
        await CatchUpAsync();
        (await ActsAsync()).ShouldNotContain(a => a.Kind == AuditKind.ChangeOutcome);

        Host.Clock.Advance(TimeSpan.FromMinutes(2));
        await CatchUpAsync();

        (await ActsAsync()).ShouldContain(a => a.Kind == AuditKind.ChangeOutcome);
    }

    private Task<bool> CatchUpAsync() => Host.Get<ActFollower>().CatchUpAsync(_patience);

    private async Task<List<Act>> ActsAsync()
    {
        await using var db = Host.Database.Context();
        return await db.Acts.AsNoTracking().OrderBy(a => a.Id).ToListAsync();
    }

    private Task<int> DifferencesAsync() => Host.AskAsync<ActCheck, int>(c => c.CountDifferencesAsync(NotaryMarriageQuery.Core.ChinaDay.Today(Host.Clock), CancellationToken.None));
}
