using System.Net;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>The headers that guard every response, pages and errors alike, and what unusual requests get.</summary>
[Collection(nameof(PortalCollection))]
public sealed class HeaderTests(PortalFixture portal)
{
    [Theory]
    [InlineData("/", 200)]
    [InlineData("/queries/new", 200)]
    [InlineData("/queries", 200)]
    [InlineData("/cases", 200)]
    [InlineData("/account/password", 200)]
    [InlineData("/account/stay", 204)]
    [InlineData("/supervision/log", 403)]
    [InlineData("/administration/accounts", 403)]
    [InlineData("/nowhere", 404)]
    [InlineData("/queries/0000", 404)]
    [InlineData("/queries/00000000000000000000000000000000", 404)]
    [InlineData("/queries/00000000000000000000000000000000/print", 404)]
    [InlineData("/error/500", 404)]
    [InlineData("/error/403", 404)]
    [InlineData("/error", 404)]
    [InlineData("/error/x", 404)]
    [InlineData("/.git/config", 404)]
    [InlineData("/portal.css.map", 404)]
    [InlineData("/health/live", 200)]
    public async Task Get_AnyPage_CarriesAllGuards(string url, int status)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);

        var page = await client.GetAsync(url);

        ((int)page.Status).ShouldBe(status);
        ShouldBeGuarded(page);
        if (status >= 400)
        {
            page.ShouldHold(url);
        }
    }

    [Fact]
    public async Task Get_Anonymous_IsGuardedToo()
    {
        using var client = portal.Host.Client("127.0.0.9");

        ShouldBeGuarded(await client.GetAsync("/account/sign-in"));
        ShouldBeGuarded(await client.GetAsync("/queries/new"));
        ShouldBeGuarded(await client.PostRawAsync("/account/sign-in", []));
    }

    [Fact]
    public async Task Get_StyleAndScript_AreNamedByContentAndKept()
    {
        using var client = portal.Host.Client();
        var page = await client.GetAsync("/account/sign-in");

        foreach (var url in page.Html.QuerySelectorAll("link[href], script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!))
        {
            var asset = await client.GetAsync(url);
            asset.Status.ShouldBe(HttpStatusCode.OK, url);
            asset.Headers.CacheControl!.ToString().ShouldContain("immutable");
            asset.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        }
    }

    public static TheoryData<string, string> UnusualMethods
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var method in new[] { "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND" })
            {
                foreach (var url in new[] { "/", "/queries", "/queries/new", "/cases", "/account/sign-in", "/error/404", "/nowhere" })
                {
                    cases.Add(method, url);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(UnusualMethods))]
    public async Task Send_MethodThatNoPageHas_IsRefusedWithAPage(string method, string url)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var token = (await client.GetAsync("/queries/new")).Token!;
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.Add("RequestVerificationToken", token);

        var page = await client.SendAsync(request);

        ((int)page.Status).ShouldBeOneOf(404, 405);
        ShouldBeGuarded(page);
        page.ShouldHold(method + " " + url);
    }

    [Theory]
    [InlineData("/queries")]
    [InlineData("/cases")]
    [InlineData("/")]
    [InlineData("/cases?handler=Nothing")]
    public async Task Post_PageThatTakesNone_IsRefusedWithAPage(string url)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var token = (await client.GetAsync("/queries/new")).Token!;

        var page = await client.PostRawAsync(url, new Dictionary<string, string> { ["__RequestVerificationToken"] = token });

        page.Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        page.Body.ShouldContain("请从页面上的按钮操作");
    }

    [Fact]
    public async Task Head_Page_AnswersAsGetWithoutBody()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/queries");

        var page = await client.SendAsync(request);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldBeEmpty();
    }

    private static void ShouldBeGuarded(PortalPage page)
    {
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("form-action 'self'");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        page.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        page.Headers.Contains("Server").ShouldBeFalse();
        page.Headers.Contains("X-Powered-By").ShouldBeFalse();
    }
}
