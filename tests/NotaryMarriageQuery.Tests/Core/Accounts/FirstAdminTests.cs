using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Accounts;

public class FirstAdminTests : IAsyncLifetime
{
    private CoreHost _host = null!;

    protected virtual DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public async Task InitializeAsync() => _host = await CoreHost.StartAsync(demo: false, Provider);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Create_EmptyDatabase_MakesAnAdminWhoCanSignIn()
    {
        (string OneTimePassword, Enrolment Enrolment)? made = null;

        var rows = await _host.EvidenceOfAsync(async () => made = await CreateAsync());

        rows.Select(r => (r.Entry.Kind, r.Entry.Status)).ShouldBe([(AuditKind.Change, AuditStatus.None), (AuditKind.ChangeOutcome, AuditStatus.Done)]);
        await ShouldSignInAsync(made);
    }

    [Fact]
    public async Task Create_Again_IsRefusedWithoutAChange()
    {
        await CreateAsync();

        (await _host.EvidenceOfAsync(async () => (await CreateAsync("second-admin")).ShouldBeNull())).ShouldBeEmpty();

        await using var db = _host.Database.Context();
        (await db.Accounts.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Create_FailsHalfway_LeavesNothingBehindAndCanBeDoneAgain()
    {
        Execute(Provider == DatabaseProvider.PostgreSql
            ? "CREATE TRIGGER stop BEFORE INSERT ON operator FOR EACH ROW EXECUTE FUNCTION audit_deny()"
            : "CREATE TRIGGER stop BEFORE INSERT ON operator BEGIN SELECT RAISE(ABORT, 'stop'); END");
        var rows = await _host.EvidenceOfAsync(() => Should.ThrowAsync<DbUpdateException>(() => CreateAsync()));
        rows[^1].Entry.Status.ShouldBe(AuditStatus.Failed);
        await using (var db = _host.Database.Context())
        {
            ((await db.Accounts.CountAsync()), (await db.Institutions.CountAsync()), (await db.Workstations.CountAsync())).ShouldBe((0, 0, 0));
        }

        Execute(Provider == DatabaseProvider.PostgreSql ? "DROP TRIGGER stop ON operator" : "DROP TRIGGER stop");

        await ShouldSignInAsync(await CreateAsync());
    }

    private Task<(string OneTimePassword, Enrolment Enrolment)?> CreateAsync(string account = "first-admin")
    {
        PersonName.TryParse("演示己", out var person, out _).ShouldBeTrue();
        WorkstationNetwork.TryParse("127.0.0.1", out var workstation).ShouldBeTrue();
        RegionCode.TryParse("33", out var region).ShouldBeTrue();
        return _host.AskAsync<FirstAdmin, (string, Enrolment)?>(s =>
            s.CreateAsync(new CreateFirstAdmin(account, person!, workstation!, "省司法厅（演示）", region!), CancellationToken.None));
    }

    private async Task ShouldSignInAsync((string OneTimePassword, Enrolment Enrolment)? made)
    {
        var (password, enrolment) = made.ShouldNotBeNull();
        var account = await _host.AskAsync<SignInService, Account?>(s => s.CheckPasswordAsync(enrolment.Account, password, CoreHost.Workstation, CancellationToken.None));
        account.ShouldNotBeNull().Role.ShouldBe(AccountRole.ProvincialAdmin);
        var code = Totp.CodeAt(enrolment.TotpKey, _host.Clock.GetUtcNow());
        var session = await _host.AskAsync<SignInService, SignInSession?>(s => s.VerifyCodeAsync(account!.Id, operatorId: null, code, CoreHost.Workstation, CancellationToken.None));
        var check = await _host.Get<SessionService>().CheckAsync(session!.Id, CoreHost.Workstation, CancellationToken.None);
        check.ShouldBeOfType<SessionCheck.Valid>().Actor.MustChangePassword.ShouldBeTrue();
    }

    private void Execute(string sql)
    {
        using var intruder = _host.Database.OpenAsIntruder();
        using var command = intruder.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
