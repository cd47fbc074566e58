using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Pages.Intake;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Supervision;

/// <summary>Cases that were looked up and never came to their end show up for supervision, and for nobody else's.</summary>
public sealed class OverdueCaseTests : IAsyncLifetime
{
    private const string Url = "/supervision/overdue-cases";
    private const string Number = "(2026)示受字第9001号";
    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Get_LookedUpCase_ShowsFromTheDayOnAndGoesWithItsCertificate()
    {
        using var server = new IntakeServer(_host);
        (await server.UploadAsync(Case(1))).Counts.Stored.ShouldBe(1);
        await LookUpAsync(Seat.Clerk, new());
        (await RowsAsync(Seat.CityInspector)).ShouldBeEmpty();
        _host.Clock.Advance(TimeSpan.FromDays(20));
        await LookUpAsync(Seat.Colleague, new());
        (await RowsAsync(Seat.CityInspector)).ShouldBeEmpty();

        // Thirty days from the first lookup: later ones do not put it off.
        _host.Clock.Advance(TimeSpan.FromDays(10));
        (await RowsAsync(Seat.CityInspector)).ShouldHaveSingleItem().ShouldContain("未再上传");

        (await server.UploadAsync(Case(2))).Counts.Stored.ShouldBe(1);
        (await RowsAsync(Seat.CityInspector)).ShouldHaveSingleItem().ShouldNotContain("未再上传");
        (await RowsAsync(Seat.CityInspector, "?Kind=NotUploaded")).ShouldBeEmpty();
        (await RowsAsync(Seat.CityInspector, "?Kind=NoCertificate")).ShouldHaveSingleItem().ShouldContain("无公证书编号");

        (await server.UploadAsync(Case(3, "(2026)示证字第1号"))).Counts.Stored.ShouldBe(1);
        (await RowsAsync(Seat.CityInspector)).ShouldBeEmpty();
        (await RowsAsync(Seat.Auditor)).ShouldBeEmpty();

        // Not only hidden: the list stays as small as what is left to do.
        await ChangeAsync(async db => (await db.LookedUpCases.AnyAsync()).ShouldBeFalse());
    }

    [Fact]
    public async Task Get_OtherRegion_SeesNothingAndTheAuditorAll()
    {
        await LookUpAsync(Seat.Clerk, new());
        await LookUpAsync(Seat.OtherClerk, new() { ["CaseNumber"] = "(2026)二受字第9001号" });
        _host.Clock.Advance(TimeSpan.FromDays(31));
        var last = _host.LastEvidence;

        (await RowsAsync(Seat.CountyInspector)).ShouldHaveSingleItem().ShouldContain("二受字");
        (await RowsAsync(Seat.CountyInspector, "?Institution=shili-gzc")).ShouldBeEmpty();
        (await RowsAsync(Seat.Auditor)).Count.ShouldBe(2);
        (await RowsAsync(Seat.Auditor, "?Institution=shili-gzc")).Count.ShouldBe(1);
        (await RowsAsync(Seat.Auditor, "?Days=32")).ShouldBeEmpty();

        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<OverdueSearched>().Select(s => s.Shown).ShouldBe([1, 0, 2, 1, 0]);
    }

    [Fact]
    public async Task Get_CaseThatWasEnteredByHandAndClosed_IsSettled()
    {
        await LookUpAsync(Seat.Clerk, new());
        _host.Clock.Advance(TimeSpan.FromDays(31));
        (await RowsAsync(Seat.CityInspector)).ShouldHaveSingleItem().ShouldNotContain("未再上传");

        await ChangeAsync(db => db.Cases.Where(c => c.Number == Number).ExecuteUpdateAsync(s => s.SetProperty(c => c.IsOpen, false)));

        (await RowsAsync(Seat.CityInspector)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_RefusedOrFailedLookup_DoesNotCount()
    {
        await _host.FailRegistryAsync("innerFailure");
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        (await clerk.LookUpAsync()).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await clerk.LookUpAsync(new() { ["Name"] = "示例三" })).Status.ShouldBe(HttpStatusCode.Forbidden);

        (await RowsAsync(Seat.Auditor, "?Days=0")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_ManyCases_ArePagedWithoutGapOrRepeat()
    {
        await ChangeAsync(async db =>
        {
            var institution = await db.Institutions.SingleAsync(i => i.Code == "shili-gzc");
            for (var i = 0; i < 2 * OverdueCases.PageSize + 7; i++)
            {
                var id = Guid.NewGuid();
                db.Cases.Add(new NotarialCase
                {
                    Id = id, InstitutionId = institution.Id, Number = $"(2026)示受字第{20000 + i}号", Matter = "委托公证", AcceptedOn = new DateOnly(2026, 1, 5), EnteredAt = DateTime.UtcNow, Version = 1,
                });

                // Many at one instant: the id decides.
                db.LookedUpCases.Add(new LookedUpCase { CaseId = id, InstitutionId = institution.Id, FirstAt = 1_000_000 + i / 60, LastAt = 2_000_000 });
            }

            await db.SaveChangesAsync();
        });
        using var client = await _host.SignedInAsync(Seat.Auditor);
        var (seen, url) = (new List<string>(), Url);
        while (url is not null)
        {
            var page = await client.GetAsync(url);
            page.ShouldHold(url);
            seen.AddRange(page.Html.QuerySelectorAll("tbody th").Select(t => t.FirstChild!.TextContent));
            url = page.Html.QuerySelector(".more a")?.GetAttribute("href");
        }

        seen.Count.ShouldBe(2 * OverdueCases.PageSize + 7);
        seen.Distinct().Count().ShouldBe(seen.Count);
    }

    [Theory]
    [InlineData("?Days=x")]
    [InlineData("?Days=-1")]
    [InlineData("?Days=99999999999")]
    [InlineData("?Kind=1")]
    [InlineData("?After=x")]
    [InlineData("?After=1.x")]
    [InlineData("?After=99999999999999999999.00000000000000000000000000000000")]
    public async Task Get_BadFilter_IsToldAndNothingIsRead(string query)
    {
        using var client = await _host.SignedInAsync(Seat.CityInspector);
        var last = _host.LastEvidence;

        var page = await client.GetAsync(Url + query);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldHold(query);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    private static object Case(int version, string? certificate = null) =>
        IntakeServer.Case(Number, version, certificate: certificate, parties: [("示例一", "339999199001010013"), ("示例二", "339999199202020023")]);

    private async Task LookUpAsync(Seat seat, Dictionary<string, string> fields)
    {
        using var clerk = await _host.SignedInAsync(seat);
        await clerk.AnswerOfAsync(fields);
    }

    private async Task<List<string>> RowsAsync(Seat seat, string query = "")
    {
        using var client = await _host.SignedInAsync(seat);
        var page = await client.GetAsync(Url + query);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.ShouldHold(query);
        return [.. page.Html.QuerySelectorAll("tbody tr").Select(r => r.TextContent)];
    }

    private async Task ChangeAsync(Func<PortalDbContext, Task> change)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }
}
