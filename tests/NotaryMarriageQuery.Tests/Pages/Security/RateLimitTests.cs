using System.Net;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>Above the limits: 429 with a page, and nothing asked.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task Post_MoreLookupsThanAllowed_Is429AndEvidenceAndAsksNothing()
    {
        await using var host = await PortalHost.StartAsync(new() { ["RateLimits:LookupsPerMinute"] = "3" });
        using var client = await host.SignedInAsync(Seat.Clerk);
        using var colleague = await host.SignedInAsync(Seat.Colleague);
        for (var i = 0; i < 3; i++)
        {
            await client.AnswerOfAsync();
        }

        var last = host.LastEvidence;
        var page = await client.LookUpAsync();

        page.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        page.Headers.RetryAfter!.ToString().ShouldBe("60");
        page.Body.ShouldContain("操作过于频繁");
        page.ShouldHold("429");
        (await host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<AccessRefused>().Problem.ShouldBe(AccessProblem.TooManyRequests);
        (await host.CountRegistryAnswersAsync()).ShouldBe(3);
        await colleague.AnswerOfAsync();
        (await client.GetAsync("/queries/new")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Post_MoreSignInsThanAllowed_Is429ForThatAddressOnly()
    {
        await using var host = await PortalHost.StartAsync(new() { ["RateLimits:SignInsPerMinute"] = "4" });
        using var client = host.Client("127.0.0.2");
        var form = (await client.GetAsync("/account/sign-in")).Token!;
        var statuses = new List<HttpStatusCode>();
        PortalPage page = null!;
        for (var i = 0; i < 6; i++)
        {
            page = await client.PostRawAsync("/account/sign-in", new Dictionary<string, string>
            {
                ["Account"] = "nobody", ["Password"] = "Guess#2026-Query", ["__RequestVerificationToken"] = form,
            });
            statuses.Add(page.Status);
        }

        statuses.Count(s => s == HttpStatusCode.TooManyRequests).ShouldBe(2);
        page.Headers.RetryAfter.ShouldNotBeNull();
        page.Body.ShouldContain("操作过于频繁");
        page.ShouldHold("429");
        using var other = await host.SignedInAsync(Seat.Clerk);
    }
}
