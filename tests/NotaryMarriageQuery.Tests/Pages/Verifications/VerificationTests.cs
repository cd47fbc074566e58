using System.Net;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Verifications;

/// <summary>What marriage registries ask an institution about its certificates (D1, D2).</summary>
[Collection(nameof(PortalCollection))]
public sealed class VerificationTests(PortalFixture portal) : IAsyncLifetime
{
    private readonly PortalHost _host = portal.Host;
    private PortalClient _clerk = null!;

    public async Task InitializeAsync() => _clerk = await _host.SignedInAsync(Seat.Clerk);

    public Task DisposeAsync()
    {
        _clerk.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Post_Question_IsKeptWithEvidenceAndEncrypted()
    {
        var last = _host.LastEvidence;

        var url = await RecordAsync();

        var page = await _clerk.GetAsync(url);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.ShouldHold(url);
        page.Body.ShouldContain("签名是否属实？");
        page.Body.ShouldContain("尚未答复");
        var rows = await _host.ReadEvidenceAsync(last);
        rows.Select(r => r.Entry.Kind).ShouldBe([AuditKind.Change, AuditKind.ChangeOutcome]);
        var change = rows[0].Event.ShouldBeOfType<ChangeIntended>();
        (change.Action, change.After["channel"], change.After["answer"]).ShouldBe(("verification.recorded", "Telephone", "Pending"));
        _host.FilesHold("签名是否属实"u8.ToArray()).ShouldBeFalse();
        _host.FilesHold("演示辛"u8.ToArray()).ShouldBeFalse();
    }

    [Fact]
    public async Task Post_Additions_StandBesideTheFirstAnswerAndChangeNothing()
    {
        var url = await RecordAsync();

        (await _clerk.PostAsync(url, new() { ["Text"] = "已核对存档，复电告知。", ["Answer"] = "Genuine" })).Location.ShouldBe(url);
        (await _clerk.PostAsync(url, new() { ["Text"] = "对方来函确认收到。", ["Answer"] = "" })).Location.ShouldBe(url);

        var page = await _clerk.GetAsync(url);
        page.Html.QuerySelector(".head .tag")!.TextContent.ShouldBe("属实");
        page.Body.ShouldContain("已核对存档，复电告知。");
        page.Html.QuerySelector(".pairs")!.TextContent.ShouldContain("尚未答复");
        page.Html.QuerySelectorAll("table tbody tr").Length.ShouldBe(2);
        page.ShouldHold(url);
    }

    [Theory]
    [InlineData("Channel", "")]
    [InlineData("Channel", "1")]
    [InlineData("ReceivedOn", "2099-01-01")]
    [InlineData("ReceivedOn", "2026-02-30")]
    [InlineData("Registry", " ")]
    [InlineData("Asker", "")]
    [InlineData("CertificateNumber", "")]
    [InlineData("CertificateNumber", "a\u0001b")]
    [InlineData("Question", "")]
    [InlineData("Answer", "FileShown")]
    [InlineData("Answer", "no")]
    public async Task Post_BadField_IsNamedAndNothingIsKept(string field, string value)
    {
        var last = _host.LastEvidence;
        var form = LetterSteps.Question();
        form[field] = value;

        var page = await _clerk.PostAsync("/verifications/new", form);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        page.ShouldHold(field);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Post_LongestTextsOfRareCharacters_AreKept()
    {
        string Rare(int count) => string.Concat(Enumerable.Repeat("𠮷", count));
        var form = LetterSteps.Question();
        (form["Registry"], form["Asker"], form["CertificateNumber"], form["Question"], form["AnswerText"]) = (Rare(60), Rare(30), Rare(60), Rare(500), Rare(500));

        var posted = await _clerk.PostAsync("/verifications/new", form);

        posted.Status.ShouldBe(HttpStatusCode.Redirect);
        (await _clerk.GetAsync(posted.Location!)).Html.QuerySelector("main")!.TextContent.Contains(Rare(500), StringComparison.Ordinal).ShouldBeTrue();
        form["Question"] = Rare(501);
        (await _clerk.PostAsync("/verifications/new", form)).ErrorAt("Question").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("IntroductionLetter")]
    [InlineData("WorkCard")]
    [InlineData("CertificateShown")]
    public async Task Post_VisitWithoutOneOfThePapers_IsRefused(string missing)
    {
        var form = Visit();
        form[missing] = missing == "CertificateShown" ? "no" : "";

        var page = await _clerk.PostAsync("/verifications/new", form);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(missing).ShouldNotBeNull();
    }

    [Fact]
    public async Task Post_VisitWithAllPapers_IsKept()
    {
        var posted = await _clerk.PostAsync("/verifications/new", Visit());

        var page = await _clerk.GetAsync(posted.Location!);
        page.Body.ShouldContain("示介字第9号 · 示工第9001号");
        page.Body.ShouldContain("已提供阅卷");
        _host.FilesHold("示工第9001号"u8.ToArray()).ShouldBeFalse();
    }

    [Fact]
    public async Task Supervision_SeesItsRegionOnly_AndEachReadingIsEvidence()
    {
        var url = await RecordAsync();
        using var city = await _host.SignedInAsync(Seat.CityInspector);
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        using var auditor = await _host.SignedInAsync(Seat.Auditor);
        using var other = await _host.SignedInAsync(Seat.OtherClerk);
        var last = _host.LastEvidence;

        (await city.GetAsync("/supervision" + url)).Status.ShouldBe(HttpStatusCode.OK);
        (await auditor.GetAsync("/supervision" + url)).Status.ShouldBe(HttpStatusCode.OK);
        (await county.GetAsync("/supervision" + url)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync(url)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.PostAsync(url, new() { ["Text"] = "x" }, formPage: "/verifications/new")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await city.GetAsync("/supervision/verifications")).Body.ShouldContain("浙示证民内字第9001号");
        (await county.GetAsync("/supervision/verifications?Institution=shili-gzc")).Body.ShouldNotContain("浙示证民内字第9001号");
        (await other.GetAsync("/verifications")).Body.ShouldNotContain("浙示证民内字第9001号");

        var events = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).ToList();
        events.OfType<RecordViewed>().Count().ShouldBe(2);
        events.OfType<LogSearched>().Count(s => s.Filters["list"] == "verifications").ShouldBe(2);
    }

    [Theory]
    [InlineData("/verifications?After=x")]
    [InlineData("/verifications?After=00000000-0000-0000-0000-000000000000")]
    public async Task Get_StrangePlaceInTheList_IsCalm(string url) => (await _clerk.GetAsync(url)).Status.ShouldBe(HttpStatusCode.OK);

    private static Dictionary<string, string> Visit() => new(LetterSteps.Question())
    {
        ["Channel"] = "Visit", ["Answer"] = "FileShown", ["IntroductionLetter"] = "示介字第9号", ["WorkCard"] = "示工第9001号", ["CertificateShown"] = "yes",
    };

    private async Task<string> RecordAsync()
    {
        var posted = await _clerk.PostAsync("/verifications/new", LetterSteps.Question());
        posted.Status.ShouldBe(HttpStatusCode.Redirect, string.Join(" ", posted.Errors));
        return posted.Location!;
    }
}
