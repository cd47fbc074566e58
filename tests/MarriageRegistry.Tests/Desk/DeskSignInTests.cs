using System.Net;
using MarriageRegistry.Desk.Accounts;

namespace MarriageRegistry.Tests.Desk;

public sealed class DeskSignInTests : IAsyncLifetime
{
    private RegistryHost _registry = null!;

    public async Task InitializeAsync() => _registry = await RegistryHost.StartDemoAsync();

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    [Fact]
    public async Task Get_NobodySignedIn_AsksForSignIn()
    {
        using var caller = new DeskCaller(_registry);

        foreach (var path in new[] { "/desk", "/desk/registrations/new", "/desk/registrations/1", "/desk/registrations/1/print?side=all", "/desk/search", "/desk/printers", "/desk/lead/journal" })
        {
            var answer = await caller.GetAsync(path);
            answer.Status.ShouldBe(HttpStatusCode.Redirect, path);
            answer.Location!.ShouldContain("/desk/sign-in", customMessage: path);
        }
    }

    [Fact]
    public async Task Post_RightPasswordAndCode_OpensTheDesk()
    {
        using var caller = await DeskCaller.SignedInAsync(_registry);

        var desk = await caller.GetAsync("/desk");

        desk.Status.ShouldBe(HttpStatusCode.OK);
        desk.Body.ShouldContain("演示辛");
        desk.Body.ShouldContain("演示数据");
        desk.Policy!.ShouldNotContain("unsafe");
        desk.Policy!.ShouldNotContain("nonce");
    }

    [Theory]
    [InlineData(DeskCaller.Registrar, "wrong", null)]
    [InlineData(DeskCaller.Registrar, DeskCaller.Password, "000000")]
    [InlineData(DeskCaller.Registrar, DeskCaller.Password, "")]
    [InlineData("nobody", DeskCaller.Password, null)]
    [InlineData("", "", "")]
    public async Task Post_SomethingWrong_SaysTheSameAndKeepsTheReason(string account, string password, string? code)
    {
        using var caller = new DeskCaller(_registry);

        var answer = await caller.SignInAsync(account, password, code ?? caller.CodeOf(DeskCaller.Registrar));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ShouldContain("账户、口令或动态码不正确");
        _registry.Query("SELECT act FROM desk_journal")[^1][0].ShouldBe("sign-in.refused");
        (await caller.GetAsync("/desk")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Post_FiveFailures_LocksForAQuarterOfAnHour()
    {
        using var caller = new DeskCaller(_registry);
        for (var i = 0; i < 5; i++)
        {
            await caller.SignInAsync(DeskCaller.Lead, "wrong", "000000");
        }

        (await caller.SignInAsync(DeskCaller.Lead, DeskCaller.Password, caller.CodeOf(DeskCaller.Lead))).Status.ShouldBe(HttpStatusCode.BadRequest);
        _registry.Clock.Advance(TimeSpan.FromMinutes(15.1));
        (await caller.SignInAsync(DeskCaller.Lead, DeskCaller.Password, caller.CodeOf(DeskCaller.Lead))).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Get_AfterAQuarterOfAnHourOrADeactivation_AsksAgain()
    {
        using var idle = await DeskCaller.SignedInAsync(_registry);
        _registry.Clock.Advance(TimeSpan.FromMinutes(15.1));
        (await idle.GetAsync("/desk")).Status.ShouldBe(HttpStatusCode.Redirect);

        using var removed = await DeskCaller.SignedInAsync(_registry);
        (await removed.GetAsync("/desk")).Status.ShouldBe(HttpStatusCode.OK);
        _registry.Query("UPDATE registrar SET is_active = 0");
        (await removed.GetAsync("/desk")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Journal_IsForTheHeadOfTheOffice()
    {
        using var registrar = await DeskCaller.SignedInAsync(_registry);
        using var lead = await DeskCaller.SignedInAsync(_registry, DeskCaller.Lead);

        (await registrar.GetAsync("/desk/lead/journal")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var journal = await lead.GetAsync("/desk/lead/journal");
        journal.Status.ShouldBe(HttpStatusCode.OK);
        journal.Body.ShouldContain("演示辛");
    }

    [Fact]
    public async Task Post_WithoutTheFormsToken_IsRefused()
    {
        using var caller = await DeskCaller.SignedInAsync(_registry);

        var answer = await caller.SendAsync("/desk/registrations/new", new Dictionary<string, string>(), DeskCaller.Marriage(InventedPeople.Man(1), InventedPeople.Woman(1)));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        _registry.Query("SELECT COUNT(*) FROM registration WHERE registered_on = '2026-03-02'")[0][0].ShouldBe(0L);
    }

    [Fact]
    public async Task OutsideDemoMode_ThereAreNoAccounts()
    {
        await using var plain = await RegistryHost.StartPlainAsync(RegistryHost.NewDirectory());
        using var caller = new DeskCaller(plain);

        (await caller.SignInAsync(DeskCaller.Registrar, DeskCaller.Password, caller.CodeOf(DeskCaller.Registrar))).Status.ShouldBe(HttpStatusCode.BadRequest);
        plain.Query("SELECT COUNT(*) FROM registrar")[0][0].ShouldBe(0L);
    }

    [Fact]
    public async Task Command_AddsARegistrarAndStopsOne()
    {
        var directory = RegistryHost.NewDirectory();
        var settings = $"--ConnectionStrings:Registry=Data Source={RegistryHost.DatabaseIn(directory)}";
        using var output = new StringWriter();
        string[] add = ["registrar", "add", "lead-1", "测试负责人", "lead", "339999", "示范市示范区民政局婚姻登记处（演示）", settings];
        (await RegistrarCommand.RunAsync(add, output, TextWriter.Null)).ShouldBe(0);
        (await RegistrarCommand.RunAsync(add, TextWriter.Null, TextWriter.Null)).ShouldBe(2);
        var secrets = output.ToString().Split('\n').Select(l => l.Trim().Split(' ')[^1]).ToArray();
        await using var plain = await RegistryHost.StartPlainAsync(directory);
        using var caller = new DeskCaller(plain);
        var code = OneTimeCode.At(OneTimeCode.FromText(secrets[2]), plain.Clock.GetUtcNow());

        (await caller.SignInAsync("lead-1", secrets[1], code)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await caller.GetAsync("/desk")).Body.ShouldNotContain("演示数据 ·");

        // A code that was used is not taken again.
        (await caller.SignInAsync("lead-1", secrets[1], code)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await RegistrarCommand.RunAsync(["registrar", "stop", "lead-1", settings], TextWriter.Null, TextWriter.Null)).ShouldBe(0);
        (await caller.GetAsync("/desk")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("/desk/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/desk/registrations/999999999", HttpStatusCode.NotFound)]
    [InlineData("/desk/registrations/99999999999999999999999", HttpStatusCode.NotFound)]
    [InlineData("/desk/registrations/1/print?side=both", HttpStatusCode.NotFound)]
    [InlineData("/desk/printers/77/test", HttpStatusCode.NotFound)]
    [InlineData("/desk/lead/journal?before=x", HttpStatusCode.Forbidden)]
    [InlineData("/desk/search?IdNumber=%00%FF", HttpStatusCode.OK)]
    public async Task Get_HostileAddress_IsAPageAndNever500(string path, HttpStatusCode expected)
    {
        using var caller = await DeskCaller.SignedInAsync(_registry);

        var answer = await caller.GetAsync(path);

        answer.Status.ShouldBe(expected);
        answer.Body.ShouldContain("<html lang=\"zh-CN\">");
    }
}
