using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Reports;

/// <summary>From a bureau's request to the province's decision and its effect (B5).</summary>
public sealed class ReportTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private PortalClient _admin = null!;
    private PortalClient _bureau = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _admin = await _host.SignedInAsync(Seat.Admin);
        _bureau = await _host.SignedInAsync(Seat.CityInspector);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        _bureau.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Enrol_Approved_ShowsTheKeyOnceAndThePersonSignsIn()
    {
        await _bureau.FileAsync("增加人员", "演示辛", "+86 120-0000-0009");
        (await _bureau.GetAsync(ReportSteps.Office)).Body.ShouldContain("待审批");
        var request = await _admin.NewestRequestAsync();
        (await _admin.GetAsync(request)).Body.ShouldContain("12000000009");
        (await _admin.GetAsync("/administration/accounts/shili-gzc")).Body.ShouldNotContain("演示辛");
        var last = _host.LastEvidence;

        var approved = await _admin.DecideAsync(request, "approve");

        approved.Status.ShouldBe(HttpStatusCode.OK);
        approved.ShouldHold("approved");
        var key = approved.Html.QuerySelector("[data-totp-key]")!.TextContent;
        (await _admin.GetAsync(request)).Body.ShouldNotContain(key);
        var rows = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).Where(e => e is ChangeIntended or ChangeEnded).ToList();
        rows.OfType<ChangeIntended>().Select(c => c.Action).ShouldBe(["report.approved", "person.enrolled"]);
        rows.OfType<ChangeEnded>().Select(c => c.Action).ShouldBe(["person.enrolled", "report.approved"]);
        rows.OfType<ChangeIntended>().First().After["mobile"].ShouldBe("120****0009");
        var list = await _bureau.GetAsync(ReportSteps.Office);
        list.ShouldHold("list");
        list.Body.ShouldContain("演示辛");
        list.Body.ShouldContain("120****0009");
        list.Body.ShouldNotContain("12000000009");
        using var client = _host.Client();
        (await client.SignInAsync("shili-gzc", "演示辛", code: Totp.CodeAt(Totp.FromBase32(key), _host.Clock.GetUtcNow()))).Location.ShouldBe("/");
    }

    [Fact]
    public async Task Retire_Approved_EndsThePersonsSessionAtOnceAndNoOther()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        using var colleague = await _host.SignedInAsync(Seat.Colleague);
        await _bureau.FileAsync("停用 测试甲");
        (await clerk.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);

        (await _admin.DecideAsync(await _admin.NewestRequestAsync(), "approve")).Location.ShouldBe("/administration/reports");

        (await clerk.GetAsync("/")).Location.ShouldBe("/account/sign-in");
        (await colleague.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await _bureau.GetAsync(ReportSteps.Office)).Html.QuerySelectorAll("#Change option").ShouldNotContain(o => o.TextContent == "停用 测试甲");
    }

    [Fact]
    public async Task Amend_Approved_CompletesTheListAndEncryptsTheMobile()
    {
        await _bureau.FileAsync("更正 测试乙", mobile: "12000000077", sex: "女", post: "主任");
        (await _admin.DecideAsync(await _admin.NewestRequestAsync(), "approve", "同意")).Location.ShouldBe("/administration/reports");

        var row = (await _bureau.GetAsync(ReportSteps.Office)).Html.QuerySelectorAll("tr").First(r => r.TextContent.Contains("测试乙", StringComparison.Ordinal) && r.QuerySelectorAll("td").Length == 5);
        row.QuerySelectorAll("td").Select(c => c.TextContent).ShouldBe(["2", "测试乙", "女", "主任", "120****0077"]);
        foreach (var file in Directory.GetFiles(_host.Folder, "portal.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory);
            memory.ToArray().AsSpan().IndexOf("12000000077"u8).ShouldBe(-1, file);
        }
    }

    [Fact]
    public async Task Form_Approved_SetsTheServersAddressAtOnce()
    {
        (await _bureau.PostAsync(ReportSteps.Office + "?handler=Form", ReportSteps.Form(address: "１０.33.1.5"), ReportSteps.Office)).Location.ShouldBe(ReportSteps.Office);
        var last = _host.LastEvidence;

        (await _admin.DecideAsync(await _admin.NewestRequestAsync(), "approve")).Location.ShouldBe("/administration/reports");

        (await _admin.GetAsync("/administration/openings/shili-gzc")).Body.ShouldContain("10.33.1.5/32");
        (await _bureau.GetAsync(ReportSteps.Office)).Body.ShouldContain("0571-00000000");
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Select(c => c.Action).ShouldBe(["report.approved", "opening.server-changed"]);

        // Only the head changes: the address stays, and there is no evidence of a change that is none.
        (await _bureau.PostAsync(ReportSteps.Office + "?handler=Form", ReportSteps.Form(head: "演示癸"), ReportSteps.Office)).Location.ShouldBe(ReportSteps.Office);
        last = _host.LastEvidence;
        (await _admin.DecideAsync(await _admin.NewestRequestAsync(), "approve")).Location.ShouldBe("/administration/reports");
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Select(c => c.Action).ShouldBe(["report.approved"]);
        (await _bureau.PostAsync(ReportSteps.Office + "?handler=Form", ReportSteps.Form(head: "演示癸"), ReportSteps.Office)).ErrorAt("HeadName").ShouldNotBeNull().ShouldContain("相同");
    }

    [Fact]
    public async Task Return_NeedsAReasonThatTheBureauReads()
    {
        await _bureau.FileAsync("增加人员", "演示辛");
        var request = await _admin.NewestRequestAsync();
        var last = _host.LastEvidence;

        var without = await _admin.DecideAsync(request, "return", " ");
        without.Status.ShouldBe(HttpStatusCode.BadRequest);
        without.ErrorAt("Reason").ShouldNotBeNull();
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await _admin.DecideAsync(request, "return", "缺少任职文件")).Location.ShouldBe("/administration/reports");

        var page = await _bureau.GetAsync(ReportSteps.Office);
        page.Body.ShouldContain("已退回");
        page.Body.ShouldContain("缺少任职文件");
        (await _admin.GetAsync("/administration/accounts/shili-gzc")).Body.ShouldNotContain("演示辛");

        // The same may be asked for again now.
        await _bureau.FileAsync("增加人员", "演示辛");
    }

    [Fact]
    public async Task Decide_TwoAdminsAtOnce_OneWinsTheOtherReads409()
    {
        await _bureau.FileAsync("增加人员", "演示辛");
        var request = await _admin.NewestRequestAsync();
        using var other = await _host.SignedInAsync(Seat.Admin);

        var answers = await Task.WhenAll(_admin.DecideAsync(request, "approve"), other.DecideAsync(request, "return", "重复"));

        var loser = answers.Single(a => a.Status == HttpStatusCode.Conflict);
        answers.Single(a => a.Status != HttpStatusCode.Conflict).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Redirect);
        loser.Errors.Single().ShouldContain("已由他人办理");
        loser.Body.ShouldContain("办理人");
        loser.ShouldHold("loser");
        var late = await _admin.DecideAsync(request, "return", "晚了");
        late.Status.ShouldBe(HttpStatusCode.Conflict);
        var people = (await _admin.GetAsync("/administration/accounts/shili-gzc")).Body.Contains("演示辛", StringComparison.Ordinal);
        people.ShouldBe(answers[0].Status == HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("retired")]
    [InlineData("enrolled")]
    [InlineData("address")]
    public async Task Approve_WhatWasBeforeIsNoMore_IsRefusedAndNothingChanges(string what)
    {
        switch (what)
        {
            case "retired":
                await _bureau.FileAsync("停用 测试甲");
                var option = (await _admin.GetAsync("/administration/accounts/shili-gzc")).Html.QuerySelectorAll("#Action option").First(o => o.TextContent == "停用 测试甲");
                await _admin.PostAsync("/administration/accounts/shili-gzc", new() { ["Action"] = option.GetAttribute("value")!, ["Reason"] = "x" });
                break;
            case "enrolled":
                await _bureau.FileAsync("增加人员", "演示辛");
                await _admin.PostAsync("/administration/accounts/shili-gzc?handler=Enrol", new() { ["PersonName"] = "演示辛" }, "/administration/accounts/shili-gzc");
                break;
            default:
                await _bureau.PostAsync(ReportSteps.Office + "?handler=Form", ReportSteps.Form(), ReportSteps.Office);
                await _admin.PostAsync("/administration/openings/shili-gzc", new() { ["Action"] = "server", ["Network"] = "127.0.0.8", ["Reason"] = "x" });
                break;
        }

        var request = await _admin.NewestRequestAsync();
        var last = _host.LastEvidence;

        var page = await _admin.DecideAsync(request, "approve");

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.ErrorAt("Decision").ShouldNotBeNull().ShouldContain("不符");
        page.ShouldHold(what);
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().ShouldBeEmpty();
        (await _admin.DecideAsync(request, "return", "情况已变")).Location.ShouldBe("/administration/reports");
    }

    [Fact]
    public async Task File_TheSameTwiceOrListedAlready_IsRefused()
    {
        await _bureau.FileAsync("增加人员", "演示辛");
        await _bureau.FileAsync("停用 测试甲");

        foreach (var (form, sentence) in new[]
        {
            (await _bureau.PersonFormAsync("增加人员", "演示辛"), "尚未审批"),
            (await _bureau.PersonFormAsync("停用 测试甲"), "尚未审批"),
            (await _bureau.PersonFormAsync("更正 测试甲"), "尚未审批"),
            (await _bureau.PersonFormAsync("增加人员", "测 试乙"), "同名"),
        })
        {
            var page = await _bureau.PostAsync(ReportSteps.Office, form);
            page.Status.ShouldBe(HttpStatusCode.Conflict, sentence);
            page.ErrorAt("Change").ShouldNotBeNull().ShouldContain(sentence);
        }

        // Two tabs at the same moment: the database lets one through.
        var twice = await _bureau.PersonFormAsync("增加人员", "演示丑");
        var answers = await Task.WhenAll(_bureau.PostAsync(ReportSteps.Office, twice), _bureau.PostAsync(ReportSteps.Office, twice));
        answers.Count(a => a.Status == HttpStatusCode.Redirect).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.Conflict).ShouldBe(1);
    }

    [Theory]
    [InlineData("", "演示辛", "男", "公证员", "12000000001", "Change")]
    [InlineData("retire:00000000-0000-0000-0000-000000000000", "", "", "", "", "Change")]
    [InlineData("enrol", "", "男", "公证员", "12000000001", "Name")]
    [InlineData("enrol", "演示辛", "未知", "公证员", "12000000001", "Sex")]
    [InlineData("enrol", "演示辛", "男", "", "12000000001", "Post")]
    [InlineData("enrol", "演示辛", "男", "公证员", "1200000000", "Mobile")]
    [InlineData("enrol", "演示辛", "男", "公证员", "02000000001", "Mobile")]
    public async Task File_BadField_IsNamedAndNothingIsFiled(string change, string name, string sex, string post, string mobile, string field)
    {
        var last = _host.LastEvidence;

        var page = await _bureau.PostAsync(ReportSteps.Office, new() { ["Change"] = change, ["Name"] = name, ["Sex"] = sex, ["Post"] = post, ["Mobile"] = mobile, ["Reason"] = "x" });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        page.ShouldHold(field);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deadline_PassedWithoutReport_IsLateForBureauAndProvince()
    {
        var china = _host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var due = china.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (await _admin.PostAsync("/administration/report-deadline", new() { ["DueOn"] = "2020-01-01", ["Round"] = "x", ["Reason"] = "" })).Errors.Count.ShouldBe(3);
        (await _admin.PostAsync("/administration/report-deadline", new() { ["DueOn"] = due, ["Round"] = "new", ["Reason"] = "年度核对" })).Location.ShouldBe("/administration/reports");
        (await _bureau.GetAsync("/reports")).Html.QuerySelectorAll("tbody .tag.warn").Length.ShouldBe(2);

        (await _bureau.PostAsync(ReportSteps.Office + "?handler=Confirm", [], ReportSteps.Office)).Location.ShouldBe(ReportSteps.Office);
        _host.Clock.Advance(TimeSpan.FromDays(2));
        using var bureau = await _host.SignedInAsync(Seat.CityInspector);
        using var admin = await _host.SignedInAsync(Seat.Admin);

        foreach (var page in new[] { await bureau.GetAsync("/reports"), await admin.GetAsync("/administration/reports") })
        {
            var late = page.Html.QuerySelectorAll("tr").Single(r => r.TextContent.Contains("逾期未报送", StringComparison.Ordinal));
            late.TextContent.ShouldContain("第二公证处");
            page.Body.ShouldContain("已报送");
        }
    }

    [Fact]
    public async Task Approve_TheTransactionFails_NothingIsHalfDecided()
    {
        await _bureau.FileAsync("增加人员", "演示辛");
        var request = await _admin.NewestRequestAsync();
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            // The last statement of the transaction fails: after the mark on the request and the person were written.
            await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER test_fail BEFORE UPDATE ON access_version BEGIN SELECT RAISE(ABORT, 'test'); END");
            ((int)(await _admin.DecideAsync(request, "approve")).Status).ShouldBe(503);
            await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database.ExecuteSqlRawAsync("DROP TRIGGER test_fail");
        }

        (await _admin.GetAsync(request)).Body.ShouldContain("待审批");
        (await _admin.GetAsync("/administration/accounts/shili-gzc")).Body.ShouldNotContain("演示辛");
        (await _admin.DecideAsync(request, "approve")).Html.QuerySelector("[data-totp-key]").ShouldNotBeNull();
    }
}
