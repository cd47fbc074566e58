using System.Net;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>How sessions end: sign-out, idle time, a long day, suspension, retirement.</summary>
public sealed class SessionTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task SignOut_OldCookieReplayed_IsWorthNothing()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        using var replay = client.CopyTo(portal.Host, "127.0.0.1");
        var last = portal.Host.LastEvidence;

        (await client.PostAsync("/account/sign-out", [])).Location.ShouldBe("/account/sign-in");

        (await replay.GetAsync("/queries/new")).Location.ShouldBe("/account/sign-in");
        (await replay.LookUpAsync()).Location.ShouldBe("/account/sign-in");
        (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<SignedOut>();
    }

    [Fact]
    public async Task Get_IdleForFifteenMinutes_AsksToSignIn()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        portal.Host.Clock.Advance(TimeSpan.FromMinutes(14));
        (await client.GetAsync("/account/stay")).Status.ShouldBe(HttpStatusCode.NoContent);
        portal.Host.Clock.Advance(TimeSpan.FromMinutes(14));
        (await client.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);

        portal.Host.Clock.Advance(TimeSpan.FromMinutes(15.1));
        var page = await client.GetAsync("/");

        (page.Status, page.Location).ShouldBe((HttpStatusCode.Redirect, "/account/sign-in"));
        page.Headers.GetValues("Set-Cookie").ShouldContain(c => c.StartsWith("nmq-session=;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_BusyForTwelveHours_AsksToSignIn()
    {
        using var client = await portal.Host.SignedInAsync(Seat.OtherClerk);
        for (var i = 0; i < 60; i++)
        {
            portal.Host.Clock.Advance(TimeSpan.FromMinutes(12));
            if ((await client.GetAsync("/account/stay")).Status != HttpStatusCode.NoContent)
            {
                i.ShouldBe(59);
            }
        }

        portal.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await client.GetAsync("/")).Location.ShouldBe("/account/sign-in");
    }

    [Fact]
    public async Task Get_AccountSuspendedMeanwhile_EndsTheSessionAtTheNextRequest()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CountyInspector);
        (await client.GetAsync("/supervision/log")).Status.ShouldBe(HttpStatusCode.OK);

        await ActAsync("yixian-sfj", "suspend");
        (await client.GetAsync("/supervision/log")).Location.ShouldBe("/account/sign-in");
        using var again = portal.Host.Client();
        (await again.SignInAsync("yixian-sfj", "演示戊")).Status.ShouldBe(HttpStatusCode.BadRequest);

        await ActAsync("yixian-sfj", "resume");
        (await client.GetAsync("/supervision/log")).Location.ShouldBe("/account/sign-in");
        (await again.SignInAsync("yixian-sfj", "演示戊")).Location.ShouldBe("/");
    }

    [Fact]
    public async Task Post_AccountSuspendedWhileTheFormWasOpen_AsksNothing()
    {
        await using var host = await PortalHost.StartAsync();
        using var client = await host.SignedInAsync(Seat.Clerk);
        var form = await client.GetAsync("/queries/new");
        using var admin = await host.SignedInAsync(Seat.Admin);
        await admin.PostAsync("/administration/accounts/shili-gzc", new() { ["Action"] = "suspend", ["Reason"] = "核查" });

        var posted = await client.PostRawAsync("/queries/new", new Dictionary<string, string>
        {
            ["CaseNumber"] = "(2026)示受字第9001号", ["Matter"] = "继承权公证", ["Name"] = "示例一", ["IdNumber"] = "339999199001010013",
            ["Ground"] = "PartyConsent", ["__RequestVerificationToken"] = form.Token!,
        });

        posted.Location.ShouldBe("/account/sign-in");
        (await host.CountRegistryAnswersAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("nmq-session=garbage")]
    [InlineData("nmq-session=CfDJ8AAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("nmq-session=")]
    [InlineData("nmq-session=%00%FF; nmq-pending=x; nmq-form=y")]
    public async Task Get_MadeUpCookie_AsksToSignIn(string cookie)
    {
        using var client = portal.Host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/queries/new");
        request.Headers.Add("Cookie", cookie);

        (await client.SendAsync(request)).Location.ShouldBe("/account/sign-in");
    }

    [Fact]
    public async Task Cookies_OfASignedInPerson_AreHttpOnlyAndStrict()
    {
        using var client = portal.Host.Client();
        var form = await client.GetAsync("/account/sign-in");
        var first = await client.PostRawAsync("/account/sign-in", new Dictionary<string, string>
        {
            ["Account"] = "shi-sfj", ["Password"] = "Demo#2026-Query", ["__RequestVerificationToken"] = form.Token!,
        });
        var verify = await client.GetAsync("/account/verify");
        var second = await client.PostRawAsync("/account/verify", new Dictionary<string, string>
        {
            ["Code"] = client.CodeOf("演示丁"), ["__RequestVerificationToken"] = verify.Token!,
        });

        var cookies = new[] { form, first, second }.SelectMany(p => p.Headers.TryGetValues("Set-Cookie", out var values) ? values : []).ToList();
        cookies.Count.ShouldBeGreaterThanOrEqualTo(3);
        cookies.ShouldAllBe(c => c.Contains("httponly", StringComparison.OrdinalIgnoreCase) && c.Contains("samesite=strict", StringComparison.OrdinalIgnoreCase));
        cookies.ShouldAllBe(c => !c.Contains("expires=", StringComparison.OrdinalIgnoreCase) || c.Contains("1970", StringComparison.Ordinal));
    }

    private async Task ActAsync(string account, string action)
    {
        using var admin = await portal.Host.SignedInAsync(Seat.Admin);
        (await admin.PostAsync($"/administration/accounts/{account}", new() { ["Action"] = action, ["Reason"] = "核查" })).Status.ShouldBe(HttpStatusCode.Redirect);
    }
}
