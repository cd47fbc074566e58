using System.Data.Common;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core;

/// <summary>Two instances over one database: what one of them has done, the other one knows.</summary>
public class InstancesTests : IAsyncLifetime
{
    protected virtual DatabaseProvider Provider => DatabaseProvider.Sqlite;

    private CoreHost _one = null!;
    private CoreHost _other = null!;
    private Actor _actor = null!;

    public async Task InitializeAsync()
    {
        _one = await CoreHost.StartAsync(provider: Provider, shared: true);
        _other = await _one.StartBesideAsync();
        _actor = await _one.ActorAsync();
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task LookUp_SameFormToBothAtOnce_IsOneLookupWithOneOutcome()
    {
        var release = new TaskCompletionSource<RegistryAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _one.Registry.Answer = _ => release.Task;
        var input = NewForm();

        var all = Enumerable.Range(0, 8).Select(i => Task.Run(() => LookUpAsync(i % 2 == 0 ? _one : _other, input))).ToList();
        await Task.Delay(300);
        release.SetResult(RegistryStub.OneMarriage());
        var outcomes = await Task.WhenAll(all);

        _one.Registry.Asked.Count.ShouldBe(1);
        outcomes.Distinct().ShouldHaveSingleItem().ShouldBeOfType<LookUpOutcome.Answered>();
        _one.Database.ReadRows().Count(r => r.Kind == AuditKind.Intent).ShouldBe(1);
    }

    [Fact]
    public async Task LookUp_ManyFormsToBothAgainAndAgain_IsOneLookupEach()
    {
        var forms = Enumerable.Range(0, 20).Select(_ => NewForm()).ToList();

        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(i => forms.Select(f => Task.Run(() => LookUpAsync(i % 2 == 0 ? _one : _other, f)))));

        _one.Registry.Asked.Count.ShouldBe(20);
    }

