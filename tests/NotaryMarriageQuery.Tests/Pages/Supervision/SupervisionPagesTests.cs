using System.Net;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Alerts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Supervision;

/// <summary>Trails, alerts, statistics and statements: right figures, own region only, each reading evidence.</summary>
public sealed class SupervisionPagesTests : IAsyncLifetime
{
    private const string Subject = "339999199001010013";
    private PortalHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.GetAsync(await clerk.AnswerOfAsync());
        using var other = await _host.SignedInAsync(Seat.OtherClerk);
        await other.GetAsync(await other.AnswerOfAsync(new() { ["CaseNumber"] = "(2026)二受字第9001号" }));
        await other.LookUpAsync(new() { ["CaseNumber"] = "(2026)二受字第1号" });
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Log_FoldsViewsAndFiltersByBureauMatterReasonAndWorkstation()
    {
        using var city = await _host.SignedInAsync(Seat.CityInspector);
        (await CountAsync(city, "Bureau=yixian-sfj&Sort=LookUp")).ShouldBe(2);
        (await CountAsync(city, "Address=127.0.0.2&Sort=LookUp")).ShouldBe(2);
        (await CountAsync(city, "Matter=%E7%BB%A7%E6%89%BF%E6%9D%83%E5%85%AC%E8%AF%81")).ShouldBe(3);
        (await CountAsync(city, $"Reason={ActReason.Of(NotaryMarriageQuery.Core.Queries.RefusalReason.CaseUnknown)}")).ShouldBe(1);
        (await city.GetAsync("/supervision/log?Sort=LookUp&Institution=shili-gzc")).Body.ShouldContain("查看 1 次");
        (await city.GetAsync("/supervision/log?Sort=x&Reason=y&Matter=z")).Errors.Count.ShouldBe(3);
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        (await CountAsync(county, "Bureau=shi-sfj&Sort=LookUp")).ShouldBe(2, "of the city's institutions only the county's own");
        (await CountAsync(county, "Institution=shili-gzc")).ShouldBe(0);
    }

