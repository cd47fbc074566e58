using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages;

/// <summary>The demo's examples: each page has something to show, a second start adds nothing, and what people did themselves stays.</summary>
public sealed class DemoExamplesTests : IAsyncLifetime
{
    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Add_Twice_FillsEachPageOnce()
    {
        await DemoExamples.AddAsync(_host.Services, CancellationToken.None);
        var last = _host.LastEvidence;
        await DemoExamples.AddAsync(_host.Services, CancellationToken.None);

        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        using var bureau = await _host.SignedInAsync(Seat.CityInspector);
        using var admin = await _host.SignedInAsync(Seat.Admin);
        (await clerk.GetAsync("/assistance")).Body.ShouldContain("示受字第9001号");
        (await clerk.GetAsync("/verifications")).Body.ShouldContain("第9001号");
        var office = await bureau.GetAsync("/reports/shili-gzc");
        office.Body.ShouldContain("公证员助理");
        office.Body.ShouldContain("0571-00000001");
        office.Body.ShouldNotContain("未报");
        (await bureau.GetAsync("/reports/dier-gzc")).Body.ShouldContain("待审批");
        (await bureau.GetAsync("/supervision/verifications")).Body.ShouldContain("第9001号");
        (await admin.GetAsync("/administration/reports")).Body.ShouldContain("待审批 1 项");
        (await admin.GetAsync("/administration/assistance")).Body.ShouldContain("示受字第9001号");
        var paper = (await clerk.GetAsync((await clerk.GetAsync("/assistance")).Html.QuerySelector("main td a, main th a")!.GetAttribute("href")!)).Html.QuerySelector("a[href*='/file/']");
        paper.ShouldNotBeNull();
        (await clerk.GetAsync(paper.GetAttribute("href")!)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Add_WhatIsThere_Stays()
    {
        await DemoExamples.AddAsync(_host.Services, CancellationToken.None);
        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        await db.Custodians.Where(c => c.Post == "公证员助理").ExecuteDeleteAsync();
        await db.InstitutionReports.ExecuteUpdateAsync(s => s.SetProperty(r => r.HeadName, "演示子"));

        await DemoExamples.AddAsync(_host.Services, CancellationToken.None);

        (await db.Custodians.CountAsync()).ShouldBe(2);
        (await db.InstitutionReports.AsNoTracking().Select(r => r.HeadName).Distinct().SingleAsync()).ShouldBe("演示子");
        (await db.ReportRequests.CountAsync(), await db.AssistanceApplications.CountAsync(), await db.Verifications.CountAsync()).ShouldBe((1, 1, 1));
    }
}
