using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Administration;

/// <summary>Four eyes where rights widen: who may confirm, when, how often, and what it leaves in the evidence.</summary>
public sealed class ApprovalTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private PortalClient _admin = null!;
    private PortalClient _second = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _admin = await _host.SignedInAsync(Seat.Admin);
        _second = await SecondAdmin.EnrolAsync(_host, _admin);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        _second.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Ask_ReplaceFactor_TakesEffectOnceAnotherAdminConfirms()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        var last = _host.LastEvidence;

        var asked = await SecondAdmin.ActAsync(_admin, "shili-gzc", "更换 测试甲 的动态码");

        asked.Location.ShouldBe("/administration/approvals");
        (await clerk.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        var id = await SecondAdmin.PendingIdAsync(_second);
        (await _second.GetAsync("/")).Html.QuerySelectorAll(".tile").First(t => t.TextContent.StartsWith("待处理", StringComparison.Ordinal)).QuerySelector("b")!.TextContent.ShouldBe("1");
        var confirmed = await SecondAdmin.ConfirmAsync(_second, id);
        var key = Totp.FromBase32(confirmed.Html.QuerySelector("[data-totp-key]").ShouldNotBeNull().TextContent);
        confirmed.ShouldHold("confirmed");
        (await clerk.GetAsync("/")).Location.ShouldBe("/account/sign-in");
        (await clerk.SignInAsync("shili-gzc", "测试甲")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await clerk.SignInAsync("shili-gzc", "测试甲", code: Totp.CodeAt(key, _host.Clock.GetUtcNow()))).Location.ShouldBe("/");
        var changes = (await _host.ReadEvidenceAsync(last)).Where(r => r.Event is ChangeIntended).Select(r => (r.Entry.Actor, Change: (ChangeIntended)r.Event)).ToList();
        changes.Select(c => (c.Actor, c.Change.Action)).ShouldBe(
            [("sheng-admin/01", "approval.asked"), ("sheng-admin/02", "approval.confirmed"), ("sheng-admin/02", "person.second-factor-replaced")]);
        changes.ShouldAllBe(c => c.Change.Target == "shili-gzc/01" && c.Change.Reason == "本人遗失手机" && !c.Change.OnePairOfEyes);
        (changes[1].Change.AskedBy, changes[2].Change.AskedBy).ShouldBe(("sheng-admin/01", "sheng-admin/01"));
    }

    [Fact]
    public async Task Confirm_OwnRequest_IsRefusedInEverySessionOfTheAsker()
    {
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "reset");
        var id = await SecondAdmin.PendingIdAsync(_admin);
        using var otherTab = await _host.SignedInAsync(Seat.Admin);
        var last = _host.LastEvidence;

        (await _admin.GetAsync("/administration/approvals")).Html.QuerySelectorAll("button").ShouldNotContain(b => b.TextContent == "确认");
        foreach (var client in new[] { _admin, otherTab })
        {
            var page = await SecondAdmin.ConfirmAsync(client, id);
            page.Status.ShouldBe(HttpStatusCode.Forbidden);
            page.Errors.Single().ShouldStartWith("不能确认自己的申请");
            page.ShouldHold("own request");
        }

        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<AccessRefused>().Select(r => r.Problem).ShouldBe([AccessProblem.OwnRequest, AccessProblem.OwnRequest]);
        (await _host.ReadEvidenceAsync(last)).ShouldNotContain(r => r.Event is ChangeIntended);
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
    }

    [Fact]
    public async Task Confirm_AfterItsTime_IsRefusedAndNothingHappens()
    {
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "reset");
        var id = await SecondAdmin.PendingIdAsync(_admin);
        _host.Clock.Advance(TimeSpan.FromHours(72));
        using var admin = await _host.SignedInAsync(Seat.Admin);

        var page = await SecondAdmin.ConfirmAsync(admin, id);

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Body.ShouldContain("已作废");
        page.Html.QuerySelector("[data-one-time-password]").ShouldBeNull();
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
    }

    [Fact]
    public async Task Confirm_TwiceAtOnce_OneWins()
    {
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "reset");
        var id = await SecondAdmin.PendingIdAsync(_second);
        var token = (await _second.GetAsync("/administration/terms")).Token!;
        var last = _host.LastEvidence;

        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _second.PostRawAsync(
            "/administration/approvals", new Dictionary<string, string> { ["Id"] = id, ["__RequestVerificationToken"] = token })));

        pages.Count(p => p.Status == HttpStatusCode.OK && p.Html.QuerySelector("[data-one-time-password]") is not null).ShouldBe(1);
        pages.Count(p => p.Status == HttpStatusCode.Conflict).ShouldBe(5);
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Count(c => c.Action == "account.password-reset").ShouldBe(1);
    }

    [Fact]
    public async Task Confirm_AskerWasRetiredMeanwhile_IsRefused()
    {
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "reset");
        var id = await SecondAdmin.PendingIdAsync(_second);
        await SecondAdmin.ActAsync(_second, "sheng-admin", "停用 演示己");

        (await SecondAdmin.ConfirmAsync(_second, id)).Status.ShouldBe(HttpStatusCode.Conflict);
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
    }

    [Fact]
    public async Task Confirm_TargetWasCancelledMeanwhile_IsRefused()
    {
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "suspend");
        (await SecondAdmin.ActAsync(_admin, "shili-gzc", "resume")).Location.ShouldBe("/administration/approvals");
        var id = await SecondAdmin.PendingIdAsync(_second);
        await SecondAdmin.ActAsync(_second, "shili-gzc", "cancel");

        var page = await SecondAdmin.ConfirmAsync(_second, id);

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        (await _admin.GetAsync("/administration/accounts/shili-gzc")).Body.ShouldContain("已注销");
    }

    [Fact]
    public async Task Suspend_Account_NeedsNobodyAndResumingDoes()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);

        await SecondAdmin.ActAsync(_admin, "shili-gzc", "suspend");
        (await clerk.GetAsync("/")).Location.ShouldBe("/account/sign-in");
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "resume");
        (await clerk.SignInAsync("shili-gzc", "测试甲")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SecondAdmin.ConfirmAsync(_second, await SecondAdmin.PendingIdAsync(_second))).Status.ShouldBe(HttpStatusCode.OK);

        (await clerk.SignInAsync("shili-gzc", "测试甲")).Location.ShouldBe("/");
    }

    [Fact]
    public async Task Refuse_ByTheAskerOrAnother_EndsTheRequest()
    {
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "reset");
        var first = await SecondAdmin.PendingIdAsync(_second);
        (await SecondAdmin.RefuseAsync(_second, first)).Location.ShouldBe("/administration/approvals");
        (await SecondAdmin.ConfirmAsync(_second, first)).Status.ShouldBe(HttpStatusCode.Conflict);
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "reset");
        var again = await SecondAdmin.PendingIdAsync(_admin);

        (await SecondAdmin.RefuseAsync(_admin, again)).Location.ShouldBe("/administration/approvals");

        (await SecondAdmin.RefuseAsync(_admin, again)).Status.ShouldBe(HttpStatusCode.Conflict);
        var page = await _admin.GetAsync("/administration/approvals");
        page.Body.ShouldContain("已撤回");
        page.Body.ShouldContain("未同意");
        page.ShouldHold("past");
    }

    [Fact]
    public async Task Ask_TheSameTwice_IsTold()
    {
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "reset");

        (await SecondAdmin.ActAsync(_second, "shili-gzc", "reset")).Status.ShouldBe(HttpStatusCode.Conflict);
        const string url = "/administration/accounts/dier-gzc";
        (await _admin.PostAsync(url + "?handler=Enrol", new() { ["PersonName"] = "测试戊" }, url)).Location.ShouldBe("/administration/approvals");
        (await _second.PostAsync(url + "?handler=Enrol", new() { ["PersonName"] = "测试戊" }, url)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _admin.GetAsync(url)).Body.ShouldNotContain("测试戊");
    }

    [Fact]
    public async Task LeaveAndSecret_OfAnOpening_WaitForTheSecondAdmin()
    {
        const string url = "/administration/openings/dier-gzc";
        await _admin.PostAsync(url, new() { ["Action"] = "end-leave", ["Reason"] = "测试" });
        using var clerk = await _host.SignedInAsync(Seat.OtherClerk);
        var until = _host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        (await _admin.PostAsync(url, new() { ["Action"] = "leave", ["Until"] = until, ["Reason"] = "专线检修" })).Location.ShouldBe("/administration/approvals");
        (await _admin.PostAsync(url, new() { ["Action"] = "secret", ["Reason"] = "更换" })).Location.ShouldBe("/administration/approvals");

        (await clerk.GetAsync("/")).Body.ShouldContain("查询未开放");
        (await SecondAdmin.ConfirmAsync(_second, await SecondAdmin.PendingIdAsync(_second))).Status.ShouldBe(HttpStatusCode.OK);
        (await clerk.GetAsync("/")).Body.ShouldNotContain("查询未开放");
        var page = await SecondAdmin.ConfirmAsync(_second, await SecondAdmin.PendingIdAsync(_second));
        page.Html.QuerySelector("[data-intake-secret]").ShouldNotBeNull().TextContent.Length.ShouldBe(43);
    }

    [Fact]
    public async Task Ask_AfterTheOtherAdminWasRetired_StillNeedsFourEyesForThreeDays()
    {
        await SecondAdmin.ActAsync(_admin, "sheng-admin", "停用 " + SecondAdmin.Name);
        (await SecondAdmin.ActAsync(_admin, "shili-gzc", "reset")).Location.ShouldBe("/administration/approvals");

        _host.Clock.Advance(TimeSpan.FromHours(73));
        using var admin = await _host.SignedInAsync(Seat.Admin);
        var last = _host.LastEvidence;

        (await SecondAdmin.ActAsync(admin, "shili-gzc", "reset")).Html.QuerySelector("[data-one-time-password]").ShouldNotBeNull();
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single().OnePairOfEyes.ShouldBeTrue();
    }

    [Fact]
    public async Task Post_OtherRoles_AreRefused()
    {
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "reset");
        var id = await SecondAdmin.PendingIdAsync(_second);
        foreach (var seat in new[] { Seat.Clerk, Seat.CityInspector, Seat.Auditor })
        {
            using var client = await _host.SignedInAsync(seat);
            var token = (await client.GetAsync("/account/anomaly")).Token!;

            (await client.PostRawAsync("/administration/approvals", new Dictionary<string, string> { ["Id"] = id, ["__RequestVerificationToken"] = token }))
                .Status.ShouldBe(HttpStatusCode.Forbidden);
        }
    }
}
