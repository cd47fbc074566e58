using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Administration;

/// <summary>The end of an account, what the lists tell, the head of an institution, and two admins who change one thing at once.</summary>
public sealed class LifeTests : IAsyncLifetime
{
    private const string Institution = "/administration/institutions/dier-gzc";
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
    public async Task Cancel_Account_EndsItAtOnceAndForGood()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        var last = _host.LastEvidence;

        (await SecondAdmin.ActAsync(_admin, "shili-gzc", "cancel", "机构撤并")).Location.ShouldBe("/administration/accounts/shili-gzc");

        (await clerk.GetAsync("/")).Location.ShouldBe("/account/sign-in");
        (await clerk.SignInAsync("shili-gzc", "测试甲")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var page = await _admin.GetAsync("/administration/accounts/shili-gzc");
        page.Html.QuerySelectorAll("main form").ShouldBeEmpty();
        page.ShouldHold("cancelled");
        var token = (await _admin.GetAsync("/administration/terms")).Token!;
        foreach (var action in new[] { "resume", "reset", "suspend", "cancel" })
        {
            (await _admin.PostRawAsync("/administration/accounts/shili-gzc", new Dictionary<string, string> { ["Action"] = action, ["Reason"] = "x", ["__RequestVerificationToken"] = token }))
                .Status.ShouldBe(HttpStatusCode.BadRequest);
        }

        (await _admin.PostRawAsync("/administration/accounts/shili-gzc?handler=Enrol", new Dictionary<string, string> { ["PersonName"] = "测试戊", ["__RequestVerificationToken"] = token }))
            .Status.ShouldBe(HttpStatusCode.Conflict);
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Select(c => (c.Action, c.Reason)).ShouldBe([("account.cancelled", "机构撤并")]);
    }

    [Fact]
    public async Task Lists_TellTheLastSignInAndTheLastLookup()
    {
        (await RowAsync("shili-gzc")).TextContent.ShouldContain("查询 从未");
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
        await clerk.LookUpAsync(new() { ["Name"] = "示例三" });

        (await RowAsync("shili-gzc")).TextContent.ShouldNotContain("从未");
        (await RowAsync("dier-gzc")).TextContent.ShouldContain("查询 从未");
        (await RowAsync("shi-sfj")).TextContent.ShouldNotContain("查询");
        var people = (await _admin.GetAsync("/administration/accounts/shili-gzc")).Html.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();
        people[0].ShouldNotContain("从未");
        people[1].ShouldContain("从未");
    }

    [Fact]
    public async Task Act_OnAnOlderVersion_IsAConflictThatTellsBoth()
    {
        var old = await _admin.GetAsync("/administration/accounts/shili-gzc");
        using var other = await _host.SignedInAsync(Seat.Admin);
        await SecondAdmin.ActAsync(other, "shili-gzc", "停用 测试乙");
        var last = _host.LastEvidence;

        var page = await _admin.PostRawAsync("/administration/accounts/shili-gzc", new Dictionary<string, string>
        {
            ["Action"] = "suspend", ["Reason"] = "我的理由", ["Version"] = VersionOf(old), ["__RequestVerificationToken"] = old.Token!,
        });

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Errors.Single().ShouldContain("暂停账户");
        page.Html.QuerySelector("#Reason")!.GetAttribute("value").ShouldBe("我的理由");
        page.Html.QuerySelectorAll("tbody tr").ShouldContain(r => r.TextContent.Contains("已停用", StringComparison.Ordinal));
        page.ShouldHold("conflict");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await _admin.PostRawAsync("/administration/accounts/shili-gzc", new Dictionary<string, string>
        {
            ["Action"] = "suspend", ["Reason"] = "我的理由", ["Version"] = VersionOf(page), ["__RequestVerificationToken"] = page.Token!,
        })).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Institution_Head_IsNamedWithEvidenceAndShown()
    {
        var last = _host.LastEvidence;

        (await SaveAsync(_admin, "演示负责人", "0")).Location.ShouldBe("/administration/institutions");

        (await _admin.GetAsync("/administration/institutions")).Body.ShouldContain("演示负责人");
        var change = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single();
        (change.Action, change.Target, change.Reason, change.Before["head"], change.After["head"]).ShouldBe(("institution.changed", "dier-gzc", "负责人变更", "", "演示负责人"));
    }

