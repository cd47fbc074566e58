using System.Net;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>A form counts only when the portal gave it to this very person.</summary>
[Collection(nameof(PortalCollection))]
public sealed class AntiforgeryTests(PortalFixture portal)
{
    private static readonly Dictionary<string, string> _lookup = new()
    {
        ["CaseNumber"] = "(2026)示受字第9001号", ["Matter"] = "继承权公证", ["Name"] = "示例一", ["IdNumber"] = "339999199001010013", ["Ground"] = "PartyConsent",
    };

    [Theory]
    [InlineData("missing")]
    [InlineData("made-up")]
    [InlineData("anonymous")]
    [InlineData("other-person")]
    [InlineData("same-person-elsewhere")]
    public async Task Post_TokenNotThisPersons_IsRefusedAndNothingIsAsked(string kind)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var token = await TokenAsync(kind);
        var last = portal.Host.LastEvidence;
        var asked = await portal.Host.CountRegistryAnswersAsync();

        var form = new Dictionary<string, string>(_lookup);
        if (token is not null)
        {
            form["__RequestVerificationToken"] = token;
        }

        await client.GetAsync("/queries/new");
        var page = await client.PostRawAsync("/queries/new", form);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("表单已失效");
        (await portal.Host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await portal.Host.CountRegistryAnswersAsync()).ShouldBe(asked);
    }

    [Fact]
    public async Task Post_TokenOfTheSessionBefore_IsRefused()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var token = (await client.GetAsync("/queries/new")).Token!;
        await client.PostAsync("/account/sign-out", []);
        (await client.SignInAsync("shili-gzc", "测试甲")).Location.ShouldBe("/");

        var page = await client.PostRawAsync("/queries/new", new Dictionary<string, string>(_lookup) { ["__RequestVerificationToken"] = token });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Post_TokenInTheAddress_IsRefused()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var token = (await client.GetAsync("/queries/new")).Token!;

        var page = await client.PostRawAsync("/queries/new?__RequestVerificationToken=" + Uri.EscapeDataString(token), _lookup);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<string?> TokenAsync(string kind)
    {
        switch (kind)
        {
            case "missing":
                return null;
            case "made-up":
                return "CfDJ8AAAAAAAAAAA";
            case "anonymous":
                using (var anonymous = portal.Host.Client())
                {
                    return (await anonymous.GetAsync("/account/sign-in")).Token;
                }

            case "other-person":
                using (var other = await portal.Host.SignedInAsync(Seat.Colleague))
                {
                    return (await other.GetAsync("/queries/new")).Token;
                }

            default:
                using (var same = await portal.Host.SignedInAsync(Seat.Clerk))
                {
                    return (await same.GetAsync("/queries/new")).Token;
                }
        }
    }
}
