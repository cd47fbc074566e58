using System.Net;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Pages.Certificates;
using NotaryMarriageQuery.Tests.Pages.Inspections;
using NotaryMarriageQuery.Tests.Pages.Sanctions;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages;

/// <summary>Follows every link from the start page in every role: all of them lead somewhere, and every page keeps the house rules.</summary>
public sealed class CrawlTests(CrawlFixture portal) : IClassFixture<CrawlFixture>
{
    public static TheoryData<string, int> Roles => new()
    {
        { "shili-gzc", 6 }, { "dier-gzc", 5 }, { "shi-sfj", 4 }, { "yixian-sfj", 3 }, { "sheng-admin", 8 }, { "sheng-audit", 8 },
    };

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Get_EveryLinkFromTheStartPage_LeadsToAPageInOrder(string account, int atLeast)
    {
        using var client = await portal.Host.SignedInAsync(CrawlFixture.Seats.Single(s => s.Account == account));
        var seen = new HashSet<string>();
        var open = new Queue<string>(["/", "/account/sign-out"]);
        while (open.TryDequeue(out var url))
        {
            if (!seen.Add(url) || seen.Count > 120)
            {
                continue;
            }

            var page = await client.GetAsync(url);
            page.Status.ShouldBe(HttpStatusCode.OK, url);
            if (url.Contains("/file/", StringComparison.Ordinal) || url.EndsWith("handler=Population", StringComparison.Ordinal))
            {
                continue;
            }

            page.ShouldHold(url);
            foreach (var link in page.Html.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).Where(h => h.StartsWith('/')))
            {
                open.Enqueue(link);
            }

            page.Html.QuerySelectorAll("a[href^='#']").ShouldAllBe(a => page.Html.GetElementById(a.GetAttribute("href")!.Substring(1)) != null, url);
            page.Html.QuerySelectorAll("form").ShouldAllBe(f => f.QuerySelector("button") != null, url);
            page.Html.QuerySelectorAll("form[method=post]").ShouldAllBe(f => f.QuerySelector("input[name=__RequestVerificationToken]") != null, url);
            page.Html.QuerySelectorAll("a").Where(a => string.IsNullOrWhiteSpace(a.TextContent)).ShouldBeEmpty(url);
        }

        seen.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/sign-in?ended=true")]
    public async Task Get_PageForEverybody_IsInOrder(string url)
    {
        using var client = portal.Host.Client();

        var page = await client.GetAsync(url);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.ShouldHold(url);
    }
}

/// <summary>A portal where something has happened, so that lists and entries have links to follow.</summary>
public sealed class CrawlFixture : IAsyncLifetime
{
    public static readonly Seat[] Seats = [Seat.Clerk, Seat.OtherClerk, Seat.CityInspector, Seat.CountyInspector, Seat.Admin, Seat.Auditor];

    public PortalHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await PortalHost.StartAsync();
        using var clerk = await Host.SignedInAsync(Seat.Clerk);
        await clerk.GetAsync(await clerk.AnswerOfAsync());
        await clerk.LookUpAsync(new() { ["CaseNumber"] = "(2026)示受字第9999号" });
        await clerk.CheckedAsync();
        await clerk.VerifyAsync(new() { ["Name"] = "示例三" });
        await clerk.PostAsync("/cases/new", new()
        {
            ["CaseNumber"] = "(2026)示受字第9100号", ["Matter"] = "委托公证", ["AcceptedOn"] = "2026-01-06", ["Names[0]"] = "示例一", ["IdNumbers[0]"] = "339999199001010013",
        });
        using var other = await Host.SignedInAsync(Seat.OtherClerk);
        await other.LookUpAsync(new() { ["CaseNumber"] = "(2026)二受字第9001号" });
        using var admin = await Host.SignedInAsync(Seat.Admin);
        await admin.PostAsync("/administration/openings", new() { ["Code"] = "dier-gzc", ["State"] = "closed", ["Reason"] = "服务器未连接" });
        await admin.DecidedAsync("Warning", "测试甲");
        Host.Clock.Advance(TimeSpan.FromMinutes(2));
        using var inspector = await Host.SignedInAsync(Seat.CityInspector);
        var inspection = await inspector.PlannedAsync(Host);
        await inspector.DrawAsync(inspection);
        await inspector.FindAsync(inspection, "shili-gzc");
        await admin.GetAsync("/queries");
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