    [Fact]
    public async Task Institution_ChangedByTwoAtOnce_ShowsTheSecondBothVersions()
    {
        await SaveAsync(_admin, "演示甲", "0");
        var last = _host.LastEvidence;

        var page = await SaveAsync(_admin, "演示乙", "0");

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Html.QuerySelector("#Head")!.GetAttribute("value").ShouldBe("演示乙");
        page.Html.QuerySelector("[data-stored]")!.TextContent.ShouldContain("演示甲");
        page.ShouldHold("conflict");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await SaveAsync(_admin, "演示乙", page.Html.QuerySelector("input[name=Revision]")!.GetAttribute("value")!)).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Institution_ManyAtTheSameMoment_OneWins()
    {
        var token = (await _admin.GetAsync(Institution)).Token!;

        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _admin.PostRawAsync(Institution, Fields($"演示{i}", "0", token))));

        pages.Count(p => p.Status == HttpStatusCode.Redirect).ShouldBe(1);
        pages.Count(p => p.Status == HttpStatusCode.Conflict).ShouldBe(5);
    }

    [Theory]
    [InlineData("", "演示", "339998", "x", "InstitutionName")]
    [InlineData("x", "演示", "33999", "x", "Region")]
    [InlineData("x", "演示", "339998", " ", "Reason")]
    public async Task Institution_BadField_IsNamedAndNothingChanges(string name, string head, string region, string reason, string field)
    {
        var last = _host.LastEvidence;

        var page = await _admin.PostAsync(Institution, new() { ["InstitutionName"] = name, ["Head"] = head, ["Region"] = region, ["Reason"] = reason, ["Revision"] = "0" });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await _admin.GetAsync("/administration/institutions/nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Menu_PageWithAnotherAddress_LightsItsEntry() =>
        (await _admin.GetAsync("/administration/opening-rules")).Html.QuerySelector("nav a[aria-current]").ShouldNotBeNull().TextContent.ShouldBe("开放状态");

    [Fact]
    public async Task Workstation_RegisteredByManyAtTheSameMoment_OneWins()
    {
        var token = (await _admin.GetAsync("/administration/workstations")).Token!;
        var fields = new Dictionary<string, string> { ["Code"] = "dier-gzc", ["Network"] = "127.0.0.7", ["Label"] = "二号机", ["__RequestVerificationToken"] = token };

        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _admin.PostRawAsync("/administration/workstations", fields)));

        pages.Count(p => p.Status == HttpStatusCode.Redirect).ShouldBe(1);
        pages.Count(p => p.Status == HttpStatusCode.Conflict).ShouldBe(5);
    }

    private async Task<IElement> RowAsync(string account) => (await _admin.GetAsync("/administration/accounts")).Html.QuerySelectorAll("tbody tr")
        .Single(r => r.QuerySelector("th")!.TextContent == account);

    private static string VersionOf(PortalPage page) => page.Html.QuerySelector("input[name=Version]")!.GetAttribute("value")!;

    private static Task<PortalPage> SaveAsync(PortalClient admin, string head, string revision) => admin.PostAsync(Institution, Fields(head, revision, token: null));

    private static Dictionary<string, string> Fields(string head, string revision, string? token)
    {
        var fields = new Dictionary<string, string>
        {
            ["InstitutionName"] = "示范市第二公证处（演示）", ["Head"] = head, ["Region"] = "339998", ["Reason"] = "负责人变更", ["Revision"] = revision,
        };
        if (token is not null)
        {
            fields["__RequestVerificationToken"] = token;
        }

        return fields;
    }
}
