using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Supervision;

/// <summary>The log's filters in the address, its pages, and that each reading is evidence (C2).</summary>
public sealed class LogFilterTests(LogFixture portal) : IClassFixture<LogFixture>
{
    [Fact]
    public async Task Get_NoFilter_ShowsTheRegionsActsMaskedAndIsEvidence()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);
        var last = portal.Host.LastEvidence;

        var page = await client.GetAsync("/supervision/log");

        page.ShouldHold("log");
        page.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(50);
        page.Body.ShouldContain("示*一");
        page.Body.ShouldNotContain("示例一");
        page.Body.ShouldNotContain("339999199001010013");
        page.Body.ShouldNotContain("sheng-sft");
        (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<LogSearched>().Shown.ShouldBe(50);
    }

    [Theory]
    [InlineData("CaseNumber=(2026)%E7%A4%BA%E5%8F%97%E5%AD%97%E7%AC%AC9001%E5%8F%B7", "9001号", 1)]
    [InlineData("CaseNumber=%EF%BC%882026%EF%BC%89%E7%A4%BA%E5%8F%97%E5%AD%97%E7%AC%AC9001%E5%8F%B7", "9001号", 1)]
    [InlineData("Operator=shili-gzc/02", "shili-gzc/02", 2)]
    [InlineData("Outcome=Found", "查到 1 条", 2)]
    [InlineData("Outcome=NotFound", "未查询到", 1)]
    [InlineData("Outcome=Refused&Operator=dier-gzc/01", "拒绝 · 机构未开放", 1)]
    [InlineData("Institution=dier-gzc&Outcome=Refused", "示范市第二公证处（演示）", 1)]
    public async Task Get_Filter_ShowsExactlyWhatFits(string query, string every, int count)
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);
        var last = portal.Host.LastEvidence;

        var page = await client.GetAsync("/supervision/log?" + query);

        page.Status.ShouldBe(HttpStatusCode.OK);
        var rows = page.Html.QuerySelectorAll("tbody tr");
        rows.Length.ShouldBe(count);
        rows.ShouldAllBe(r => r.TextContent.Contains(every, StringComparison.Ordinal));
        (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<LogSearched>().Filters.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Get_Days_AreChinasDaysBothIncluded()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);
        var today = DateOnly.FromDateTime(portal.Host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);

        (await CountAsync(client, $"From={Iso(today.AddDays(-1))}&To={Iso(today)}")).ShouldBe(50);
        (await CountAsync(client, $"From={Iso(today.AddDays(1))}")).ShouldBe(0);
        (await CountAsync(client, $"To={Iso(today.AddDays(-2))}")).ShouldBe(0);
    }

    [Theory]
    [InlineData("From=2026-02-30", "From")]
    [InlineData("To=x", "To")]
    [InlineData("From=2026-02-02&To=2026-02-01", "To")]
    [InlineData("Outcome=Everything", "Outcome")]
    public async Task Get_BadFilter_IsNamedAndNothingIsShown(string query, string field)
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);
        var last = portal.Host.LastEvidence;

        var page = await client.GetAsync("/supervision/log?" + query);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        page.Html.QuerySelectorAll("tbody tr").ShouldBeEmpty();
        (await portal.Host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_FurtherPages_ShowEveryActOnceAndKeepTheFilter()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);
        var numbers = new List<string>();
        string? url = "/supervision/log?Operator=shili-gzc%2F01&Outcome=Refused";
        while (url is not null && numbers.Count < 200)
        {
            var page = await client.GetAsync(url);
            numbers.AddRange(page.Html.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")!));
            url = page.Html.QuerySelector(".more a")?.GetAttribute("href");
            url?.ShouldContain("Outcome=Refused");
        }

        var expected = (await portal.Host.ReadEvidenceAsync()).Where(r => r.Entry.Actor == "shili-gzc/01" && r.Entry.Status == AuditStatus.Refused)
            .Select(r => "/supervision/log/" + AuditNumber.Format(r.Entry.Id)).Reverse();
        numbers.ShouldBe(expected);
        numbers.Count.ShouldBe(LogFixture.Refusals);
    }

    [Fact]
    public async Task Get_EmptyResult_SaysWhatToDo()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);

        var page = await client.GetAsync("/supervision/log?CaseNumber=nothing");

        page.Html.QuerySelector(".empty")!.TextContent.ShouldContain("请放宽");
    }

    private static async Task<int> CountAsync(PortalClient client, string query) => (await client.GetAsync("/supervision/log?" + query)).Html.QuerySelectorAll("tbody tr").Length;

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>A portal with more than a page of acts of two institutions.</summary>
public sealed class LogFixture : IAsyncLifetime
{
    public const int Refusals = 60;

    public PortalHost Host { get; private set; } = null!;

    /// <summary>Audit number of the lookup of case 9001.</summary>
    public string Found { get; private set; } = "";

    /// <summary>Audit number of the refusal of the second office.</summary>
    public string OtherOffice { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Host = await PortalHost.StartAsync();
        using var admin = await Host.SignedInAsync(Seat.Admin);
        await admin.PostAsync("/administration/openings", new() { ["Code"] = "dier-gzc", ["State"] = "closed", ["Reason"] = "服务器未连接" });
        using var clerk = await Host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
        for (var i = 0; i < Refusals; i++)
        {
            await clerk.LookUpAsync(new() { ["CaseNumber"] = $"(2026)示受字第{5000 + i}号" });
        }

        using var colleague = await Host.SignedInAsync(Seat.Colleague);
        await colleague.AnswerOfAsync(new() { ["CaseNumber"] = "(2026)示受字第9003号", ["Matter"] = "夫妻财产约定公证", ["Name"] = "示例九", ["IdNumber"] = "339999194507070715" });
        await clerk.AnswerOfAsync(new() { ["CaseNumber"] = "(2026)示受字第9003号", ["Matter"] = "夫妻财产约定公证", ["Name"] = "示例十", ["IdNumber"] = "330199198801010111" });
        using var other = await Host.SignedInAsync(Seat.OtherClerk);
        await other.LookUpAsync(new() { ["CaseNumber"] = "(2026)二受字第9001号" });
        var rows = await Host.ReadEvidenceAsync();
        Found = AuditNumber.Format(rows.First(r => r.Entry.Kind == AuditKind.Intent).Entry.Id);
        OtherOffice = AuditNumber.Format(rows.First(r => r.Entry.Organisation == "dier-gzc" && r.Entry.Kind == AuditKind.Refusal).Entry.Id);
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
