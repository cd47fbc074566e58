using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Accounts;

public class SignInServiceTests : CoreTest
{
    private const string Name = "shili-gzc";
    private const string Person = "测试甲";
    private static readonly IPAddress _elsewhere = IPAddress.Parse("127.0.0.9");

    private Actor _actor = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _actor = await Host.ActorAsync();
    }

    [Fact]
    public async Task BothSteps_Right_StartASessionWithEvidence()
    {
        SignInSession? session = null;

        var rows = await Host.EvidenceOfAsync(async () =>
        {
            (await PasswordAsync()).ShouldNotBeNull().Id.ShouldBe(_actor.AccountId);
            session = await CodeAsync(Host.CodeOf(Person));
        });

        var (entry, told) = rows.ShouldHaveSingleItem();
        (entry.Kind, entry.Status, entry.Actor, entry.Organisation).ShouldBe((AuditKind.Login, AuditStatus.Done, "shili-gzc/01", "shili-gzc"));
        told.ShouldBeOfType<SignInSucceeded>().Session.ShouldBe(session.ShouldNotBeNull().Id);
        told.PersonName.ShouldBe(Person);
    }

    [Fact]
    public async Task Password_UnknownAccount_IsRefused() =>
        (await RefusedAsync(() => PasswordAsync(name: "nobody"), SignInProblem.UnknownAccount)).Organisation.ShouldBe("");

    [Theory]
    [InlineData("")]
    [InlineData("demo#2026-query")]
    [InlineData("Demo#2026-Query ")]
    public async Task Password_Wrong_IsRefused(string password) => await RefusedAsync(() => PasswordAsync(password), SignInProblem.WrongPassword);

    [Fact]
    public async Task Password_WrongFiveTimes_LocksForThirtyMinutesAlsoForTheRightOne()
    {
        for (var i = 0; i < 5; i++)
        {
            await RefusedAsync(() => PasswordAsync("wrong"), SignInProblem.WrongPassword);
        }

        await RefusedAsync(() => PasswordAsync(), SignInProblem.LockedOut);
        Host.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        await RefusedAsync(() => PasswordAsync(), SignInProblem.LockedOut);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await PasswordAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Password_RightInBetween_StartsTheCountAnew()
    {
        foreach (var password in Enumerable.Repeat("wrong", 4).Append(DemoData.Password).Concat(Enumerable.Repeat("wrong", 4)))
        {
            await PasswordAsync(password);
        }

        (await PasswordAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Password_FiveWrongAtOnce_Lock()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => PasswordAsync("wrong"))));

        await RefusedAsync(() => PasswordAsync(), SignInProblem.LockedOut);
    }

    [Fact]
    public async Task Password_AccountSuspended_IsRefused()
    {
        await Host.ChangeAsync(db => db.Accounts.Single(a => a.Id == _actor.AccountId).State = AccountState.Suspended);

        await RefusedAsync(() => PasswordAsync(), SignInProblem.AccountNotActive);
    }

    [Fact]
    public async Task Password_WorkstationOfSomebodyElse_IsRefused()
    {
        var entry = await RefusedAsync(() => PasswordAsync(address: IPAddress.Parse("127.0.0.2")), SignInProblem.WorkstationNotRegistered);

        AuditJson.Read(Host.Database.Keys, entry)!.Address.ShouldBe("127.0.0.2");
    }

    [Fact]
    public async Task Password_OneTimeOlderThanSevenDays_IsRefused()
    {
        await Host.ChangeAsync(db =>
        {
            var account = db.Accounts.Single(a => a.Id == _actor.AccountId);
            account.PasswordIsOneTime = true;
            account.PasswordChangedAt = Host.Clock.GetUtcNow().UtcDateTime;
        });
        Host.Clock.Advance(TimeSpan.FromDays(7));
        (await PasswordAsync()).ShouldNotBeNull();
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        await RefusedAsync(() => PasswordAsync(), SignInProblem.OneTimePasswordExpired);
    }

    [Theory]
    [InlineData(200, "a")]
    [InlineData(64, "示")]
    [InlineData(2000, "\uE000")]
    [InlineData(10, "\uD842")]
    [InlineData(10, "\0")]
    public async Task Password_AnyTextAsAccount_IsRefusedWithEvidence(int length, string part) =>
        await RefusedAsync(() => PasswordAsync(name: string.Concat(Enumerable.Repeat(part, length))), SignInProblem.UnknownAccount);

    [Fact]
    public async Task Code_NobodyChosenOfSeveral_IsRefused() => await RefusedAsync(() => CodeAsync(Host.CodeOf(Person), chosen: false), SignInProblem.UnknownPerson);

    [Fact]
    public async Task Code_PersonOfAnotherAccount_IsRefused()
    {
        var other = await Host.ActorAsync("dier-gzc");

        await RefusedAsync(() => CodeAsync(Host.CodeOf("测试丙"), person: other.OperatorId), SignInProblem.UnknownPerson);
    }

    [Fact]
    public async Task Code_OnlyPersonOfAnAccount_NeedNotBeChosen()
    {
        var only = await Host.ActorAsync("dier-gzc");

        var session = await Host.AskAsync<SignInService, SignInSession?>(s =>
            s.VerifyCodeAsync(only.AccountId, operatorId: null, Host.CodeOf("测试丙"), IPAddress.Parse("127.0.0.2"), CancellationToken.None));

        session.ShouldNotBeNull().OperatorId.ShouldBe(only.OperatorId);
    }

    [Fact]
    public async Task Code_PersonRetired_IsRefusedAndTheEvidenceNamesThem()
    {
        await Host.ChangeAsync(db => db.Operators.Single(o => o.Id == _actor.OperatorId).IsActive = false);

        (await RefusedAsync(() => CodeAsync(Host.CodeOf(Person)), SignInProblem.PersonNotActive)).Actor.ShouldBe("shili-gzc/01");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("abcdef")]
    public async Task Code_None_IsRefused(string? code) => await RefusedAsync(() => CodeAsync(code), SignInProblem.WrongCode);

    [Fact]
    public async Task Code_OfAnotherPerson_IsRefused() => await RefusedAsync(() => CodeAsync(Host.CodeOf("测试乙")), SignInProblem.WrongCode);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Code_ClockDrift_IsOneStepEitherWay(int steps, bool accepted) => (await CodeAsync(Host.CodeOf(Person, steps)) is not null).ShouldBe(accepted);

    [Fact]
    public async Task Code_UsedBefore_IsRefused()
    {
        var code = Host.CodeOf(Person);
        (await CodeAsync(code)).ShouldNotBeNull();

        await RefusedAsync(() => CodeAsync(code), SignInProblem.UsedCode);
        await RefusedAsync(() => CodeAsync(Host.CodeOf(Person, -1)), SignInProblem.UsedCode);
        (await CodeAsync(Host.CodeOf(Person, 1))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Code_SameCodeAtOnce_IsAcceptedOnce()
    {
        var code = Host.CodeOf(Person);

        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CodeAsync(code))));

        sessions.Count(s => s is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Code_UsedBeforeInDemoMode_IsTaken()
    {
        Host.Get<IOptions<SignInSettings>>().Value.RefuseUsedCodes = false;
        var code = Host.CodeOf(Person);
        (await CodeAsync(code)).ShouldNotBeNull();

        (await CodeAsync(code)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Code_WrongFiveTimes_LocksThePersonForThirtyMinutesAndNobodyElse()
    {
        for (var i = 0; i < 5; i++)
        {
            await RefusedAsync(() => CodeAsync("x"), SignInProblem.WrongCode);
        }

        await RefusedAsync(() => CodeAsync(Host.CodeOf(Person)), SignInProblem.PersonLockedOut);
        var colleague = await Host.ActorAsync(number: 2);
        (await CodeAsync(Host.CodeOf("测试乙"), person: colleague.OperatorId)).ShouldNotBeNull();
        Host.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        await RefusedAsync(() => CodeAsync(Host.CodeOf(Person)), SignInProblem.PersonLockedOut);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await CodeAsync(Host.CodeOf(Person))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Code_SuspendedOrMovedBetweenTheSteps_IsRefused()
    {
        await RefusedAsync(() => CodeAsync(Host.CodeOf(Person), address: _elsewhere), SignInProblem.WorkstationNotRegistered);
        await Host.ChangeAsync(db => db.Accounts.Single(a => a.Id == _actor.AccountId).State = AccountState.Suspended);

        await RefusedAsync(() => CodeAsync(Host.CodeOf(Person)), SignInProblem.AccountNotActive);
    }

    [Fact]
    public async Task BothSteps_EvidenceUnavailable_StartNoSession()
    {
        Host.Connections.RefuseCommits = true;

        await Should.ThrowAsync<EvidenceUnavailableException>(() => CodeAsync(Host.CodeOf(Person)));

        await using var db = Host.Database.Context();
        (await db.Sessions.AnyAsync()).ShouldBeFalse();
    }

    private Task<Account?> PasswordAsync(string password = DemoData.Password, string name = Name, IPAddress? address = null) =>
        Host.AskAsync<SignInService, Account?>(s => s.CheckPasswordAsync(name, password, address ?? CoreHost.Workstation, CancellationToken.None));

    private Task<SignInSession?> CodeAsync(string? code, IPAddress? address = null, Guid? person = null, bool chosen = true) =>
        Host.AskAsync<SignInService, SignInSession?>(s =>
            s.VerifyCodeAsync(_actor.AccountId, chosen ? person ?? _actor.OperatorId : null, code, address ?? CoreHost.Workstation, CancellationToken.None));

    private async Task<AuditEntry> RefusedAsync<T>(Func<Task<T?>> act, SignInProblem problem)
        where T : class
    {
        var rows = await Host.EvidenceOfAsync(async () => (await act()).ShouldBeNull());
        var (entry, told) = rows.ShouldHaveSingleItem();
        (entry.Kind, entry.Status).ShouldBe((AuditKind.Login, AuditStatus.Refused));
        told.ShouldBeOfType<SignInFailed>().Problem.ShouldBe(problem);
        return entry;
    }
}