    [Fact]
    public async Task LookUp_SameFormLaterOnTheOther_IsTheSameAnswerAndReadableThere()
    {
        var input = NewForm();
        var first = await LookUpAsync(_one, input);

        var second = await LookUpAsync(_other, input);

        second.ShouldBe(first);
        _one.Registry.Asked.Count.ShouldBe(1);
        var id = second.ShouldBeOfType<LookUpOutcome.Answered>().Id;
        (await _other.Get<AnswerStore>().FindAsync(id, _actor, CancellationToken.None))!.Records.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task LookUp_SameFormToBothAndTheGateRefuses_IsTheSameRefusal()
    {
        var input = NewForm() with { CaseNumber = "(2026)示受字第1号" };

        var first = await LookUpAsync(_one, input);
        var second = await LookUpAsync(_other, input);

        // Later and not at once, so it is refused anew.
        first.ShouldBeOfType<LookUpOutcome.Refused>().Reason.ShouldBe(second.ShouldBeOfType<LookUpOutcome.Refused>().Reason);
        _one.Registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task LookUp_WaitsForAFailureOfTheOther_ShowsItAndAsksAgainOnlyWhenSentAgain()
    {
        var release = new TaskCompletionSource<RegistryAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _one.Registry.Answer = _ => release.Task;
        var input = NewForm();
        var first = LookUpAsync(_one, input);
        await UntilAskedAsync();
        var second = LookUpAsync(_other, input);
        await Task.Delay(100);

        release.SetResult(new RegistryAnswer.Failed(RegistryFailure.Timeout));

        (await second).ShouldBe(await first);
        (await second).ShouldBeOfType<LookUpOutcome.Failed>().Failure.ShouldBe(RegistryFailure.Timeout);
        _one.Registry.Asked.Count.ShouldBe(1);
        _one.Registry.Answers(RegistryStub.OneMarriage());
        (await LookUpAsync(_other, input)).ShouldBeOfType<LookUpOutcome.Answered>();
        _one.Registry.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task LookUp_OtherDiedOverTheForm_IsInDoubtAndNeverASecondLookup()
    {
        var input = NewForm();
        await _one.ChangeAsync(db => db.LookUpForms.Add(new LookUpForm
        {
            SessionId = _actor.SessionId,
            FormId = input.FormId!.Value,
            Claim = Guid.NewGuid(),
            ClaimedAt = _one.Clock.GetUtcNow().ToUnixMicroseconds(),
        }));

        var waiting = LookUpAsync(_other, input);
        await Task.Delay(300);
        waiting.IsCompleted.ShouldBeFalse();
        _one.Clock.Advance(SharedForms.ClaimLifetime + TimeSpan.FromSeconds(1));

        (await waiting).ShouldBeOfType<LookUpOutcome.InDoubt>();
        (await LookUpAsync(_one, input)).ShouldBeOfType<LookUpOutcome.InDoubt>();
        _one.Registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task LookUp_OtherCouldNotWriteItsEvidence_ShowsNothingHere()
    {
        var release = new TaskCompletionSource<RegistryAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _one.Registry.Answer = _ => release.Task;
        var input = NewForm();
        var first = LookUpAsync(_one, input);
        await UntilAskedAsync();
        var second = LookUpAsync(_other, input);
        await Task.Delay(100);
        _one.Connections.RefuseCommits = true;

        release.SetResult(RegistryStub.OneMarriage());

        await Should.ThrowAsync<EvidenceUnavailableException>(() => first);
        second.IsCompleted.ShouldBeFalse();
        _one.Connections.RefuseCommits = false;
        await using (var db = _one.Database.Context())
        {
            await db.LookUpForms.ExecuteDeleteAsync();
        }

        await Should.ThrowAsync<EvidenceUnavailableException>(() => second);
        _one.Registry.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task LookUp_FormsCannotBeClaimed_AsksNothing()
    {
        DropTable(_one.Database, "lookup_form");

        await Should.ThrowAsync<DbException>(() => LookUpAsync(_one, NewForm()));

        _one.Registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task EraseExpired_OldFormsAndAttempts_AreGoneAndNewOnesStay()
    {
        await LookUpAsync(_one, NewForm());
        await AttemptAsync(_one, 9);
        _one.Clock.Advance(TimeSpan.FromMinutes(31));
        await LookUpAsync(_one, NewForm());
        await AttemptAsync(_one, 9);

        await _other.Get<SharedForms>().EraseExpiredAsync(CancellationToken.None);
        await _other.Get<SignInAttempts>().EraseExpiredAsync(CancellationToken.None);

        await using var db = _one.Database.Context();
        (await db.LookUpForms.CountAsync()).ShouldBe(1);
        (await db.SignInAttempts.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Attempts_OfOneAddress_CountOverBothForAMinute()
    {
        for (var i = 0; i < 4; i++)
        {
            (await AttemptAsync(i % 2 == 0 ? _one : _other, 4)).ShouldBeTrue();
        }

        (await AttemptAsync(_one, 4)).ShouldBeFalse();
        (await AttemptAsync(_other, 4)).ShouldBeFalse();
        (await AttemptAsync(_other, 4, "127.0.0.2")).ShouldBeTrue();
        _one.Clock.Advance(TimeSpan.FromMinutes(1));
        (await AttemptAsync(_other, 4)).ShouldBeTrue();
    }

    [Fact]
    public async Task Attempts_ManyAtOnce_NeverMoreThanAllowed()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => AttemptAsync(i % 2 == 0 ? _one : _other, 5))));

        all.Count(allowed => allowed).ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task Attempts_Stored_HoldNoAddress()
    {
        await AttemptAsync(_one, 4, "127.0.0.1");

        await using var db = _one.Database.Context();
        (await db.SignInAttempts.SingleAsync()).Address.Length.ShouldBe(SignInAttempt.AddressLength);
    }

    [Fact]
    public async Task Code_UsedOnOneOrOnBothAtOnce_IsGoodOnce()
    {
        var code = _one.CodeOf("测试甲");

        var sessions = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => CodeAsync(i % 2 == 0 ? _one : _other, code))));

        sessions.Count(s => s is not null).ShouldBe(1);
        (await CodeAsync(_one, code)).ShouldBeNull();
        (await CodeAsync(_other, code)).ShouldBeNull();
    }

    [Fact]
    public async Task Password_WrongOnBoth_LocksOnBoth()
    {
        for (var i = 0; i < 5; i++)
        {
            (await PasswordAsync(i % 2 == 0 ? _one : _other, "wrong")).ShouldBeNull();
        }

        (await PasswordAsync(_one)).ShouldBeNull();
        (await PasswordAsync(_other)).ShouldBeNull();
    }

    [Fact]
    public async Task Password_LockedByTheOtherWhileItIsChecked_IsRefused()
    {
        var account = await _one.AskAsync<IServiceProvider, Account?>(scope =>
        {
            var users = scope.GetRequiredService<UserManager<Account>>();
            users.PasswordHasher = new Meanwhile(users.PasswordHasher, () => FailAsync(5).GetAwaiter().GetResult());
            return Task.Run(() => scope.GetRequiredService<SignInService>()
                .CheckPasswordAsync("shili-gzc", DemoData.Password, CoreHost.Workstation, CancellationToken.None));
        });

        account.ShouldBeNull();

        async Task FailAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                await PasswordAsync(_other, "wrong");
            }
        }
    }

