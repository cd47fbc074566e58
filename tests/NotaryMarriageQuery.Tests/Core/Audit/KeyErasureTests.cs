using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Queries;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

/// <summary>A year's keys go after its retention, by two people, as evidence; what they protected is unreadable and still proves itself.</summary>
public sealed class KeyErasureTests : CoreTest
{
    private const int Year = 2026;
    private KeyRing? _keys;

    // By the test's clock: a year that is not over keeps its key.
    private KeyRing Keys => _keys ??= Host.Database.OpenKeys(Host.Clock);

    [Fact]
    public async Task Erase_ByTwoPeople_AfterRetention()
    {
        var auditor = await Host.ActorAsync("sheng-audit");
        var second = auditor with { OperatorId = Guid.NewGuid(), OperatorNumber = 2, PersonName = "演示辛" };
        await Host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), await Host.ActorAsync(), CancellationToken.None);
        var intent = Host.Database.ReadRows().Single(r => r.Kind == AuditKind.Intent);
        (await ProposeAsync(auditor)).ShouldBeFalse("the retention is not over");

        Host.Clock.Advance(TimeSpan.FromDays((365 * 4) + 1));
        (await ProposeAsync(auditor)).ShouldBeTrue();
        (await ProposeAsync(second)).ShouldBeFalse("one is open already");
        var proposal = (await Host.AskAsync<KeyErasureService, IReadOnlyList<KeyErasure>>(s => s.OpenAsync(CancellationToken.None))).ShouldHaveSingleItem();
        (await DecideAsync(proposal.Id, auditor)).ShouldBeFalse("the same person");
        AuditJson.Read(Keys, intent).ShouldNotBeNull();

        (await DecideAsync(proposal.Id, second)).ShouldBeTrue();

        AuditJson.Read(Keys, intent).ShouldBeNull();
        Host.Database.ReadRows().Where(r => r.Kind == AuditKind.Change).Select(r => ((ChangeIntended)AuditJson.Read(Keys, r)!).Action)
            .ShouldBe(["key.erasure-proposed", "key.erased"]);
        await Host.Get<SealingService>().SealNowAsync();
        Host.Get<LogVerification>().Run(threads: 1, progress: null, CancellationToken.None).Findings.TamperedCount.ShouldBe(0);
        (await DecideAsync(proposal.Id, second)).ShouldBeFalse("it is done");
    }

    [Fact]
    public async Task Drop_LeavesTheKeys()
    {
        var auditor = await Host.ActorAsync("sheng-audit");
        Host.Clock.Advance(TimeSpan.FromDays((365 * 4) + 1));
        (await ProposeAsync(auditor)).ShouldBeTrue();
        var proposal = (await Host.AskAsync<KeyErasureService, IReadOnlyList<KeyErasure>>(s => s.OpenAsync(CancellationToken.None))).ShouldHaveSingleItem();

        (await AskAsync(s => s.DecideAsync(proposal.Id, erase: false, auditor, CancellationToken.None))).ShouldBeTrue();

        Keys.Find(Year).ShouldNotBeNull();
    }

    private Task<bool> ProposeAsync(NotaryMarriageQuery.Core.Accounts.Actor actor) =>
        AskAsync(s => s.ProposeAsync(Year, "保存期限届满", actor, CancellationToken.None));

    private Task<bool> DecideAsync(Guid id, NotaryMarriageQuery.Core.Accounts.Actor actor) =>
        AskAsync(s => s.DecideAsync(id, erase: true, actor, CancellationToken.None));

    private async Task<bool> AskAsync(Func<KeyErasureService, Task<bool>> ask)
    {
        await using var db = Host.Database.Context();
        return await ask(new KeyErasureService(db, Keys, Host.Get<AuditLog>(), Host.Get<Microsoft.Extensions.Options.IOptions<SealingOptions>>(), Host.Clock));
    }
}
