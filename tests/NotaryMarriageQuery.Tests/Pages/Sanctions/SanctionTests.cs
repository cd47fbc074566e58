using System.Net;
using System.Text;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Pages.Administration;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Sanctions;

/// <summary>Consequences bite: on every open session at its next lookup, until their day or a further decision, with evidence.</summary>
public sealed class SanctionTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private PortalClient _admin = null!;
    private PortalClient _clerk = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _admin = await _host.SignedInAsync(Seat.Admin);
        _clerk = await _host.SignedInAsync(Seat.Clerk);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        _clerk.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("Warning", "警告")]
    [InlineData("Referral", "移送")]
    public async Task Decide_WarningOrReferral_IsToldAndTakesNoRightAway(string kind, string word)
    {
        var last = _host.LastEvidence;

        var id = await _admin.DecidedAsync(kind, "测试甲");

        var intended = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().ShouldHaveSingleItem();
        (intended.Action, intended.Target, intended.Reason).ShouldBe(("sanction.decided", "shili-gzc/01", SanctionSteps.Ground));
        (intended.After["kind"], intended.After["decision"], intended.After["sha256"].Length).ShouldBe((kind, "示司决〔2026〕1号", 64));
        (await _host.RefusalAsync(_clerk)).ShouldBeNull();
        (await _clerk.GetAsync("/")).Body.ShouldContain("1 项<a href=\"/sanctions\">");
        var own = await _clerk.GetAsync("/sanctions");
        own.ShouldHold("own");
        own.Body.ShouldContain(word);
        own.Body.ShouldContain("详见调查报告。");
        (await _admin.GetAsync("/administration/sanctions/" + id)).ShouldHold("one");
    }

    [Fact]
    public async Task Decide_SuspensionOfTheInstitution_BitesInEveryOpenSessionAtItsNextLookup()
    {
        using var colleague = await _host.SignedInAsync(Seat.Colleague);
        using var other = await _host.SignedInAsync(Seat.OtherClerk);
        (await _host.RefusalAsync(_clerk)).ShouldBeNull();

        await _admin.DecidedAsync("Suspension", from: _host.Day(), until: _host.Day(2));

        (await _host.RefusalAsync(_clerk)).ShouldNotBeNull().ShouldStartWith("本机构的查询权限已被暂停至");
        (await _host.RefusalAsync(colleague)).ShouldNotBeNull().ShouldContain("示司决〔2026〕1号");
        (await _clerk.PostFileAsync("/assistance/new", LetterSteps.Application(), "LetterFile", SampleFiles.Pdf())).Status.ShouldBe(HttpStatusCode.Forbidden);
        var start = await _clerk.GetAsync("/");
        start.Html.QuerySelector(".notice.stop").ShouldNotBeNull().TextContent.ShouldContain("暂停至");
        (await _clerk.GetAsync("/queries/new")).Html.QuerySelector(".notice.stop").ShouldNotBeNull();
        (await other.LookUpAsync(new() { ["CaseNumber"] = "(2026)二受字第9001号" })).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Decide_SuspensionOfOnePerson_DoesNotReachTheColleagueAndSurvivesANewEnrolment()
    {
        using var colleague = await _host.SignedInAsync(Seat.Colleague);

        await _admin.DecidedAsync("Suspension", "测试甲", from: _host.Day(), until: _host.Day(30));

        (await _host.RefusalAsync(_clerk)).ShouldNotBeNull().ShouldStartWith("您的查询权限");
        (await _host.RefusalAsync(colleague)).ShouldBeNull();
        await SecondAdmin.ActAsync(_admin, "shili-gzc", "停用 测试甲");
        const string account = "/administration/accounts/shili-gzc";
        var enrolled = await _admin.PostAsync(account + "?handler=Enrol", new() { ["PersonName"] = "测试甲" }, account);
        var key = Totp.FromBase32(enrolled.Html.QuerySelector("[data-totp-key]").ShouldNotBeNull().TextContent);
        using var anew = _host.Client();
        (await anew.SignInAsync("shili-gzc", "测试甲", code: Totp.CodeAt(key, _host.Clock.GetUtcNow()))).Location.ShouldBe("/");
        await anew.PostAsync("/account/terms", new() { ["Number"] = "1" });
        (await _host.RefusalAsync(anew)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Suspension_OverItsPeriod_BeginsAndEndsByTheClockAlone()
    {
        await _admin.DecidedAsync("Suspension", from: _host.Day(1), until: _host.Day(1));
        (await _host.RefusalAsync(_clerk)).ShouldBeNull();

        _host.Clock.Advance(TimeSpan.FromDays(1));
        using var during = await _host.SignedInAsync(Seat.Clerk);
        (await _host.RefusalAsync(during)).ShouldNotBeNull();
        (await during.GetAsync("/sanctions")).Body.ShouldContain("有效");
        _host.Clock.Advance(TimeSpan.FromDays(1));
        using var after = await _host.SignedInAsync(Seat.Clerk);

        (await _host.RefusalAsync(after)).ShouldBeNull();
        (await after.GetAsync("/sanctions")).Body.ShouldContain("已期满");
    }

    [Fact]
    public async Task Decide_Cancellation_WaitsForAnotherAdminAndThenBitesAtOnce()
    {
        using var second = await SecondAdmin.EnrolAsync(_host, _admin);
        var last = _host.LastEvidence;

        var id = await _admin.DecidedAsync("Cancellation");

        (await _host.RefusalAsync(_clerk)).ShouldBeNull();
        (await _clerk.GetAsync("/sanctions")).Body.ShouldContain("没有处理决定");
        (await _clerk.GetAsync($"/sanctions/{id}/file/{await FileAsync(id)}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var request = await SecondAdmin.PendingIdAsync(_admin);
        (await SecondAdmin.ConfirmAsync(_admin, request)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _host.RefusalAsync(_clerk)).ShouldBeNull();
        (await second.GetAsync("/administration/approvals")).ShouldHold("approvals");
        (await SecondAdmin.ConfirmAsync(second, request)).Status.ShouldBe(HttpStatusCode.OK);
        (await _host.RefusalAsync(_clerk)).ShouldNotBeNull().ShouldStartWith("本机构的查询权限已被取消");
        (await _clerk.GetAsync("/sanctions")).Body.ShouldContain("取消查询权限");
        var changes = (await _host.ReadEvidenceAsync(last)).Where(r => r.Event is ChangeIntended).Select(r => (r.Entry.Actor, Change: (ChangeIntended)r.Event)).ToList();
        changes.Select(c => (c.Actor, c.Change.Action)).ShouldBe(
            [("sheng-admin/01", "sanction.proposed"), ("sheng-admin/01", "approval.asked"), ("sheng-admin/02", "approval.confirmed"), ("sheng-admin/02", "sanction.decided")]);
        changes[3].Change.AskedBy.ShouldBe("sheng-admin/01");
    }

    [Fact]
    public async Task Decide_CancellationNotAgreedTo_HasNoEffectAndMayBeAskedAgain()
    {
        using var second = await SecondAdmin.EnrolAsync(_host, _admin);
        var id = await _admin.DecidedAsync("Cancellation");
        await SecondAdmin.RefuseAsync(second, await SecondAdmin.PendingIdAsync(second));

        var page = await _admin.GetAsync("/administration/sanctions/" + id);

        page.ShouldHold("draft");
        page.Body.ShouldContain("未生效");
        (await _host.RefusalAsync(_clerk)).ShouldBeNull();
        (await _admin.PostAsync($"/administration/sanctions/{id}?handler=Ask", [], "/administration/sanctions/" + id)).Location.ShouldBe("/administration/sanctions/" + id);
        (await SecondAdmin.ConfirmAsync(second, await SecondAdmin.PendingIdAsync(second))).Status.ShouldBe(HttpStatusCode.OK);
        (await _host.RefusalAsync(_clerk)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Decide_CancellationWithOneAdmin_HoldsAtOnceAndSaysSo()
    {
        var last = _host.LastEvidence;

        await _admin.DecidedAsync("Cancellation", "测试甲");

        (await _host.RefusalAsync(_clerk)).ShouldNotBeNull().ShouldStartWith("您的查询权限已被取消");
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Select(c => (c.Action, c.OnePairOfEyes))
            .ShouldBe([("sanction.proposed", false), ("sanction.decided", true)]);
    }

    [Fact]
    public async Task Lift_NeedsAFurtherDecisionAndAnotherAdmin_AndHistoryStays()
    {
        using var second = await SecondAdmin.EnrolAsync(_host, _admin);
        var id = await _admin.DecidedAsync("Suspension", from: _host.Day(), until: _host.Day(30));
        var last = _host.LastEvidence;

        (await _admin.LiftAsync(id)).Location.ShouldNotBeNull();

        (await _host.RefusalAsync(_clerk)).ShouldNotBeNull();
        (await SecondAdmin.ConfirmAsync(second, await SecondAdmin.PendingIdAsync(second))).Status.ShouldBe(HttpStatusCode.OK);
        (await _host.RefusalAsync(_clerk)).ShouldBeNull();
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Select(c => c.Action)
            .ShouldBe(["sanction.proposed", "approval.asked", "approval.confirmed", "sanction.lifted"]);
        var own = await _clerk.GetAsync("/sanctions");
        own.Html.QuerySelectorAll("section.card").Length.ShouldBe(2);
        own.Body.ShouldContain("已解除");
        own.Body.ShouldContain("示司决〔2026〕2号");
        var again = await _admin.LiftAsync(id);
        (again.Status, again.Errors.Single()).ShouldBe((HttpStatusCode.Conflict, "这项决定已解除、已期满或尚未生效，不能解除，请核对最新情况"));
        again.ShouldHold("lifted already");
    }

    [Fact]
    public async Task Lift_AskedForTwice_TheSecondConfirmationIsTold()
    {
        using var second = await SecondAdmin.EnrolAsync(_host, _admin);
        var id = await _admin.DecidedAsync("Warning");
        await _admin.LiftAsync(id);
        await _admin.LiftAsync(id);

        (await SecondAdmin.ConfirmAsync(second, await SecondAdmin.PendingIdAsync(second))).Status.ShouldBe(HttpStatusCode.OK);

        (await SecondAdmin.ConfirmAsync(second, await SecondAdmin.PendingIdAsync(second))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Decide_SameFormSixTimesAtOnce_IsOneDecision()
    {
        var form = await _admin.FormAsync("Warning");

        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _admin.DecideAsync(form)));

        pages.ShouldAllBe(p => p.Location == "/administration/sanctions/" + form["FormId"]);
        var list = await _admin.GetAsync("/administration/sanctions?Institution=shili-gzc");
        list.ShouldHold("list");
        list.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await _admin.GetAsync("/administration/sanctions/" + form["FormId"])).Html.QuerySelectorAll("a[href*='/file/']").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Post_BadInput_IsToldAtItsFieldAndIsNoAct()
    {
        var right = await _admin.FormAsync("Suspension");
        var last = _host.LastEvidence;

        var noDays = await _admin.DecideAsync(right);
        var past = await _admin.DecideAsync(new(right) { ["From"] = "2020-01-01", ["Until"] = "9999-12-31" });
        var stranger = await _admin.DecideAsync(new(right) { ["Person"] = Guid.NewGuid().ToString(), ["Kind"] = "Lifting" });
        var noFile = await _admin.PostAsync("/administration/sanctions/new/shili-gzc", new(right) { ["Kind"] = "Warning" });
        var program = await _admin.PostFileAsync("/administration/sanctions/new/shili-gzc", new(right) { ["Kind"] = "Warning" }, "DecisionFile", SampleFiles.Exe());

        (noDays.ErrorAt("From") is not null && noDays.ErrorAt("Until") is not null).ShouldBeTrue();
        (past.ErrorAt("From") is not null && past.ErrorAt("Until") is not null).ShouldBeTrue();
        (stranger.ErrorAt("Person"), stranger.ErrorAt("Kind")).ShouldBe(("请选择对象", "请选择处理"));
        noFile.ErrorAt("DecisionFile").ShouldNotBeNull();
        program.ErrorAt("DecisionFile").ShouldNotBeNull().ShouldContain("PDF");
        foreach (var page in new[] { noDays, past, stranger, noFile, program })
        {
            page.Status.ShouldBe(HttpStatusCode.BadRequest);
            page.ShouldHold("bad input");
        }

        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await _admin.GetAsync("/administration/sanctions/new/shi-sfj")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Read_OutsideTheRegion_IsNotThere_AndReadingIsEvidence()
    {
        var first = await _admin.DecidedAsync("Warning", number: "示司决〔2026〕7号");
        var file = await FileAsync(first);
        await _admin.DecidedAsync("Warning", office: "dier-gzc", number: "示司决〔2026〕8号");
        using var city = await _host.SignedInAsync(Seat.CityInspector);
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        using var auditor = await _host.SignedInAsync(Seat.Auditor);
        using var other = await _host.SignedInAsync(Seat.OtherClerk);

        (await NumbersAsync(city)).ShouldBe(["示司决〔2026〕8号", "示司决〔2026〕7号"]);
        (await NumbersAsync(auditor)).ShouldBe(["示司决〔2026〕8号", "示司决〔2026〕7号"]);
        (await NumbersAsync(county)).ShouldBe(["示司决〔2026〕8号"]);
        var url = "/supervision/sanctions/" + first;
        (await county.GetAsync(url)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.GetAsync($"{url}/file/{file}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.GetAsync("/supervision/sanctions?Institution=shili-gzc")).Body.ShouldNotContain("7号");
        (await other.GetAsync("/sanctions")).Body.ShouldNotContain("7号");
        (await other.GetAsync($"/sanctions/{first}/file/{file}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await city.GetAsync("/administration/sanctions")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var last = _host.LastEvidence;
        (await city.GetAsync(url)).ShouldHold("supervised");
        foreach (var (client, place) in new[] { (city, "/supervision/sanctions/"), (_clerk, "/sanctions/"), (_admin, "/administration/sanctions/") })
        {
            (await client.GetAsync($"{place}{first}/file/{file}")).Body.ShouldContain(SampleFiles.Secret);
        }

        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event.GetType().Name).ShouldBe(["RecordViewed", "FileOpened", "FileOpened", "FileOpened"]);
    }

    [Fact]
    public async Task Stored_GroundAndFile_StandNowhereInTheClear()
    {
        await _admin.DecidedAsync("Warning");

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var stored = Directory.GetFiles(_host.Folder, "portal.db*").Select(ReadShared).ToList();

        Holds(stored, "挪作他用").ShouldBeFalse();
        Holds(stored, SampleFiles.Secret).ShouldBeFalse();
        Holds(stored, "示司决〔2026〕1号").ShouldBeTrue();
    }

    private static bool Holds(List<byte[]> stored, string text) => stored.Exists(bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private async Task<string> FileAsync(string id) =>
        (await _admin.GetAsync("/administration/sanctions/" + id)).Html.QuerySelector("a[href*='/file/']").ShouldNotBeNull().GetAttribute("href")!.Split('/')[^1];

    private static async Task<IEnumerable<string>> NumbersAsync(PortalClient client)
    {
        var page = await client.GetAsync("/supervision/sanctions");
        page.ShouldHold("supervised list");
        return page.Html.QuerySelectorAll("tbody th").Select(th => th.TextContent);
    }
}