    [Fact]
    public async Task PeriodKey_MadeByOne_IsReadByTheOther()
    {
        _one.Clock.Advance(TimeSpan.FromDays(365));
        LookUpOutcome? outcome = null;

        var rows = await _one.EvidenceOfAsync(async () => outcome = await LookUpAsync(_one, NewForm()));

        rows.ShouldContain(r => r.Entry.KeyId == 2027 && r.Entry.Kind == AuditKind.Intent);
        var there = _other.Get<KeyRing>();
        rows.ShouldAllBe(r => AuditJson.Read(there, r.Entry) != null);
        (await LookUpAsync(_other, NewForm())).ShouldBeOfType<LookUpOutcome.Answered>();
        _one.Database.ReadRows().Count(r => r.Kind == AuditKind.KeyEvent && r.KeyId == 2027).ShouldBe(1);
    }

    [Fact]
    public async Task PeriodKey_ErasedByOne_IsUnreadableOnTheOther()
    {
        await LookUpAsync(_one, NewForm());
        var intent = _one.Database.ReadRows().Last(r => r.Kind == AuditKind.Intent);
        AuditJson.Read(_other.Get<KeyRing>(), intent).ShouldNotBeNull();
        _one.Clock.Advance(TimeSpan.FromDays(365));
        var fresh = _one.Database.OpenKeys(_one.Clock);

        (await fresh.EraseAsync(2026, CancellationToken.None)).ShouldBeTrue();
        _one.Clock.Advance(TimeSpan.FromMinutes(1));

        AuditJson.Read(_other.Get<KeyRing>(), intent).ShouldBeNull();
        (await LookUpAsync(_other, NewForm())).ShouldBeOfType<LookUpOutcome.Answered>();
    }

    /// <summary>Something else happens while a password is hashed.</summary>
    private sealed class Meanwhile(IPasswordHasher<Account> inner, Action act) : IPasswordHasher<Account>
    {
        public string HashPassword(Account user, string password) => inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            act();
            return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    // The portal's own account may not.
    internal static void DropTable(TestDatabase database, string name)
    {
        using var connection = database.OpenAsIntruder();
        using var command = connection.CreateCommand();
        command.CommandText = $"DROP TABLE {name}";
        command.ExecuteNonQuery();
    }

    private static LookUpMarriage NewForm() => CoreHost.RightLookup() with { FormId = Guid.NewGuid() };

    private Task<LookUpOutcome> LookUpAsync(CoreHost host, LookUpMarriage input) => host.Get<QueryService>().LookUpAsync(input, _actor, CancellationToken.None);

    private static Task<bool> AttemptAsync(CoreHost host, int allowed, string address = "127.0.0.1") =>
        host.Get<SignInAttempts>().TryCountAsync(IPAddress.Parse(address), allowed, CancellationToken.None);

    private Task<SignInSession?> CodeAsync(CoreHost host, string code) => host.AskAsync<SignInService, SignInSession?>(
        s => s.VerifyCodeAsync(_actor.AccountId, _actor.OperatorId, code, CoreHost.Workstation, CancellationToken.None));

    private static Task<Account?> PasswordAsync(CoreHost host, string password = DemoData.Password) => host.AskAsync<SignInService, Account?>(
        s => s.CheckPasswordAsync("shili-gzc", password, CoreHost.Workstation, CancellationToken.None));

    private async Task UntilAskedAsync()
    {
        for (var i = 0; i < 200 && _one.Registry.Asked.Count == 0; i++)
        {
            await Task.Delay(10);
        }
    }
}
