using System.Net;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Account;

/// <summary>Terms of use: whoever has not accepted the version in force looks nothing up.</summary>
public sealed class TermsTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private PortalClient _admin = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _admin = await _host.SignedInAsync(Seat.Admin);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Publish_NewVersion_BitesOnTheNextRequestAndAcceptingOpensAgain()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        using var colleague = await _host.SignedInAsync(Seat.Colleague);
        var form = await clerk.GetAsync("/queries/new");
        form.Status.ShouldBe(HttpStatusCode.OK);
        var last = _host.LastEvidence;

        (await PublishAsync("一、新的规定。\r\n二、第二条。", after: 1)).Location.ShouldBe("/administration/terms");

        var posted = await clerk.PostRawAsync("/queries/new", new Dictionary<string, string>(PortalClient.LookUpForm()) { ["__RequestVerificationToken"] = form.Token! });
        posted.Status.ShouldBe(HttpStatusCode.Forbidden);
        posted.Errors.Single().ShouldContain("使用规定");
        posted.Html.QuerySelector(".notice a")!.GetAttribute("href").ShouldBe("/account/terms");
        posted.ShouldHold("refused");
        var refused = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<QueryRefused>().Single();
        (refused.Reason, refused.Facts.Name).ShouldBe((RefusalReason.TermsNotAccepted, "示例一"));
        (await _host.CountRegistryAnswersAsync()).ShouldBe(0);
        (await clerk.GetAsync("/queries/new")).Location.ShouldBe("/account/terms");

        var terms = await clerk.GetAsync("/account/terms");
        terms.Html.QuerySelectorAll("[data-terms='2'] p").Length.ShouldBe(2);
        terms.ShouldHold("terms");
        (await clerk.PostAsync("/account/terms", new() { ["Number"] = "2" })).Location.ShouldBe("/queries/new");
        await clerk.AnswerOfAsync();
        (await colleague.GetAsync("/queries/new")).Location.ShouldBe("/account/terms");
        var changes = (await _host.ReadEvidenceAsync(last)).Where(r => r.Event is ChangeIntended).Select(r => (r.Entry.Actor, Change: (ChangeIntended)r.Event)).ToList();
        changes.Select(c => (c.Actor, c.Change.Action, c.Change.After["version"])).ShouldBe([("sheng-admin/01", "terms.published", "2"), ("shili-gzc/01", "terms.accepted", "2")]);
        changes[0].Change.After["sha256"].ShouldBe(changes[1].Change.After["sha256"]);
        (await _admin.GetAsync("/administration/terms")).Body.ShouldContain("已有 1 人同意，2 人尚未同意");
    }

    [Fact]
    public async Task Accept_VersionThatWasReplaced_IsAConflictWithTheNewText()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await PublishAsync("第二版", after: 1);
        var page = await clerk.GetAsync("/account/terms");
        await PublishAsync("第三版", after: 2);
        var last = _host.LastEvidence;

        var accepted = await clerk.PostRawAsync("/account/terms", new Dictionary<string, string> { ["Number"] = "2", ["__RequestVerificationToken"] = page.Token! });

        accepted.Status.ShouldBe(HttpStatusCode.Conflict);
        accepted.Body.ShouldContain("第三版");
        accepted.ShouldHold("replaced");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await clerk.GetAsync("/queries/new")).Location.ShouldBe("/account/terms");
    }

    [Fact]
    public async Task Publish_ByTwoAdmins_TheSecondReadsBoth()
    {
        await PublishAsync("第二版", after: 1);

        var page = await PublishAsync("我的第二版", after: 1);

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Html.QuerySelector("#Text")!.TextContent.ShouldContain("我的第二版");
        page.Html.QuerySelectorAll("section.terms").Length.ShouldBe(2);
        page.ShouldHold("both");
        var token = (await _admin.GetAsync("/administration/terms")).Token!;
        var pages = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => _admin.PostRawAsync("/administration/terms", new Dictionary<string, string>
        {
            ["Text"] = $"第三版 {i}", ["Reason"] = "修订", ["After"] = "2", ["__RequestVerificationToken"] = token,
        })));
        pages.Count(p => p.Status == HttpStatusCode.Redirect).ShouldBe(1);
        pages.Count(p => p.Status == HttpStatusCode.Conflict).ShouldBe(4);
    }

    [Fact]
    public async Task Publish_LongerThanItsLimit_IsNamedAndTheLongestFits()
    {
        (await PublishAsync(new string('长', 1301), after: 1)).ErrorAt("Text").ShouldNotBeNull();
        (await PublishAsync(string.Concat(Enumerable.Repeat("𠮷", 1300)), after: 1)).Location.ShouldBe("/administration/terms");
    }

    [Fact]
    public async Task Demo_PeopleHaveAcceptedTheFirstVersion_AndOthersNeedNot()
    {
        foreach (var seat in new[] { Seat.Clerk, Seat.CityInspector, Seat.Admin, Seat.Auditor })
        {
            using var client = await _host.SignedInAsync(seat);
            var page = await client.GetAsync("/account/terms");
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Html.QuerySelectorAll("main form").ShouldBeEmpty();
            page.ShouldHold(seat.Account);
        }
    }

    private Task<PortalPage> PublishAsync(string text, int after) =>
        _admin.PostAsync("/administration/terms", new() { ["Text"] = text, ["Reason"] = "修订", ["After"] = $"{after}" });
}
