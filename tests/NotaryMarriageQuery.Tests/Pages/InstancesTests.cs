using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages;

/// <summary>Two portals over one database: a person may be sent to either with any request.</summary>
public class InstancesTests
{
    /// <summary>Starts the first portal; the second is told the same database.</summary>
    protected virtual Task<PortalHost> StartAsync(Dictionary<string, string?>? settings = null) => PortalHost.StartAsync(settings, shared: true);

    /// <summary>Lets nobody write forms and sign-ins until this is disposed.</summary>
    protected virtual async Task<IAsyncDisposable> RefuseWritingAsync(PortalHost host)
    {
        var locked = new SqliteConnection($"Data Source={Path.Combine(host.Folder, "portal.db")};Pooling=false");
        await locked.OpenAsync();
        await using var command = locked.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return locked;
    }

    [Fact]
    public async Task Session_OfOnePortal_IsGoodAtTheOtherUntilItEndsAtEither()
    {
        await using var one = await StartAsync();
        await using var other = await one.StartBesideAsync();
        using var here = one.Client();
        (await here.PostAsync("/account/sign-in", new() { ["Account"] = "shili-gzc", ["Password"] = AppHost.DemoData.Password })).Location.ShouldBe("/account/verify");

        // The second step, with the form of the first portal, at the second.
        var form = await here.GetAsync("/account/verify");
        using var there = here.CopyTo(other, "127.0.0.1");
        var people = form.Html.QuerySelectorAll("select[name=OperatorId] option").First(o => o.TextContent == "测试甲").GetAttribute("value")!;
        var signedIn = await there.PostRawAsync("/account/verify", new Dictionary<string, string>
        {
            ["OperatorId"] = people, ["Code"] = there.CodeOf("测试甲"), ["__RequestVerificationToken"] = form.Token!,
        });
        signedIn.Location.ShouldBe("/");

        using var back = there.CopyTo(one, "127.0.0.1");
        var answer = await back.AnswerOfAsync();
        (await there.GetAsync(answer)).Body.ShouldContain("J339999-2018-900001");
        (await back.PostAsync("/account/sign-out", [], "/")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await there.GetAsync("/")).Location.ShouldBe("/account/sign-in");
    }

    [Fact]
    public async Task SessionKeys_InTheDatabase_AreOneForBothAndEncrypted()
    {
        await using var one = await StartAsync();
        await using var other = await one.StartBesideAsync();
        using var client = await other.SignedInAsync(Seat.Clerk);

        using var database = one.Services.GetRequiredService<PortalDatabase>().OpenContext();
        var stored = (await database.SessionKeys.ToListAsync()).ShouldHaveSingleItem();

        stored.Sealed.AsSpan().IndexOf(Encoding.UTF8.GetBytes("<key")).ShouldBe(-1);
        string[] known = ["portal-keys.json", "portal-keys.json.lock", "audit-signing.pem", "audit-witness.txt", "anchors"];
        Directory.GetFileSystemEntries(Path.Combine(one.Folder, "keys")).Select(Path.GetFileName).ShouldBeSubsetOf(known);
    }

