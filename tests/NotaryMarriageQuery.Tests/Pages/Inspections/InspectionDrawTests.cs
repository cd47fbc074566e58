using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Inspections;

/// <summary>Plan, seed and draw: the seed is evidence first, and somebody else's script draws the same lookups from an export.</summary>
public sealed class InspectionDrawTests(InspectionFixture portal) : IClassFixture<InspectionFixture>
{
    private readonly PortalHost _host = portal.Host;

    [Theory]
    [InlineData("None", "3", "")]
    [InlineData("Institution", "", "40")]
    [InlineData("Outcome", "4", "")]
    [InlineData("Hour", "5", "")]
    [InlineData("Reason", "3", "")]
    [InlineData("None", "500", "")]
    public async Task Draw_WithEveryStrata_IsWhatTheScriptDrawsFromListAndExport(string strata, string size, string percent)
    {
        var last = _host.LastEvidence;
        var id = await portal.City.PlannedAsync(_host, new() { ["Strata"] = strata, ["Size"] = size, ["Percent"] = percent });

        (await portal.City.DrawAsync(id)).Location.ShouldBe(InspectionSteps.Url + id);

        var plan = await PlanAsync(id);
        var changes = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().ToList();
        changes.Select(c => c.Action).ShouldBe(["inspection.planned", "inspection.drawn"]);
        var seed = Convert.ToHexStringLower(plan.Seed);
        changes[0].After["seed"].ShouldBe(seed);
        changes[1].After["checkpoint"].ShouldNotBeEmpty();
        var page = await portal.City.GetAsync(InspectionSteps.Url + id);
        page.ShouldHold("drawn");
        page.Body.ShouldContain(seed);
        page.Body.ShouldContain(changes[1].After["populationSha256"]);

        var asked = size.Length > 0 ? size : percent + "%";
        var list = Path.Combine(_host.Folder, id + ".csv");
        await File.WriteAllTextAsync(list, (await portal.City.GetAsync($"{InspectionSteps.Url}{id}?handler=Population")).Body);
        var export = Path.Combine(_host.Folder, "export-" + id);
        await _host.Services.GetRequiredService<SealingService>().SealNowAsync();
        _host.Services.GetRequiredService<LogExport>().Write(export, 0, null, CancellationToken.None).ShouldNotBeNull();
        var expected = await ExpectedAsync(id, changes[1]);
        (await RunAsync([seed, asked, list])).ShouldBe(expected);
        plan.PopulationSize.ShouldBe(portal.Lookups);
        if (strata == nameof(InspectionStrata.Reason))
        {
            // Why a lookup was refused is covered in an export.
            return;
        }

        (await RunAsync([
            seed, asked, export, "--from-at", Text(plan.FromAt), "--until-at", Text(plan.UntilAt), "--codes", string.Join(',', plan.Scope.Select(s => s.Code)), "--strata", strata,
        ])).ShouldBe(expected);
    }

    [Fact]
    public async Task Plan_ThatTheClockCut_LeavesOutWhatIsYoungerThanAMinute()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
        portal.Lookups++;
        var id = await portal.City.PlannedAsync(_host);

        await portal.City.DrawAsync(id);

