using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Institutions;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Accounts;

public class SessionServiceTests : CoreTest
{
    private Actor _actor = null!;
    private Actor _admin = null!;
    private Guid _session;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _admin = await Host.ActorAsync("sheng-admin");
        var person = await Host.ActorAsync();
        var session = await Host.AskAsync<SignInService, SignInSession?>(s =>
            s.VerifyCodeAsync(person.AccountId, person.OperatorId, Host.CodeOf("测试甲"), CoreHost.Workstation, CancellationToken.None));
        _session = session!.Id;
        _actor = (await CheckAsync()).ShouldBeOfType<SessionCheck.Valid>().Actor;
    }

    [Fact]
    public void Check_LiveSession_KnowsWhoActs()
    {
        (_actor.AuditName, _actor.PersonName, _actor.Role, _actor.InstitutionCode).ShouldBe(("shili-gzc/01", "测试甲", AccountRole.NotaryOffice, "shili-gzc"));
        (_actor.SessionId, _actor.MustChangePassword).ShouldBe((_session, false));
    }

    [Fact]
    public async Task Check_UnknownSession_IsEnded() =>
        (await Host.Get<SessionService>().CheckAsync(Guid.NewGuid(), CoreHost.Workstation, CancellationToken.None)).ShouldBeOfType<SessionCheck.Ended>();

    [Fact]
    public async Task Check_IdleForFifteenMinutes_IsEnded()
    {
        Host.Clock.Advance(TimeSpan.FromMinutes(15));
        (await CheckAsync()).ShouldBeOfType<SessionCheck.Valid>();
        Host.Clock.Advance(TimeSpan.FromMinutes(15));
        (await CheckAsync()).ShouldBeOfType<SessionCheck.Valid>();

        Host.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));

        (await CheckAsync()).ShouldBeOfType<SessionCheck.Ended>();
    }

    [Fact]
    public async Task Check_NeverIdleForTwelveHours_IsEnded()
    {
        for (var passed = TimeSpan.Zero; passed < SessionRules.LongestSession; passed += TimeSpan.FromMinutes(15))
        {
            (await CheckAsync()).ShouldBeOfType<SessionCheck.Valid>();
            Host.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        (await CheckAsync()).ShouldBeOfType<SessionCheck.Valid>();
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await CheckAsync()).ShouldBeOfType<SessionCheck.Ended>();
    }

    [Fact]
    public async Task Check_SignedOut_IsEnded()
    {
        var rows = await Host.EvidenceOfAsync(() => Host.Get<SessionService>().EndAsync(_actor, CancellationToken.None));

        (await CheckAsync()).ShouldBeOfType<SessionCheck.Ended>();
        rows.ShouldHaveSingleItem().Event.ShouldBeOfType<SignedOut>().Session.ShouldBe(_session);
    }

    [Fact]
    public async Task Check_AccountSuspended_IsEndedAtOnceAndForGood()
    {
        await Host.DoAsync<AccountService>(s => s.SuspendAsync(_actor.AccountId, "测试", _admin, CancellationToken.None));
        (await CheckAsync()).ShouldBeOfType<SessionCheck.Ended>();

        await Host.DoAsync<AccountService>(s => s.ResumeAsync(_actor.AccountId, new Consent("测试", askedBy: ""), _admin, CancellationToken.None));

        (await CheckAsync()).ShouldBeOfType<SessionCheck.Ended>();
    }

    [Fact]
    public async Task Check_PersonRetired_IsEndedAtOnceAndOfNobodyElse()
    {
        var colleague = await Host.ActorAsync(number: 2);
        var other = await Host.AskAsync<SignInService, SignInSession?>(s =>
            s.VerifyCodeAsync(colleague.AccountId, colleague.OperatorId, Host.CodeOf("测试乙"), CoreHost.Workstation, CancellationToken.None));

        await Host.DoAsync<PeopleService>(s => s.RetireAsync(_actor.OperatorId, "测试", _admin, CancellationToken.None));

        (await CheckAsync()).ShouldBeOfType<SessionCheck.Ended>();
        (await Host.Get<SessionService>().CheckAsync(other!.Id, CoreHost.Workstation, CancellationToken.None)).ShouldBeOfType<SessionCheck.Valid>();
    }

    [Fact]
    public async Task Check_PasswordChanged_IsEndedAtOnce()
    {
        var outcome = await Host.AskAsync<AccountService, PasswordOutcome>(s =>
            s.ChangeOwnPasswordAsync(DemoData.Password, "Fresh#2026-Secret", _actor, CancellationToken.None));

        outcome.ShouldBeOfType<PasswordOutcome.Changed>();
        (await CheckAsync()).ShouldBeOfType<SessionCheck.Ended>();
    }

    [Fact]
    public async Task Check_SecondFactorReplaced_IsEndedAtOnce()
    {
        await Host.DoAsync<PeopleService>(s => s.ReplaceFactorAsync(_actor.OperatorId, new Consent("测试", askedBy: ""), _admin, CancellationToken.None));

        (await CheckAsync()).ShouldBeOfType<SessionCheck.Ended>();
    }

    [Fact]
    public async Task Check_WorkstationRemoved_IsRefusedAtOnce()
    {
        Guid workstation;
        await using (var db = Host.Database.Context())
        {
            workstation = (await db.Workstations.SingleAsync(w => w.InstitutionId == _actor.InstitutionId)).Id;
        }

        (await Host.AskAsync<InstitutionService, bool>(s => s.RemoveWorkstationAsync(workstation, _admin, CancellationToken.None))).ShouldBeTrue();

        (await CheckAsync()).ShouldBeOfType<SessionCheck.WrongPlace>().Problem.ShouldBe(AccessProblem.WorkstationNotRegistered);
    }

    [Fact]
    public async Task Check_UnregisteredAddress_IsRefused() =>
        (await CheckAsync("127.0.0.9")).ShouldBeOfType<SessionCheck.WrongPlace>().Problem.ShouldBe(AccessProblem.WorkstationNotRegistered);

    [Fact]
    public async Task Check_AnotherWorkstationOfTheInstitution_IsRefused()
    {
        WorkstationNetwork.TryParse("127.0.0.8/30", out var network).ShouldBeTrue();
        await Host.AskAsync<InstitutionService, bool>(s => s.RegisterWorkstationAsync(_actor.InstitutionId, network!, "二楼", _admin, CancellationToken.None));

        (await CheckAsync("127.0.0.9")).ShouldBeOfType<SessionCheck.WrongPlace>().Problem.ShouldBe(AccessProblem.WorkstationChanged);
        (await CheckAsync()).ShouldBeOfType<SessionCheck.Valid>();
    }

    [Fact]
    public async Task Check_PasswordOlderThanNinetyDays_MustBeChanged()
    {
        await Host.ChangeAsync(db => db.Accounts.Single(a => a.Id == _actor.AccountId).PasswordChangedAt = Host.Clock.GetUtcNow().UtcDateTime.AddDays(-90));
        (await CheckAsync()).ShouldBeOfType<SessionCheck.Valid>().Actor.MustChangePassword.ShouldBeFalse();

        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await CheckAsync()).ShouldBeOfType<SessionCheck.Valid>().Actor.MustChangePassword.ShouldBeTrue();
    }

    [Fact]
    public async Task Check_ChangeByAnotherProcess_IsNoticed()
    {
        await Host.ChangeAsync(db => db.Accounts.Single(a => a.Id == _actor.AccountId).State = AccountState.Suspended);

        (await CheckAsync()).ShouldBeOfType<SessionCheck.Ended>();
    }

    [Fact]
    public async Task Directory_ChangeByAnotherProcess_IsInTheNextAnswer()
    {
        var directory = Host.Get<AccessDirectory>();
        var before = await directory.GetAsync(CancellationToken.None);
        (await directory.GetAsync(CancellationToken.None)).ShouldBeSameAs(before);

        await Host.ChangeAsync(db => db.Workstations.Add(new Workstation { Id = Guid.NewGuid(), InstitutionId = _actor.InstitutionId, Network = "127.0.9.0/24", Label = "新" }));
        var after = await directory.GetAsync(CancellationToken.None);

        after.Version.ShouldBeGreaterThan(before.Version);
        before.IsWorkstation(_actor.InstitutionId, IPAddress.Parse("127.0.9.7")).ShouldBeFalse();
        after.IsWorkstation(_actor.InstitutionId, IPAddress.Parse("127.0.9.7")).ShouldBeTrue();
    }

    private Task<SessionCheck> CheckAsync(string address = "127.0.0.1") =>
        Host.Get<SessionService>().CheckAsync(_session, IPAddress.Parse(address), CancellationToken.None);
}