    [Fact]
    public async Task LookUp_FormSentToBothAtOnce_IsOneLookup()
    {
        await using var one = await StartAsync();
        await using var other = await one.StartBesideAsync();
        using var here = await one.SignedInAsync(Seat.Clerk);
        using var there = here.CopyTo(other, "127.0.0.1");
        var form = new Dictionary<string, string> { ["FormId"] = Guid.NewGuid().ToString("N") };

        var pages = await Task.WhenAll(here.LookUpAsync(form), there.LookUpAsync(form), here.LookUpAsync(form), there.LookUpAsync(form));

        pages.Select(p => p.Location).Distinct().ShouldHaveSingleItem().ShouldNotBeNull().ShouldStartWith("/queries/");
        (await one.CountRegistryAnswersAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task LookUp_OtherPortalDiedOverTheForm_SaysSoAndAsksNothing()
    {
        await using var one = await StartAsync();
        using var client = await one.SignedInAsync(Seat.Clerk);
        var form = Guid.NewGuid();
        await using (var db = one.Services.GetRequiredService<PortalDatabase>().OpenContext())
        {
            var session = await db.Sessions.SingleAsync();
            db.LookUpForms.Add(new LookUpForm { SessionId = session.Id, FormId = form, Claim = Guid.NewGuid(), ClaimedAt = 0 });
            await db.SaveChangesAsync();
        }

        var page = await client.LookUpAsync(new() { ["FormId"] = form.ToString("N") });

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Errors.Single().ShouldContain("结果未知");
        page.Errors.Single().ShouldContain("这不表示没有登记记录");
        page.ShouldHold("in doubt");
        (await one.CountRegistryAnswersAsync()).ShouldBe(0);
        await client.AnswerOfAsync();
    }

    [Fact]
    public async Task Post_MoreLookupsThanAllowedOverBoth_Is429AndEvidenceAndAsksNothing()
    {
        var limit = new Dictionary<string, string?> { ["RateLimits:LookupsPerMinute"] = "3" };
        await using var one = await StartAsync(limit);
        await using var other = await one.StartBesideAsync(limit);
        using var here = await one.SignedInAsync(Seat.Clerk);
        using var there = here.CopyTo(other, "127.0.0.1");
        await here.AnswerOfAsync();
        await here.AnswerOfAsync();
        await there.AnswerOfAsync();

        var last = other.LastEvidence;
        var page = await there.LookUpAsync();

        page.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        page.Headers.RetryAfter!.ToString().ShouldBe("60");
        page.Body.ShouldContain("操作过于频繁");
        (await other.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<AccessRefused>().Problem.ShouldBe(AccessProblem.TooManyRequests);
        (await one.CountRegistryAnswersAsync()).ShouldBe(3);
        one.Clock.Advance(TimeSpan.FromMinutes(1));
        await there.AnswerOfAsync();
    }

    [Fact]
    public async Task Post_MoreSignInsThanAllowedOverBoth_Is429ForThatAddressOnly()
    {
        var limit = new Dictionary<string, string?> { ["RateLimits:SignInsPerMinute"] = "4" };
        await using var one = await StartAsync(limit);
        await using var other = await one.StartBesideAsync(limit);
        using var here = one.Client("127.0.0.2");
        using var there = other.Client("127.0.0.2");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            var guess = new Dictionary<string, string> { ["Account"] = "nobody", ["Password"] = "Guess#2026-Query" };
            statuses.Add((await (i % 2 == 0 ? here : there).PostAsync("/account/sign-in", guess)).Status);
        }

        statuses.Count(s => s == HttpStatusCode.TooManyRequests).ShouldBe(2);
        using var elsewhere = await other.SignedInAsync(Seat.Clerk);
    }

    [Fact]
    public async Task Post_SharedTablesCannotBeWritten_Is503AndNothingIsAsked()
    {
        await using var one = await StartAsync();
        using var client = await one.SignedInAsync(Seat.Clerk);
        using var stranger = one.Client();
        var token = (await stranger.GetAsync("/account/sign-in")).Token!;
        PortalPage lookup, signIn;
        await using (await RefuseWritingAsync(one))
        {
            lookup = await client.LookUpAsync(new() { ["FormId"] = Guid.NewGuid().ToString("N") });
            signIn = await stranger.PostRawAsync("/account/sign-in", new Dictionary<string, string>
            {
                ["Account"] = "shili-gzc", ["Password"] = AppHost.DemoData.Password, ["__RequestVerificationToken"] = token,
            });
        }

        lookup.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        signIn.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await one.CountRegistryAnswersAsync()).ShouldBe(0);
        (await one.ReadEvidenceAsync()).ShouldNotContain(r => r.Entry.Kind == AuditKind.Intent);
        await client.AnswerOfAsync();
    }
}