    [Fact]
    public async Task Log_SavedFilters_ArePersonalAndLimitedToWhatAddressesHold()
    {
        using var city = await _host.SignedInAsync(Seat.CityInspector);
        (await city.PostAsync("/supervision/log?handler=Save", new() { ["FilterName"] = "被拒绝的", ["Outcome"] = "Refused" }, "/supervision/log")).Location.ShouldBe("/supervision/log?Outcome=Refused");
        (await city.PostAsync("/supervision/log?handler=Save", new() { ["FilterName"] = "空" }, "/supervision/log")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var page = await city.GetAsync("/supervision/log");
        page.Html.QuerySelector(".chips a")!.GetAttribute("href").ShouldBe("/supervision/log?Outcome=Refused");
        var id = page.Html.QuerySelector(".chips input[name=filter]")!.GetAttribute("value")!;
        using var auditor = await _host.SignedInAsync(Seat.Auditor);
        (await auditor.GetAsync("/supervision/log")).Html.QuerySelector(".chips").ShouldBeNull();
        await auditor.PostAsync("/supervision/log?handler=Forget", new() { ["filter"] = id }, "/supervision/log");
        (await city.GetAsync("/supervision/log")).Html.QuerySelector(".chips").ShouldNotBeNull();
        await city.PostAsync("/supervision/log?handler=Forget", new() { ["filter"] = id }, "/supervision/log");
        (await city.GetAsync("/supervision/log")).Html.QuerySelector(".chips").ShouldBeNull();
    }

    [Fact]
    public async Task Trails_OfAPersonAndOfASubject_AreWholeScopedAndEvidence()
    {
        using var city = await _host.SignedInAsync(Seat.CityInspector);
        var person = await city.GetAsync("/supervision/trail?Operator=shili-gzc%2F01");
        person.ShouldHold("trail");
        person.Body.ShouldContain("登录");
        person.Body.ShouldContain("查询核对");
        (await city.GetAsync("/supervision/trail")).Html.QuerySelectorAll("tbody tr").ShouldBeEmpty();
        (await city.GetAsync("/supervision/trail?Operator=x&From=y")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var last = _host.LastEvidence;

        var trail = await city.PostAsync("/supervision/record-trail", new() { ["SubjectIdNumber"] = Subject });

        var rows = trail.Html.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();
        rows.Count(r => r.Contains("查询核对", StringComparison.Ordinal)).ShouldBe(3);
        rows.Count(r => r.Contains("查看结果", StringComparison.Ordinal)).ShouldBe(2);
        trail.Body.ShouldNotContain("示例一");
        (await _host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<SubjectSearched>().IdNumber.ShouldBe(Subject);
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        var own = await county.PostAsync("/supervision/record-trail", new() { ["SubjectIdNumber"] = Subject });
        own.Html.QuerySelectorAll("tbody tr").ShouldAllBe(r => !r.TextContent.Contains("shili", StringComparison.Ordinal));
        (await county.PostAsync("/supervision/record-trail", new() { ["SubjectIdNumber"] = "x" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Statistics_AreTheCountsOfTheRegion()
    {
        using var city = await _host.SignedInAsync(Seat.CityInspector);
        (await city.GetAsync("/supervision/statistics")).Html.QuerySelector(".tile b")!.TextContent.ShouldBe("3");
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        var page = await county.GetAsync("/supervision/statistics");
        page.Html.QuerySelectorAll(".tile b").Select(b => b.TextContent).ShouldBe(["2", "0", "1"]);
        page.Body.ShouldNotContain("示例公证处");
        (await county.GetAsync("/supervision/statistics?Institution=shili-gzc")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await county.GetAsync("/supervision/statistics?From=2020-01-01&To=2026-01-01")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var export = await county.PostAsync("/supervision/statistics?handler=Export", [], "/supervision/statistics");
        export.Status.ShouldBe(HttpStatusCode.OK);
        export.Body.ShouldStartWith("PK");
    }

    [Fact]
    public async Task Statement_TellsEveryLookupInPlainWordsAndIsEvidence()
    {
        using var auditor = await _host.SignedInAsync(Seat.Auditor);
        (await auditor.PostAsync("/supervision/statement", new() { ["Name"] = "", ["IdNumber"] = "x", ["Application"] = "" })).Errors.Count.ShouldBe(3);
        var last = _host.LastEvidence;

        var page = await auditor.PostAsync("/supervision/statement", new() { ["Name"] = "示例一", ["IdNumber"] = Subject, ["Application"] = "2026年书面申请" });

        page.Html.QuerySelectorAll(".statement tbody tr").Length.ShouldBe(3);
        page.Body.ShouldContain("提供了 1 条婚姻登记记录");
        page.Body.ShouldContain("查询被拒绝，没有提供任何信息");
        var made = (await _host.ReadEvidenceAsync(last)).Single();
        made.Event.ShouldBeOfType<StatementMade>().Rows.ShouldBe(3);
        made.Entry.Subject1.ShouldNotBeNull();
        using var city = await _host.SignedInAsync(Seat.CityInspector);
        (await city.GetAsync("/supervision/statement")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Alerts_AreShownInScopeAndHandledOnce()
    {
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var follower = _host.Services.GetRequiredService<ActFollower>();
        (await follower.CatchUpAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        await _host.Services.GetRequiredService<AlertEngine>().ApplyAsync(_host.Clock.GetUtcNow(), CancellationToken.None);
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<NotaryMarriageQuery.Core.Data.PortalDbContext>();
            db.Alerts.Add(new Alert { Id = Guid.NewGuid(), Kind = AlertKind.Burst, Key = "dier-gzc/01", Day = 1, Organisation = "dier-gzc", FirstAt = 1, LastAt = 1, Count = 1, State = AlertState.Open });
            await db.SaveChangesAsync();
        }

        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        var list = await county.GetAsync("/supervision/alerts?Kind=Burst");
        list.ShouldHold("alerts");
        var url = list.Html.QuerySelector("tbody a")!.GetAttribute("href")!;
        var form = new Dictionary<string, string> { ["State"] = "Harmless", ["Note"] = "已电话核实", ["Version"] = "0" };
        (await county.PostAsync(url, new(form) { ["State"] = "x" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await county.PostAsync(url, form)).Status.ShouldBe(HttpStatusCode.Found);
        (await county.PostAsync(url, form)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await county.GetAsync(url)).Body.ShouldContain("核实无异常");
        using var admin = await _host.SignedInAsync(Seat.Admin);
        (await admin.GetAsync(url)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await county.GetAsync("/supervision/alerts?State=x&Kind=y&Day=z&After=q")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task AlertRules_AreSetByTheAuditorOneAtATime()
    {
        using var auditor = await _host.SignedInAsync(Seat.Auditor);
        var form = new Dictionary<string, string> { ["Kind"] = "Burst", ["Threshold"] = "20", ["Minutes"] = "5", ["IsOn"] = "true", ["Version"] = "0" };
        (await auditor.PostAsync("/supervision/alert-rules", form)).Status.ShouldBe(HttpStatusCode.Found);
        (await auditor.PostAsync("/supervision/alert-rules", form)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await auditor.PostAsync("/supervision/alert-rules", new(form) { ["Threshold"] = "0", ["Version"] = "1" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await auditor.PostAsync("/supervision/alert-rules", new(form) { ["Threshold"] = "many", ["Version"] = "1" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await auditor.PostAsync("/supervision/alert-rules", new(form) { ["Kind"] = "77" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await auditor.GetAsync("/supervision/alert-rules")).Html.QuerySelector("input[name=Threshold]")!.GetAttribute("value").ShouldBe("20");
    }

    private static async Task<int> CountAsync(PortalClient client, string query) => (await client.GetAsync("/supervision/log?" + query)).Html.QuerySelectorAll("tbody tr").Length;
}
