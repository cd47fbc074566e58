using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Assistance;

/// <summary>Assisted lookups (A8): an institution applies, the province searches, a second person confirms, the applicant reads.</summary>
public sealed class AssistanceTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private readonly PortalHost _host = portal.Host;
    private PortalClient _clerk = null!;
    private PortalClient _admin = null!;

    public async Task InitializeAsync()
    {
        _clerk = await _host.SignedInAsync(Seat.Clerk);
        _admin = await _host.SignedInAsync(Seat.Admin);
    }

    public Task DisposeAsync()
    {
        _clerk.Dispose();
        _admin.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task WholeWay_LeadsToAnAnswerForTheApplicantAlone()
    {
        using var second = await _host.SecondAdminAsync();
        using var colleague = await _host.SignedInAsync(Seat.Colleague);
        var last = _host.LastEvidence;

        var id = await _clerk.ApplyAsync();
        (await _admin.GetAsync("/administration/assistance")).Body.ShouldContain(id);
        (await _admin.StepAsync(id, "Take")).Location.ShouldNotBeNull();
        (await _admin.StepAsync(id, "Search")).Location.ShouldNotBeNull();
        var found = await _admin.GetAsync("/administration/assistance/" + id);
        found.ShouldHold("found");
        found.Html.QuerySelectorAll("article.record").Length.ShouldBe(2);
        (await _admin.StepAsync(id, "Answer", new() { ["Chosen"] = "0" })).Location.ShouldNotBeNull();
        (await _clerk.GetAsync("/assistance/" + id)).Body.ShouldNotContain("L339999-2019-900002");
        (await second.StepAsync(id, "Confirm")).Location.ShouldNotBeNull();

        var answer = await _clerk.GetAsync("/assistance/" + id);
        answer.ShouldHold("answer");
        answer.Html.QuerySelectorAll("article.record").Length.ShouldBe(1);
        answer.Body.ShouldContain("L339999-2019-900002");
        (await _clerk.GetAsync($"/assistance/{id}/print")).Body.ShouldContain("测试甲");
        (await colleague.GetAsync("/assistance/" + id)).Body.ShouldNotContain("L339999-2019-900002");
        (await colleague.GetAsync($"/assistance/{id}/print")).Status.ShouldBe(HttpStatusCode.NotFound);

        var rows = await _host.ReadEvidenceAsync(last);
        rows.Select(r => r.Event).OfType<ChangeIntended>().Select(c => c.Action)
            .ShouldBe(["assistance.filed", "assistance.taken", "assistance.answered", "assistance.confirmed"]);
        var intent = rows.Single(r => r.Event is AssistanceSearched);
        intent.Entry.Kind.ShouldBe(AuditKind.Intent);
        rows.Single(r => r.Entry.Kind == AuditKind.Outcome).Entry.Request.ShouldBe(intent.Entry.Request);
        answer.Body.ShouldContain(AuditNumber.Format(intent.Entry.Id));
        rows.Where(r => r.Event is AnswerViewed or AnswerPrinted).ShouldAllBe(r => r.Entry.Request.SequenceEqual(intent.Entry.Request));
        _host.FilesHold("L339999-2019-900002"u8.ToArray()).ShouldBeFalse();
        _host.FilesHold("被继承人的公民身份号码不详"u8.ToArray()).ShouldBeFalse();
    }

    [Fact]
    public async Task Confirm_Twice_TheSecondIsTold()
    {
        var id = await ProposedAsync();
        using var second = await _host.SecondAdminAsync();
        var version = LetterSteps.VersionOf(await second.GetAsync("/administration/assistance/" + id));

        var answers = await Task.WhenAll(
            second.StepAsync(id, "Confirm", new() { ["Version"] = version }), second.StepAsync(id, "Confirm", new() { ["Version"] = version }));

        answers.Select(a => a.Status).Order().ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.Conflict]);
        (await StateAsync(id)).ShouldBe(AssistanceState.Answered);
    }

    [Fact]
    public async Task Reject_LeadsBackToTheOfficerWithTheReason_AndTheAnswerIsGone()
    {
        var id = await ProposedAsync();
        using var second = await _host.SecondAdminAsync();

        (await second.StepAsync(id, "Reject")).ErrorAt("Remark").ShouldNotBeNull();
        (await second.StepAsync(id, "Reject", new() { ["Remark"] = "请一并选定结婚登记。" })).Location.ShouldNotBeNull();

        (await StateAsync(id)).ShouldBe(AssistanceState.InWork);
        var page = await _admin.GetAsync("/administration/assistance/" + id);
        page.Body.ShouldContain("请一并选定结婚登记。");
        page.Html.QuerySelector("article.record").ShouldBeNull();
        (await _admin.StepAsync(id, "Answer", new() { ["Chosen"] = "0" })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Withdrawn_WhileTheProvinceAnswers_NothingIsAnswered()
    {
        var id = await FoundAsync();
        var version = LetterSteps.VersionOf(await _admin.GetAsync("/administration/assistance/" + id));
        (await WithdrawAsync(id)).Location.ShouldBe("/assistance/" + id);

        var page = await _admin.StepAsync(id, "Answer", new() { ["Chosen"] = "0", ["Version"] = version });

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.ShouldHold("withdrawn");
        (await StateAsync(id)).ShouldBe(AssistanceState.Withdrawn);
        await using var scope = _host.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<PortalDbContext>().AssistanceApplications.AsNoTracking().SingleAsync(a => a.Id == Guid.Parse(id));
        (row.SealedFound, row.SealedAnswer).ShouldBe((null, null));
    }

    [Fact]
    public async Task Withdrawn_WhileTheRegistrySearches_NothingIsShown()
    {
        var id = await TakenAsync();
        await _host.FailRegistryAsync("slow");
        var last = _host.LastEvidence;
        var searching = _admin.StepAsync(id, "Search");
        while (!searching.IsCompleted && !(await _host.ReadEvidenceAsync(last)).Any(r => r.Event is AssistanceSearched))
        {
            await Task.Delay(20);
        }

        (await WithdrawAsync(id)).Location.ShouldBe("/assistance/" + id);

        (await searching).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _host.ReadEvidenceAsync(last)).Count(r => r.Entry.Kind == AuditKind.Outcome && r.Entry.Status == AuditStatus.Found).ShouldBe(1);
        (await _admin.GetAsync("/administration/assistance/" + id)).Html.QuerySelector("article.record").ShouldBeNull();
    }

    [Theory]
    [InlineData("http500")]
    [InlineData("notJson")]
    [InlineData("innerFailure")]
    [InlineData("code18")]
    public async Task Search_RegistryFails_IsNeverShownAsNone(string fault)
    {
        var id = await TakenAsync();
        await _host.FailRegistryAsync(fault);

        var page = await _admin.StepAsync(id, "Search");

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Errors.Single().ShouldContain("这不表示没有登记记录");
        page.Body.ShouldNotContain("查到 0 条");
        page.ShouldHold(fault);
        (await _admin.StepAsync(id, "Answer", new() { ["None"] = "yes" })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _host.ReadEvidenceAsync()).Last(r => r.Entry.Kind == AuditKind.Outcome).Entry.Status.ShouldBe(AuditStatus.RegistryError);
    }

    [Fact]
    public async Task Search_NothingFits_MayBeAnsweredWithNone()
    {
        var id = await TakenAsync(LetterSteps.Application("示例十"));
        (await _admin.StepAsync(id, "Search")).Location.ShouldNotBeNull();
        (await _admin.GetAsync("/administration/assistance/" + id)).Body.ShouldContain("查到 0 条登记");
        (await _admin.StepAsync(id, "Answer")).ErrorAt("None").ShouldBeNull();
        (await _admin.StepAsync(id, "Answer", new() { ["None"] = "yes" })).Location.ShouldNotBeNull();
        using var second = await _host.SecondAdminAsync();
        await second.StepAsync(id, "Confirm");

        var page = await _clerk.GetAsync("/assistance/" + id);

        page.Html.QuerySelector("[data-outcome=no-record]").ShouldNotBeNull();
        page.Body.ShouldContain("这不能作为婚姻状况的证明");
    }

    [Fact]
    public async Task Search_OtherCriteria_NarrowAndNeverWidenTheName()
    {
        var id = await TakenAsync();
        var last = _host.LastEvidence;

        (await _admin.StepAsync(id, "Search", new() { ["Name"] = "示例一", ["SpouseName"] = "示例四", ["RegionCode"] = "339999", ["FromYear"] = "2019", ["ToYear"] = "2019" })).Location.ShouldNotBeNull();

        var page = await _admin.GetAsync("/administration/assistance/" + id);
        page.Html.QuerySelectorAll("article.record").Single().GetAttribute("data-kind").ShouldBe("divorce");
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<AssistanceSearched>().Single().Name.ShouldBe("示例三");
    }

    [Theory]
    [InlineData("Birth", "19")]
    [InlineData("RegionCode", "33999")]
    [InlineData("FromYear", "19850")]
    [InlineData("ToYear", "x")]
    public async Task Search_BadCriterion_IsNamedAndNothingIsAsked(string field, string value)
    {
        var id = await TakenAsync();
        var last = _host.LastEvidence;

        var page = await _admin.StepAsync(id, "Search", new() { [field] = value });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CaseNumber", "(2026)示受字第9999号", HttpStatusCode.Forbidden)]
    [InlineData("CaseNumber", "(2026)二受字第9001号", HttpStatusCode.Forbidden)]
    [InlineData("CaseNumber", "(2026)示受字第9004号", HttpStatusCode.Forbidden)]
    [InlineData("Matter", "委托公证", HttpStatusCode.Forbidden)]
    [InlineData("PartyName", "示例九", HttpStatusCode.Forbidden)]
    [InlineData("Name", "示", HttpStatusCode.BadRequest)]
    [InlineData("Birth", "1985-13-01", HttpStatusCode.BadRequest)]
    [InlineData("FromYear", "85", HttpStatusCode.BadRequest)]
    [InlineData("Reason", "", HttpStatusCode.BadRequest)]
    public async Task File_BadFieldOrRefusedByTheGate_IsNotFiled(string field, string value, HttpStatusCode status)
    {
        var form = LetterSteps.Application();
        form[field] = value;
        var last = _host.LastEvidence;

        var page = await _clerk.PostFileAsync("/assistance/new", form, "LetterFile", SampleFiles.Pdf());

        page.Status.ShouldBe(status, string.Join(" ", page.Errors));
        page.ErrorAt(field).ShouldNotBeNull();
        page.ShouldHold(field);
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<AssistanceRefused>().Count().ShouldBe(status == HttpStatusCode.Forbidden ? 1 : 0);
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().ShouldBeEmpty();
    }

    [Fact]
    public async Task File_WithoutItsPaper_IsNotFiled()
    {
        (await _clerk.PostAsync("/assistance/new", LetterSteps.Application())).ErrorAt("LetterFile").ShouldNotBeNull();
        (await _clerk.PostFileAsync("/assistance/new", LetterSteps.Application(), "LetterFile", SampleFiles.Exe())).ErrorAt("LetterFile").ShouldNotBeNull();
    }

    [Fact]
    public async Task Scope_ByDirectAddress_Is404()
    {
        var id = await _clerk.ApplyAsync();
        var file = (await _clerk.GetAsync("/assistance/" + id)).Html.QuerySelector("a[href*='/file/']")!.GetAttribute("href")!;
        using var other = await _host.SignedInAsync(Seat.OtherClerk);

        (await other.GetAsync("/assistance/" + id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync(file)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.PostAsync("/assistance/" + id, new() { ["Version"] = "1" }, formPage: "/queries/new")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync("/assistance")).Body.ShouldNotContain(id);
        (await _admin.GetAsync("/administration" + file)).Status.ShouldBe(HttpStatusCode.OK);
        (await _admin.GetAsync("/administration/assistance/" + Guid.NewGuid())).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Return_NeedsAReasonThatTheInstitutionReads()
    {
        var id = await TakenAsync();

        (await _admin.StepAsync(id, "Return")).ErrorAt("Remark").ShouldNotBeNull();
        (await _admin.StepAsync(id, "Return", new() { ["Remark"] = "请补充出生日期。" })).Location.ShouldNotBeNull();

        (await _clerk.GetAsync("/assistance/" + id)).Body.ShouldContain("请补充出生日期。");
        (await WithdrawAsync(id)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _admin.StepAsync(id, "Take", new() { ["Version"] = "3" })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    private async Task<string> TakenAsync(Dictionary<string, string>? application = null)
    {
        var id = await _clerk.ApplyAsync(application);
        (await _admin.StepAsync(id, "Take")).Location.ShouldNotBeNull();
        return id;
    }

    private async Task<string> FoundAsync()
    {
        var id = await TakenAsync();
        (await _admin.StepAsync(id, "Search")).Location.ShouldNotBeNull();
        return id;
    }

    private async Task<string> ProposedAsync()
    {
        var id = await FoundAsync();
        (await _admin.StepAsync(id, "Answer", new() { ["Chosen"] = "0" })).Location.ShouldNotBeNull();
        return id;
    }

    private async Task<string> AnsweredAsync()
    {
        var id = await ProposedAsync();
        using var second = await _host.SecondAdminAsync();
        (await second.StepAsync(id, "Confirm")).Location.ShouldNotBeNull();
        return id;
    }

    private async Task<PortalPage> WithdrawAsync(string id)
    {
        var page = await _clerk.GetAsync("/assistance/" + id);
        return await _clerk.PostRawAsync("/assistance/" + id, new Dictionary<string, string>
        {
            ["Version"] = LetterSteps.VersionOf(page), ["__RequestVerificationToken"] = page.Token ?? "",
        });
    }

    private async Task<AssistanceState> StateAsync(string id)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<PortalDbContext>().AssistanceApplications.AsNoTracking().SingleAsync(a => a.Id == Guid.Parse(id))).State;
    }
}
