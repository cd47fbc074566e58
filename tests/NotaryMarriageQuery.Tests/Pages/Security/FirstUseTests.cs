using System.Net;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>From a new institution to its first lookup form: account, person, workstation, one-time password, own password (B1-B4).</summary>
public sealed class FirstUseTests
{
    private const string Own = "Xin-Kouling#2026";

    [Fact]
    public async Task SignIn_NewlyIssuedAccount_MustChangeItsPasswordBeforeAnythingElse()
    {
        await using var host = await PortalHost.StartAsync();
        using var admin = await host.SignedInAsync(Seat.Admin);
        var (password, key) = await IssueAsync(admin);
        using var client = host.Client("127.0.0.3");

        (await SignInAsync(host, client, password, key)).Location.ShouldBe("/");

        foreach (var url in new[] { "/", "/queries", "/queries/new", "/cases", "/cases/new" })
        {
            (await client.GetAsync(url)).Location.ShouldBe("/account/password", url);
        }

        (await client.GetAsync("/account/password")).Html.QuerySelector("nav").ShouldBeNull();
        var lookedUp = await client.PostAsync("/queries/new", new() { ["Name"] = "示例一" }, formPage: "/account/password");
        lookedUp.Location.ShouldBe("/account/password");
        (await client.GetAsync("/account/stay")).Status.ShouldBe(HttpStatusCode.NoContent);

        await ShouldRefuseAsync(client, password, "Short#1", "Replacement", "至少 12 位");
        await ShouldRefuseAsync(client, password, "alllowercase-2026", "Replacement", "至少 12 位");
        await ShouldRefuseAsync(client, password, "NoSymbolsHere2026", "Replacement", "至少 12 位");
        await ShouldRefuseAsync(client, password, password, "Replacement", "最近 5 次");
        await ShouldRefuseAsync(client, "Wrong#2026-Query", Own, "Current", "现口令不正确");
        (await ChangeAsync(client, password, Own, "Other#2026-Query")).ErrorAt("Repeated").ShouldNotBeNull().ShouldContain("不一致");

        var last = host.LastEvidence;
        (await ChangeAsync(client, password, Own, Own)).Location.ShouldBe("/account/sign-in?ended=true");
        (await host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single().Action.ShouldBe("account.password-changed");
        (await client.GetAsync("/")).Location.ShouldBe("/account/sign-in");

        (await SignInAsync(host, client, password, key)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SignInAsync(host, client, Own, key)).Location.ShouldBe("/");
        var home = await client.GetAsync("/");
        home.Status.ShouldBe(HttpStatusCode.OK);
        home.Body.ShouldContain("尚未开通");
        await ShouldRefuseAsync(client, Own, password, "Replacement", "最近 5 次");
    }

    [Fact]
    public async Task SignIn_OneTimePasswordAfterAWeek_IsWorthNothing()
    {
        await using var host = await PortalHost.StartAsync();
        using var admin = await host.SignedInAsync(Seat.Admin);
        var (password, key) = await IssueAsync(admin);
        host.Clock.Advance(TimeSpan.FromDays(7.1));
        var last = host.LastEvidence;
        using var client = host.Client("127.0.0.3");

        (await SignInAsync(host, client, password, key)).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<SignInFailed>().Single().Problem.ShouldBe(SignInProblem.OneTimePasswordExpired);
    }

    [Fact]
    public async Task SignIn_PasswordNinetyDaysOld_MustBeChanged()
    {
        await using var host = await PortalHost.StartAsync();
        host.Clock.Advance(TimeSpan.FromDays(90.1));
        using var client = await host.SignedInAsync(Seat.Clerk);

        (await client.GetAsync("/queries/new")).Location.ShouldBe("/account/password");
        (await client.PostAsync("/queries/new", new() { ["Name"] = "示例一" }, formPage: "/account/password")).Location.ShouldBe("/account/password");
        (await host.CountRegistryAnswersAsync()).ShouldBe(0);
    }

    private static async Task<(string Password, byte[] Key)> IssueAsync(PortalClient admin)
    {
        (await admin.PostAsync("/administration/institutions/new", new()
        {
            ["Name"] = "示范市第三公证处（演示）", ["Kind"] = "NotaryOffice", ["Code"] = "disan-gzc", ["Region"] = "339997",
        })).Location.ShouldBe("/administration/institutions");
        var issued = await admin.PostAsync("/administration/accounts/new", new() { ["Institution"] = "disan-gzc", ["Role"] = "NotaryOffice", ["Name"] = "disan-gzc" });
        var password = issued.Html.QuerySelector("[data-one-time-password]")!.TextContent;
        var enrolled = await admin.PostAsync("/administration/accounts/disan-gzc?handler=Enrol", new() { ["PersonName"] = "测试丁" }, "/administration/accounts/disan-gzc");
        enrolled.ShouldHold("enrolled");
        enrolled.Html.QuerySelector(".qr svg path").ShouldNotBeNull();
        var key = Totp.FromBase32(enrolled.Html.QuerySelector("[data-totp-key]")!.TextContent);
        (await admin.PostAsync("/administration/workstations", new() { ["Code"] = "disan-gzc", ["Network"] = "127.0.0.3", ["Label"] = "受理窗口" }))
            .Status.ShouldBe(HttpStatusCode.Redirect);
        return (password, key);
    }

    private static async Task<PortalPage> SignInAsync(PortalHost host, PortalClient client, string password, byte[] key)
    {
        var first = await client.PostAsync("/account/sign-in", new() { ["Account"] = "disan-gzc", ["Password"] = password });
        return first.Status == HttpStatusCode.Redirect
            ? await client.PostAsync("/account/verify", new() { ["Code"] = Totp.CodeAt(key, host.Clock.GetUtcNow()) })
            : first;
    }

    private static Task<PortalPage> ChangeAsync(PortalClient client, string current, string replacement, string repeated) =>
        client.PostAsync("/account/password", new() { ["Current"] = current, ["Replacement"] = replacement, ["Repeated"] = repeated });

    private static async Task ShouldRefuseAsync(PortalClient client, string current, string replacement, string field, string text)
    {
        var page = await ChangeAsync(client, current, replacement, replacement);
        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull(replacement).ShouldContain(text);
        page.Body.ShouldNotContain(replacement);
    }
}
