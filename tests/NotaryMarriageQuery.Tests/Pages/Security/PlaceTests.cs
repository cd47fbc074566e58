using System.Net;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>The caller's address is the connection's (B4); only a proxy named in the settings may say otherwise.</summary>
[Collection(nameof(PortalCollection))]
public sealed class PlaceTests(PortalFixture portal)
{
    private static readonly (string Name, string Value)[] _forged =
    [
        ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "127.0.0.1"), ("Forwarded", "for=127.0.0.1;proto=https"),
        ("X-Real-IP", "127.0.0.1"), ("X-Original-For", "127.0.0.1"), ("True-Client-IP", "127.0.0.1"),
    ];

    [Fact]
    public async Task SignIn_ForgedForwardedHeaders_IsRefusedWithTheTrueAddressInTheEvidence()
    {
        using var client = portal.Host.Client("127.0.0.9");
        Forge(client);
        var last = portal.Host.LastEvidence;

        var page = await client.SignInAsync("shili-gzc", "测试甲");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        var failed = (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<SignInFailed>();
        failed.Problem.ShouldBe(SignInProblem.WorkstationNotRegistered);
        failed.Address.ShouldBe("127.0.0.9");
    }

    [Fact]
    public async Task LookUp_ForgedForwardedHeaders_KeepsTheTrueAddressAndPlainHttp()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        client.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "10.9.9.9");
        client.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var last = portal.Host.LastEvidence;

        await client.AnswerOfAsync();
        var page = await client.GetAsync("/");

        (await portal.Host.ReadEvidenceAsync(last)).Select(r => r.Event.Address).Distinct().ShouldBe(["127.0.0.1"]);
        page.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        page.Html.QuerySelector(".who .num")!.TextContent.ShouldBe("127.0.0.1");
    }

    [Theory]
    [InlineData("127.0.0.9")]
    [InlineData("127.0.0.2")]
    public async Task Get_SessionCookieAtAnotherAddress_IsRefused(string elsewhere)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        using var thief = client.CopyTo(portal.Host, elsewhere);
        Forge(thief);

        var page = await thief.GetAsync("/queries/new");
        var posted = await thief.LookUpAsync();

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        posted.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Body.ShouldNotContain("测试甲");
        (await client.GetAsync("/queries/new")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignIn_BehindAConfiguredProxy_TakesTheAddressThatTheProxySays()
    {
        await using var host = await PortalHost.StartAsync(new() { ["KnownProxies:0"] = "127.0.0.1" });
        using var stranger = host.Client();
        stranger.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "10.9.9.9");
        using var clerk = host.Client();
        clerk.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.2");
        clerk.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var notTheProxy = host.Client("127.0.0.9");
        notTheProxy.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.2");

        (await stranger.SignInAsync("dier-gzc", "测试丙")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await notTheProxy.SignInAsync("dier-gzc", "测试丙")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var signIn = await clerk.GetAsync("/account/sign-in");

        signIn.Headers.GetValues("Strict-Transport-Security").Single().ShouldContain("max-age=31536000");
        signIn.Headers.GetValues("Set-Cookie").ShouldAllBe(c => c.Contains("secure", StringComparison.OrdinalIgnoreCase));
        (await host.ReadEvidenceAsync()).Select(r => r.Event).OfType<SignInFailed>().Select(f => f.Address).ShouldBe(["10.9.9.9", "127.0.0.9"]);
    }

    [Fact]
    public async Task Get_WorkstationMovedToAnotherRegisteredAddress_AsksToSignInAnew()
    {
        await using var host = await PortalHost.StartAsync();
        using var admin = await host.SignedInAsync(Seat.Admin);
        (await admin.PostAsync("/administration/workstations", new() { ["Code"] = "shili-gzc", ["Network"] = "127.0.0.8", ["Label"] = "三号机" }))
            .Status.ShouldBe(HttpStatusCode.Redirect);
        using var client = await host.SignedInAsync(Seat.Clerk);
        using var moved = client.CopyTo(host, "127.0.0.8");
        var last = host.LastEvidence;

        var page = await moved.GetAsync("/queries/new");

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Body.ShouldContain("工作站已变更");
        (await host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<AccessRefused>().Problem.ShouldBe(AccessProblem.WorkstationChanged);
        (await host.ReadEvidenceAsync(last)).ShouldNotContain(r => r.Event is QueryIntended);
    }

    private static void Forge(PortalClient client)
    {
        foreach (var (name, value) in _forged)
        {
            client.Http.DefaultRequestHeaders.Add(name, value);
        }
    }
}
