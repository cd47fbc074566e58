using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Assistance;

/// <summary>Assisted lookups while time passes, people are missing and things break; each test has a portal of its own.</summary>
public sealed class AssistanceFaultTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private PortalClient _clerk = null!;
    private PortalClient _admin = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _clerk = await _host.SignedInAsync(Seat.Clerk);
        _admin = await _host.SignedInAsync(Seat.Admin);
    }

    public async Task DisposeAsync()
    {
        _clerk.Dispose();
        _admin.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Answer_IsKeptFromTheFirstLookForItsTimeAndThenErased()
    {
        var id = await AnsweredAsync();
        _host.Clock.Advance(TimeSpan.FromDays(2));
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        (await clerk.GetAsync("/assistance/" + id)).Html.QuerySelector("article.record").ShouldNotBeNull();
        _host.Clock.Advance(TimeSpan.FromMinutes(14));
        (await clerk.GetAsync("/assistance/" + id)).Html.QuerySelector("article.record").ShouldNotBeNull();
        _host.Clock.Advance(TimeSpan.FromMinutes(14));
        (await clerk.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        _host.Clock.Advance(TimeSpan.FromMinutes(3));

        (await clerk.GetAsync("/assistance/" + id)).Html.QuerySelector("article.record").ShouldBeNull();
        await using var scope = _host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AssistanceBook>().EraseExpiredAsync(CancellationToken.None);
        (await scope.ServiceProvider.GetRequiredService<PortalDbContext>().AssistanceApplications.AsNoTracking().SingleAsync()).SealedAnswer.ShouldBeNull();
    }

    [Fact]
    public async Task Confirm_WhereThereIsNoOther_IsTheOfficersAndTheEvidenceSaysSo()
    {
        var id = await ProposedAsync();
        (await _admin.GetAsync("/administration/assistance/" + id)).Body.ShouldContain("只有一位省级账户管理员");
        var last = _host.LastEvidence;

        (await _admin.StepAsync(id, "Confirm")).Location.ShouldNotBeNull();

        (await StateAsync(id)).ShouldBe(AssistanceState.Answered);
        (await _clerk.GetAsync("/assistance/" + id)).Html.QuerySelector("article.record").ShouldNotBeNull();
        var confirmed = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single();
        (confirmed.Action, confirmed.OnePairOfEyes).ShouldBe(("assistance.confirmed", true));
    }

    [Fact]
    public async Task Confirm_ColleagueJustRetired_StillNeedsAnother()
    {
        var id = await ProposedAsync();
        using var second = await _host.SecondAdminAsync();
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            var person = await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Operators.SingleAsync(o => o.Name == "演示壬");
            (person.IsActive, person.RetiredAt) = (false, _host.Clock.GetUtcNow().UtcDateTime);
            await scope.ServiceProvider.GetRequiredService<PortalDbContext>().SaveChangesAsync();
        }

        (await _admin.StepAsync(id, "Confirm")).Status.ShouldBe(HttpStatusCode.Forbidden);

        (await StateAsync(id)).ShouldBe(AssistanceState.AwaitingConfirmation);
    }

    [Fact]
    public async Task Confirm_BySamePerson_IsRefusedWhereThereIsAnother()
    {
        var id = await ProposedAsync();
        using var second = await _host.SecondAdminAsync();

        var same = await _admin.StepAsync(id, "Confirm");

        same.Status.ShouldBe(HttpStatusCode.Forbidden);
        same.Errors.Single().ShouldContain("另一人");
        same.ShouldHold("same person");
        (await StateAsync(id)).ShouldBe(AssistanceState.AwaitingConfirmation);
        (await _clerk.GetAsync("/assistance/" + id)).Html.QuerySelector("article.record").ShouldBeNull();
    }

    [Fact]
    public async Task Search_RegistryGone_IsNeverShownAsNone()
    {
        var id = await TakenAsync();
        await _host.StopRegistryAsync();

        (await _admin.StepAsync(id, "Search")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        (await _admin.StepAsync(id, "Answer", new() { ["None"] = "yes" })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Search_WithoutEvidence_IsNotMade()
    {
        var id = await TakenAsync();
        var asked = await _host.CountRegistryAnswersAsync();
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER no_more BEFORE INSERT ON audit_entry WHEN NEW.kind = 3 BEGIN SELECT RAISE(ABORT, 'no'); END");
        }

        var page = await _admin.StepAsync(id, "Search");

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await _host.CountRegistryAnswersAsync()).ShouldBe(asked);
    }

    [Fact]
    public async Task Search_ByAnotherOfficerOrInAClosedCase_IsRefused()
    {
        var id = await TakenAsync();
        using var second = await _host.SecondAdminAsync();
        var asked = await _host.CountRegistryAnswersAsync();
        var version = LetterSteps.VersionOf(await _admin.GetAsync("/administration/assistance/" + id));

        (await second.StepAsync(id, "Search", new() { ["Version"] = version })).Status.ShouldBe(HttpStatusCode.Forbidden);
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Cases.ExecuteUpdateAsync(s => s.SetProperty(c => c.IsOpen, false));
        }

        (await _admin.StepAsync(id, "Search")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _host.CountRegistryAnswersAsync()).ShouldBe(asked);
    }

    [Fact]
    public async Task Late_AfterTheDeadline_IsShownOnBothSides()
    {
        await _clerk.ApplyAsync();
        _host.Clock.Advance(TimeSpan.FromDays(9));
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        using var admin = await _host.SignedInAsync(Seat.Admin);

        (await clerk.GetAsync("/assistance")).Body.ShouldContain("已超期");
        (await admin.GetAsync("/administration/assistance")).Body.ShouldContain("已超期");
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
