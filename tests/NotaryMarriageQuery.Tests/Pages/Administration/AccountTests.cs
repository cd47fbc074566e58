using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Administration;

/// <summary>The province's work on accounts and people (B1-B3): issue, enrol, reset, replace, retire. Secrets are shown once.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private PortalClient _admin = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _admin = await _host.SignedInAsync(Seat.Admin);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task New_Account_ShowsItsPasswordOnceAndNeverInTheEvidence()
    {
        await AddOfficeAsync();
        var last = _host.LastEvidence;

        var page = await _admin.PostAsync("/administration/accounts/new", new() { ["Institution"] = "disan-gzc", ["Role"] = "NotaryOffice", ["Name"] = "Disan-Gzc" });

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.ShouldHold("issued");
        var password = page.Html.QuerySelector("[data-one-time-password]")!.TextContent;
        password.Length.ShouldBe(16);
        (await _admin.GetAsync("/administration/accounts/disan-gzc")).Body.ShouldNotContain(System.Net.WebUtility.HtmlEncode(password));
        (await _admin.GetAsync("/administration/accounts")).Body.ShouldContain("尚未登记");
        var rows = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).ToList();
        rows[0].ShouldBeOfType<ChangeIntended>().Action.ShouldBe("account.issued");
        rows.ShouldAllBe(r => !System.Text.Json.JsonSerializer.Serialize(r, r.GetType(), System.Text.Json.JsonSerializerOptions.Default).Contains(password));
    }

    [Theory]
    [InlineData("shili-gzc", "NotaryOffice", "another", "Institution", 409)]
    [InlineData("shi-sfj", "Inspector", "shili-gzc", "Name", 409)]
    [InlineData("shi-sfj", "Inspector", "SHILI-GZC", "Name", 409)]
    [InlineData("shi-sfj", "NotaryOffice", "another", "Role", 400)]
    [InlineData("shi-sfj", "ProvincialAdmin", "another", "Role", 400)]
    [InlineData("shili-gzc", "Inspector", "another", "Role", 400)]
    [InlineData("nowhere", "Inspector", "another", "Institution", 400)]
    [InlineData("shi-sfj", "Root", "another", "Role", 400)]
    [InlineData("shi-sfj", "Inspector", "new", "Name", 400)]
    [InlineData("shi-sfj", "Inspector", "1abc", "Name", 400)]
    [InlineData("shi-sfj", "Inspector", "a b c", "Name", 400)]
    public async Task New_AccountThatMayNotBe_IsNamedAndNotIssued(string institution, string role, string name, string field, int status)
    {
        var last = _host.LastEvidence;

        var page = await _admin.PostAsync("/administration/accounts/new", new() { ["Institution"] = institution, ["Role"] = role, ["Name"] = name });

        ((int)page.Status).ShouldBe(status);
        page.ErrorAt(field).ShouldNotBeNull();
        page.Html.QuerySelector("[data-one-time-password]").ShouldBeNull();
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Enrol_Person_ShowsCodeAndKeyOnceAndRefusesTheSameName()
    {
        const string url = "/administration/accounts/dier-gzc";
        var last = _host.LastEvidence;

        var page = await _admin.PostAsync(url + "?handler=Enrol", new() { ["PersonName"] = "测试戊" }, url);
        var again = await _admin.PostAsync(url + "?handler=Enrol", new() { ["PersonName"] = "测试戊" }, url);
        var empty = await _admin.PostAsync(url + "?handler=Enrol", new() { ["PersonName"] = " " }, url);

        page.ShouldHold("enrolled");
        page.Html.QuerySelector(".qr svg[role=img] title")!.TextContent.ShouldBe("动态码二维码");
        var key = page.Html.QuerySelector("[data-totp-key]")!.TextContent;
        key.Length.ShouldBe(32);
        (await _admin.GetAsync(url)).Body.ShouldNotContain(key);
        (await _admin.GetAsync(url)).Body.ShouldContain("dier-gzc/02");
        again.Status.ShouldBe(HttpStatusCode.Conflict);
        again.ErrorAt("PersonName").ShouldNotBeNull();
        empty.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single().Action.ShouldBe("person.enrolled");
        using var client = _host.Client("127.0.0.2");
        await client.PostAsync("/account/sign-in", new() { ["Account"] = "dier-gzc", ["Password"] = "Demo#2026-Query" });
        var verify = await client.GetAsync("/account/verify");
        var person = verify.Html.QuerySelectorAll("option").First(o => o.TextContent == "测试戊").GetAttribute("value")!;
        (await client.PostAsync("/account/verify", new() { ["OperatorId"] = person, ["Code"] = Totp.CodeAt(Totp.FromBase32(key), _host.Clock.GetUtcNow()) })).Location.ShouldBe("/");
    }

    [Fact]
    public async Task Reset_Password_EndsSessionsAndTheOldPassword()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);

        var page = await ActAsync("shili-gzc", "reset");

        page.Html.QuerySelector("[data-one-time-password]").ShouldNotBeNull().TextContent.Length.ShouldBe(16);
        (await clerk.GetAsync("/")).Location.ShouldBe("/account/sign-in");
        (await clerk.SignInAsync("shili-gzc", "测试甲")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await clerk.SignInAsync("shili-gzc", "测试甲", page.Html.QuerySelector("[data-one-time-password]")!.TextContent)).Location.ShouldBe("/");
        (await clerk.GetAsync("/queries/new")).Location.ShouldBe("/account/password");
    }

    [Fact]
    public async Task ReplaceFactor_OldCodes_AreWorthNothing()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);

        var page = await ActAsync("shili-gzc", "更换 测试甲 的动态码");

        var key = Totp.FromBase32(page.Html.QuerySelector("[data-totp-key]").ShouldNotBeNull().TextContent);
        (await clerk.GetAsync("/")).Location.ShouldBe("/account/sign-in");
        (await clerk.SignInAsync("shili-gzc", "测试甲")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await clerk.SignInAsync("shili-gzc", "测试甲", code: Totp.CodeAt(key, _host.Clock.GetUtcNow()))).Location.ShouldBe("/");
    }

    [Fact]
    public async Task Retire_Person_EndsTheirSessionAndLeavesTheColleague()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        using var colleague = await _host.SignedInAsync(Seat.Colleague);

        (await ActAsync("shili-gzc", "停用 测试甲")).Location.ShouldBe("/administration/accounts/shili-gzc");

        (await clerk.GetAsync("/")).Location.ShouldBe("/account/sign-in");
        (await colleague.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await _admin.GetAsync("/administration/accounts/shili-gzc")).Body.ShouldContain("已停用");
        (await _host.ReadEvidenceAsync()).Select(r => r.Event).OfType<ChangeIntended>().Single(c => c.Action == "person.retired").Reason.ShouldBe("本人遗失手机");
    }

    [Theory]
    [InlineData("", "x", "Action")]
    [InlineData("resume", "x", "Action")]
    [InlineData("delete", "x", "Action")]
    [InlineData("suspend", "", "Reason")]
    public async Task Act_UnknownActionOrNoReason_IsNamedAndNothingHappens(string action, string reason, string field)
    {
        var last = _host.LastEvidence;

        var page = await _admin.PostAsync("/administration/accounts/shili-gzc", new() { ["Action"] = action, ["Reason"] = reason });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Act_PersonOfAnotherAccount_IsRefused()
    {
        var other = (await _admin.GetAsync("/administration/accounts/dier-gzc")).Html.QuerySelectorAll("#Action option").First(o => o.TextContent.StartsWith("停用", StringComparison.Ordinal));

        var page = await _admin.PostAsync("/administration/accounts/shili-gzc", new() { ["Action"] = other.GetAttribute("value")!, ["Reason"] = "x" });

        page.ErrorAt("Action").ShouldNotBeNull();
    }

    private async Task<PortalPage> ActAsync(string account, string action)
    {
        var url = "/administration/accounts/" + account;
        var option = (await _admin.GetAsync(url)).Html.QuerySelectorAll("#Action option").First(o => o.TextContent == action || o.GetAttribute("value") == action);
        return await _admin.PostAsync(url, new() { ["Action"] = option.GetAttribute("value")!, ["Reason"] = "本人遗失手机" });
    }

    private Task<PortalPage> AddOfficeAsync() => _admin.PostAsync("/administration/institutions/new", new()
    {
        ["Name"] = "示范市第三公证处（演示）", ["Kind"] = "NotaryOffice", ["Code"] = "disan-gzc", ["Region"] = "339997",
    });
}
