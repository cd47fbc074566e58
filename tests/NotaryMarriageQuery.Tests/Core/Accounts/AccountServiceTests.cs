using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Institutions;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Accounts;

public class AccountServiceTests : CoreTest
{
    private readonly Consent _consent = new("测试", askedBy: "");
    private Actor _admin = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _admin = await Host.ActorAsync("sheng-admin");
    }

    [Fact]
    public async Task Issue_NewInstitution_GivesAOneTimePasswordThatMustBeChanged()
    {
        var institution = await AddInstitutionAsync();
        IssueOutcome? outcome = null;

        var rows = await Host.EvidenceOfAsync(async () => outcome = await IssueAsync("disan-gzc", AccountRole.NotaryOffice, institution));

        var issued = outcome.ShouldBeOfType<IssueOutcome.Issued>();
        rows.Select(r => (r.Entry.Kind, r.Entry.Status)).ShouldBe([(AuditKind.Change, AuditStatus.None), (AuditKind.ChangeOutcome, AuditStatus.Done)]);
        rows[0].Event.ShouldBeOfType<ChangeIntended>().Target.ShouldBe("disan-gzc");
        rows.ShouldAllBe(r => !r.Event.ToString()!.Contains(issued.OneTimePassword));
        await using var db = Host.Database.Context();
        var account = await db.Accounts.SingleAsync(a => a.Id == issued.AccountId);
        PasswordRules.MustChange(account, Host.Clock.GetUtcNow().UtcDateTime).ShouldBeTrue();
    }

    [Fact]
    public async Task Issue_SecondAccountOfAnInstitution_IsRefused()
    {
        var actor = await Host.ActorAsync();

        (await IssueAsync("shili-gzc-2", AccountRole.NotaryOffice, actor.InstitutionId)).ShouldBeOfType<IssueOutcome.InstitutionHasAccount>();
    }

    [Theory]
    [InlineData("shili-gzc")]
    [InlineData("SHILI-gzc")]
    public async Task Issue_NameTaken_IsRefused(string name)
    {
        var institution = await AddInstitutionAsync();

        (await IssueAsync(name, AccountRole.NotaryOffice, institution)).ShouldBeOfType<IssueOutcome.NameTaken>();
    }

    [Theory]
    [InlineData(AccountRole.Inspector, "shili-gzc")]
    [InlineData(AccountRole.ProvincialAdmin, "shili-gzc")]
    [InlineData(AccountRole.ProvincialAuditor, "shi-sfj")]
    [InlineData(AccountRole.NotaryOffice, "shi-sfj")]
    [InlineData(AccountRole.NotaryOffice, "sheng-admin")]
    [InlineData((AccountRole)9, "sheng-admin")]
    public async Task Issue_RoleOfAnotherKindOfInstitution_IsRefusedWithoutAChange(AccountRole role, string neighbour)
    {
        var institution = (await Host.ActorAsync(neighbour)).InstitutionId;

        var rows = await Host.EvidenceOfAsync(async () => (await IssueAsync("another", role, institution)).ShouldBeOfType<IssueOutcome.RoleDoesNotFit>());

        rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Issue_UnknownInstitution_IsRefused() => (await IssueAsync("another", AccountRole.Inspector, Guid.NewGuid())).ShouldBeOfType<IssueOutcome.RoleDoesNotFit>();

    [Theory]
    [InlineData("Short#2026a", "PasswordTooShort")]
    [InlineData("nocapitals#2026", "PasswordRequiresUpper")]
    [InlineData("NOSMALL#2026-LETTERS", "PasswordRequiresLower")]
    [InlineData("NoDigits#At-All", "PasswordRequiresDigit")]
    [InlineData("NoSigns2026AtAll", "PasswordRequiresNonAlphanumeric")]
    [InlineData("Aa1#Aa1#Aa1#Aa1#", "PasswordRequiresUniqueChars")]
    [InlineData(DemoData.Password, PasswordReuseValidator.ReusedCode)]
    public async Task ChangeOwnPassword_AgainstARule_IsRefused(string replacement, string code) =>
        (await ChangePasswordAsync(DemoData.Password, replacement)).ShouldBeOfType<PasswordOutcome.NotAcceptable>().Codes.ShouldContain(code);

    [Fact]
    public async Task ChangeOwnPassword_AbsurdlyLong_IsRefused()
    {
        (await ChangePasswordAsync(DemoData.Password, "Aa1#bc" + new string('x', 123))).ShouldBeOfType<PasswordOutcome.NotAcceptable>().Codes.ShouldContain(PasswordReuseValidator.TooLongCode);
        (await ChangePasswordAsync(DemoData.Password, "Aa1#bc" + new string('x', 122))).ShouldBeOfType<PasswordOutcome.Changed>();
    }

    [Fact]
    public async Task ChangeOwnPassword_WrongCurrent_IsRefusedWithoutAChange()
    {
        var rows = await Host.EvidenceOfAsync(async () => (await ChangePasswordAsync("wrong", "Fresh#2026-Secret")).ShouldBeOfType<PasswordOutcome.WrongPassword>());

        rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task ChangeOwnPassword_LastFive_MayNotComeBack()
    {
        var current = DemoData.Password;
        for (var i = 1; i <= 5; i++)
        {
            Host.Clock.Advance(TimeSpan.FromMinutes(1));
            (await ChangePasswordAsync(current, $"Fresh#2026-Secret{i}")).ShouldBeOfType<PasswordOutcome.Changed>();
            current = $"Fresh#2026-Secret{i}";
            if (i < 5)
            {
                (await ChangePasswordAsync(current, DemoData.Password)).ShouldBeOfType<PasswordOutcome.NotAcceptable>().Codes.ShouldBe([PasswordReuseValidator.ReusedCode]);
            }
        }

        (await ChangePasswordAsync(current, "Fresh#2026-Secret1")).ShouldBeOfType<PasswordOutcome.NotAcceptable>();
        (await ChangePasswordAsync(current, DemoData.Password)).ShouldBeOfType<PasswordOutcome.Changed>();
    }

    [Fact]
    public async Task ResetPassword_LockedAccount_OpensWithTheNewPasswordOnly()
    {
        var clerk = await Host.ActorAsync();
        for (var i = 0; i < 5; i++)
        {
            await SignInAsync("wrong");
        }

        var password = await Host.AskAsync<AccountService, string>(s => s.ResetPasswordAsync(clerk.AccountId, _consent, _admin, CancellationToken.None));

        (await SignInAsync(DemoData.Password)).ShouldBeNull();
        (await SignInAsync(password)).ShouldNotBeNull().PasswordIsOneTime.ShouldBeTrue();
    }

    [Fact]
    public void NewOneTimePassword_Always_ObeysTheRules()
    {
        for (var i = 0; i < 500; i++)
        {
            var password = PasswordRules.NewOneTimePassword();
            password.Length.ShouldBeGreaterThanOrEqualTo(PasswordRules.MinLength);
            (password.Any(char.IsAsciiLetterUpper) && password.Any(char.IsAsciiLetterLower) && password.Any(char.IsAsciiDigit) && password.Any(c => !char.IsAsciiLetterOrDigit(c))).ShouldBeTrue(password);
            password.Distinct().Count().ShouldBeGreaterThanOrEqualTo(6);
            password.ShouldNotContain(c => "0O1lI".Contains(c));
        }
    }

    [Fact]
    public async Task Resume_ActiveOrCancelled_IsNoChange()
    {
        var clerk = await Host.ActorAsync();
        Task ResumeAsync() => Host.DoAsync<AccountService>(s => s.ResumeAsync(clerk.AccountId, _consent, _admin, CancellationToken.None));

        (await Host.EvidenceOfAsync(ResumeAsync)).ShouldBeEmpty();
        await Host.DoAsync<AccountService>(s => s.CancelAsync(clerk.AccountId, "撤并", _admin, CancellationToken.None));

        (await Host.EvidenceOfAsync(ResumeAsync)).ShouldBeEmpty();
        (await Host.EvidenceOfAsync(() => Host.DoAsync<AccountService>(s => s.SuspendAsync(clerk.AccountId, "测试", _admin, CancellationToken.None)))).ShouldBeEmpty();
        (await SignInAsync(DemoData.Password)).ShouldBeNull();
    }

    [Fact]
    public async Task Cancel_Institution_MayGetANewAccountUnderAnotherName()
    {
        var clerk = await Host.ActorAsync();
        await Host.DoAsync<AccountService>(s => s.CancelAsync(clerk.AccountId, "撤并", _admin, CancellationToken.None));

        (await IssueAsync("shili-gzc", AccountRole.NotaryOffice, clerk.InstitutionId)).ShouldBeOfType<IssueOutcome.NameTaken>();
        (await IssueAsync("shili-gzc-2", AccountRole.NotaryOffice, clerk.InstitutionId)).ShouldBeOfType<IssueOutcome.Issued>();
    }

    [Fact]
    public async Task Enrol_NewPerson_GetsTheNextNumberThatWasNeverUsed()
    {
        var clerk = await Host.ActorAsync();
        var second = await Host.ActorAsync(number: 2);
        await Host.DoAsync<PeopleService>(s => s.RetireAsync(second.OperatorId, "测试", _admin, CancellationToken.None));

        var enrolment = await EnrolAsync(clerk.AccountId, "测试丁");

        enrolment.ShouldNotBeNull().TotpKey.Length.ShouldBe(Totp.KeyLength);
        (await Host.ActorAsync(number: 3)).PersonName.ShouldBe("测试丁");
        (await EnrolAsync(clerk.AccountId, "测试丁")).ShouldBeNull();
        (await EnrolAsync(clerk.AccountId, "测试乙")).ShouldNotBeNull();
    }

    private async Task<Guid> AddInstitutionAsync()
    {
        RegionCode.TryParse("339997", out var region).ShouldBeTrue();
        var id = await Host.AskAsync<InstitutionService, Guid?>(s =>
            s.AddAsync(new AddInstitution("disan-gzc", "示范市第三公证处（演示）", InstitutionKind.NotaryOffice, region!), _admin, CancellationToken.None));
        return id!.Value;
    }

    private Task<IssueOutcome> IssueAsync(string name, AccountRole role, Guid institution) =>
        Host.AskAsync<AccountService, IssueOutcome>(s => s.IssueAsync(new IssueAccount(name, role, institution), "新设", _admin, CancellationToken.None));

    private async Task<PasswordOutcome> ChangePasswordAsync(string current, string replacement)
    {
        var clerk = await Host.ActorAsync();
        return await Host.AskAsync<AccountService, PasswordOutcome>(s => s.ChangeOwnPasswordAsync(current, replacement, clerk, CancellationToken.None));
    }

    private Task<Account?> SignInAsync(string password) =>
        Host.AskAsync<SignInService, Account?>(s => s.CheckPasswordAsync("shili-gzc", password, CoreHost.Workstation, CancellationToken.None));

    private Task<Enrolment?> EnrolAsync(Guid accountId, string name)
    {
        PersonName.TryParse(name, out var person, out _).ShouldBeTrue();
        return Host.AskAsync<PeopleService, Enrolment?>(s => s.EnrolAsync(accountId, person!, _consent, _admin, CancellationToken.None));
    }
}