        (await PlanAsync(id)).PopulationSize.ShouldBe(portal.Lookups - 1);
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Draw_SixTimesAtOnce_IsOneSample()
    {
        var id = await portal.City.PlannedAsync(_host);

        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => portal.City.DrawAsync(id)));

        pages.Count(p => p.Status == HttpStatusCode.Redirect).ShouldBe(1);
        pages.Where(p => p.Status != HttpStatusCode.Redirect).ShouldAllBe(p => p.Status == HttpStatusCode.Conflict);
        (await portal.City.GetAsync(InspectionSteps.Url + id)).Html.QuerySelectorAll("tbody tr").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Plan_SameFormTwice_KeepsTheFirstSeed()
    {
        var form = _host.Plan();
        await portal.City.PostAsync(InspectionSteps.Url + "new", form);
        var seed = (await PlanAsync(form["FormId"])).Seed;

        (await portal.City.PostAsync(InspectionSteps.Url + "new", form)).Location.ShouldBe(InspectionSteps.Url + form["FormId"]);

        (await PlanAsync(form["FormId"])).Seed.ShouldBe(seed);
    }

    [Fact]
    public async Task Draw_PeriodWithoutLookups_IsAnEmptySample()
    {
        var id = await portal.City.PlannedAsync(_host, new() { ["From"] = "2020-01-01", ["Until"] = "2020-01-31" });

        (await portal.City.DrawAsync(id)).Location.ShouldNotBeNull();

        var page = await portal.City.GetAsync(InspectionSteps.Url + id);
        page.Body.ShouldContain("样本为空");
        (await portal.City.CloseAsync(id)).Location.ShouldBe(InspectionSteps.Url + id);
    }

    [Fact]
    public async Task Plan_OutsideTheRegion_IsRefused_AndOthersDoNotSeeIt()
    {
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        using var auditor = await _host.SignedInAsync(Seat.Auditor);
        var id = await portal.City.PlannedAsync(_host, new() { ["Title"] = "市局检查甲" });
        await portal.City.DrawAsync(id);

        (await county.GetAsync(InspectionSteps.Url + "new")).Html.QuerySelectorAll("input[name=Codes]").Select(i => i.GetAttribute("value")).ShouldBe(["dier-gzc"]);
        var refused = await county.PostAsync(InspectionSteps.Url + "new", _host.Plan(new() { ["Codes"] = "shili-gzc" }));
        (refused.Status, refused.ErrorAt("Codes") is not null).ShouldBe((HttpStatusCode.BadRequest, true));
        var own = await county.PlannedAsync(_host);
        await county.DrawAsync(own);
        (await PlanAsync(own)).PopulationSize.ShouldBe(portal.OfCounty);
        foreach (var url in new[] { id, id + "/1", id + "/print", id + "/finding", id + "?handler=Population" })
        {
            (await county.GetAsync(InspectionSteps.Url + url)).Status.ShouldBe(HttpStatusCode.NotFound, url);
            (await auditor.GetAsync(InspectionSteps.Url + url)).Status.ShouldBe(HttpStatusCode.OK, url);
        }

        (await county.GetAsync("/supervision/inspections")).Body.ShouldNotContain("市局检查甲");
        (await auditor.GetAsync("/supervision/inspections")).Body.ShouldContain("市局检查甲");
        (await auditor.CheckAsync(id, 1, version: "0")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await auditor.FindAsync(id, "#1")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await auditor.CloseAsync(id, "0")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.DrawAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Plan_BadInput_IsToldAtItsField()
    {
        var page = await portal.City.PostAsync(InspectionSteps.Url + "new", _host.Plan(new() { ["Title"] = " ", ["Kind"] = "1", ["From"] = "2099-01-01", ["Until"] = "x", ["Percent"] = "101", ["Strata"] = "" }));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldHold("bad plan");
        foreach (var field in new[] { "Title", "Kind", "From", "Until", "Size", "Percent", "Strata" })
        {
            page.ErrorAt(field).ShouldNotBeNull(field);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<Inspection> PlanAsync(string id)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Inspections.AsNoTracking().Include(i => i.Scope).SingleAsync(i => i.Id == Guid.Parse(id));
    }

    private async Task<string> ExpectedAsync(string id, ChangeIntended drawn)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var ids = await scope.ServiceProvider.GetRequiredService<PortalDbContext>().InspectionItems.Where(i => i.InspectionId == Guid.Parse(id)).OrderBy(i => i.Position).Select(i => i.EntryId).ToListAsync();
        return $"population {drawn.After["population"]} {drawn.After["populationSha256"]}\nsample {ids.Count} {drawn.After["sampleSha256"]}\n" + string.Concat(ids.Select(i => Text(i) + "\n"));
    }

    private static async Task<string> RunAsync(string[] arguments)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NotaryMarriageQuery.sln")))
        {
            folder = folder.Parent!;
        }

        using var python = Process.Start(new ProcessStartInfo("python3", [Path.Combine(folder.FullName, "docs", "inspection-draw.py"), .. arguments]) { RedirectStandardOutput = true })!;
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        python.ExitCode.ShouldBe(0);
        return output.ReplaceLineEndings("\n");
    }
}

/// <summary>A portal where lookups of every outcome were made at two institutions, a while ago.</summary>
public sealed class InspectionFixture : IAsyncLifetime
{
    public PortalHost Host { get; private set; } = null!;

    /// <summary>Lookups that were made, refused ones included.</summary>
    public int Lookups { get; set; }

    /// <summary>Those of the county's institution.</summary>
    public int OfCounty { get; private set; }

    internal PortalClient City { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await PortalHost.StartAsync();
        using var clerk = await Host.SignedInAsync(Seat.Clerk);
        using var other = await Host.SignedInAsync(Seat.OtherClerk);
        for (var i = 0; i < 5; i++)
        {
            await clerk.LookUpAsync();
            await clerk.LookUpAsync(new() { ["CaseNumber"] = "(2026)示受字第9999号" });
            await other.LookUpAsync(new() { ["CaseNumber"] = "(2026)二受字第9001号" });
        }

        await clerk.LookUpAsync(new() { ["Name"] = "示例二", ["IdNumber"] = "339999199202020023" });
        (Lookups, OfCounty) = (16, 5);
        Host.Clock.Advance(TimeSpan.FromMinutes(2));
        City = await Host.SignedInAsync(Seat.CityInspector);
    }

    public async Task DisposeAsync()
    {
        City.Dispose();
        await Host.DisposeAsync();
    }
}
