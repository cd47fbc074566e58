using System.Net;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Queries;

/// <summary>Who may see an answer again, for how long, and the sheet to print (A9).</summary>
[Collection(nameof(PortalCollection))]
public sealed class KeptAnswerTests(PortalFixture portal)
{
    [Fact]
    public async Task Get_SamePersonAgain_SeesItAndEachTimeIsEvidence()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var url = await client.AnswerOfAsync();
        using var later = await portal.Host.SignedInAsync(Seat.Clerk);
        var last = portal.Host.LastEvidence;

        var first = await client.GetAsync(url);
        var second = await later.GetAsync(url.Replace("/queries/", "/Queries/", StringComparison.Ordinal).ToUpperInvariant());

        first.Html.QuerySelectorAll("article.record").Length.ShouldBe(1);
        second.Html.QuerySelectorAll("article.record").Length.ShouldBe(1);
        var views = (await portal.Host.ReadEvidenceAsync(last)).ToList();
        views.Select(v => v.Event.GetType()).ShouldBe([typeof(AnswerViewed), typeof(AnswerViewed)]);
        views.ShouldAllBe(v => v.Entry.Request.SequenceEqual(PortalSteps.RequestOf(url)) && v.Entry.CaseNumber == "(2026)示受字第9001号" && v.Entry.Subject1 != null);
    }

    [Fact]
    public async Task Get_ColleagueOfTheSameOffice_SeesTheFactsWithoutTheAnswer()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var url = await client.AnswerOfAsync();
        using var colleague = await portal.Host.SignedInAsync(Seat.Colleague);

        var page = await colleague.GetAsync(url);
        var print = await colleague.GetAsync(url + "/print");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("测试甲");
        page.Body.ShouldContain("(2026)示受字第9001号");
        ShouldTellNoAnswer(page);
        page.Body.ShouldNotContain("示例一");
        page.ShouldHold("facts");
        print.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_OtherOffice_FindsNothing()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var url = await client.AnswerOfAsync();
        using var other = await portal.Host.SignedInAsync(Seat.OtherClerk);
        var last = portal.Host.LastEvidence;

        var page = await other.GetAsync(url);
        var print = await other.GetAsync(url + "/print");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        print.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Body.ShouldNotContain("示例");
        (await portal.Host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_AfterThirtyMinutes_ShowsTheFactsOnly()
    {
        await using var host = await PortalHost.StartAsync();
        using var client = await host.SignedInAsync(Seat.Clerk);
        var url = await client.AnswerOfAsync();
        await AdvanceAsync(host, client, 29);
        (await client.GetAsync(url)).Html.QuerySelectorAll("article.record").Length.ShouldBe(1);

        await AdvanceAsync(host, client, 2);
        var last = host.LastEvidence;
        var page = await client.GetAsync(url);

        page.Status.ShouldBe(HttpStatusCode.OK);
        ShouldTellNoAnswer(page);
        page.Body.ShouldContain("查询结果不再保存");
        (await client.GetAsync(url + "/print")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Print_OwnAnswer_CarriesTheWatermarkAndIsEvidence()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var url = await client.AnswerOfAsync();
        var number = (await client.GetAsync(url)).Html.QuerySelectorAll("dt").First(t => t.TextContent == "存证编号").NextElementSibling!.TextContent;
        var last = portal.Host.LastEvidence;

        var page = await client.GetAsync(url + "/print");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.ShouldHold("print");
        var mark = page.Html.QuerySelector("svg.watermark")!.TextContent;
        mark.ShouldContain("示范市示例公证处（演示） 测试甲");
        mark.ShouldContain(number);
        System.Text.RegularExpressions.Regex.IsMatch(mark, @"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d").ShouldBeTrue();
        page.Html.QuerySelectorAll("article.record").Length.ShouldBe(1);
        page.Body.ShouldContain("查询结果仅供参考");
        (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<AnswerPrinted>().PersonName.ShouldBe("测试甲");
    }

    [Fact]
    public async Task Index_OwnLookups_AreMaskedAndLinked()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var url = await client.AnswerOfAsync();
        await client.LookUpAsync(new() { ["CaseNumber"] = "(2026)示受字第9999号" });
        using var other = await portal.Host.SignedInAsync(Seat.OtherClerk);

        var page = await client.GetAsync("/queries");
        var theirs = await other.GetAsync("/queries");

        page.ShouldHold("queries");
        page.Body.ShouldContain(url);
        page.Body.ShouldContain("示*一");
        page.Body.ShouldNotContain("示例一");
        page.Body.ShouldNotContain("339999199001010013");
        page.Html.QuerySelector("tbody tr .tag")!.TextContent.ShouldBe("拒绝 · 无此案件");
        theirs.Body.ShouldNotContain(url);
    }

    private static async Task AdvanceAsync(PortalHost host, PortalClient client, int minutes)
    {
        for (var i = 0; i < minutes; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            if (i % 10 == 9)
            {
                (await client.GetAsync("/account/stay")).Status.ShouldBe(HttpStatusCode.NoContent);
            }
        }
    }

    private static void ShouldTellNoAnswer(PortalPage page)
    {
        page.Html.QuerySelectorAll("article.record, [data-outcome=no-record]").ShouldBeEmpty();
        page.Body.ShouldNotContain("J339999-2018-900001");
        page.Body.ShouldNotContain("示例二");
        page.Body.ShouldNotContain("339999199001010013");
    }
}
