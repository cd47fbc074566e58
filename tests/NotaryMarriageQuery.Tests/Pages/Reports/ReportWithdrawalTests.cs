using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Reports;

/// <summary>A bureau takes back what it asked for, until the province has decided.</summary>
public sealed class ReportWithdrawalTests : IAsyncLifetime
{
    private const string Post = ReportSteps.Office + "?handler=Withdraw";

    private PortalHost _host = null!;
    private PortalClient _admin = null!;
    private PortalClient _bureau = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _admin = await _host.SignedInAsync(Seat.Admin);
        _bureau = await _host.SignedInAsync(Seat.CityInspector);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        _bureau.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Withdraw_OpenRequest_IsEvidenceAndMayBeAskedForAgain()
    {
        var id = await FiledAsync();
        var request = await _admin.NewestRequestAsync();
        var last = _host.LastEvidence;

        (await WithdrawAsync(_bureau, id)).Location.ShouldBe(ReportSteps.Office);

        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single().Action.ShouldBe("report.withdrawn");
        var page = await _bureau.GetAsync(ReportSteps.Office);
        page.ShouldHold("withdrawn");
        page.Body.ShouldContain("已撤回");
        page.Html.QuerySelector("form[action*=Withdraw]").ShouldBeNull();
        (await _admin.GetAsync(request)).Body.ShouldContain("撤回人");
        var late = await _admin.DecideAsync(request, "approve");
        late.Status.ShouldBe(HttpStatusCode.Conflict);
        late.Errors.Single().ShouldContain("撤回");
        (await _admin.GetAsync("/administration/accounts/shili-gzc")).Body.ShouldNotContain("演示辛");
        await _bureau.FileAsync("增加人员", "演示辛");
    }

    [Fact]
    public async Task Withdraw_DecidedMeanwhile_IsTold()
    {
        var id = await FiledAsync();
        (await _admin.DecideAsync(await _admin.NewestRequestAsync(), "return", "缺少任职文件")).Location.ShouldBe("/administration/reports");
        var last = _host.LastEvidence;

        var page = await WithdrawAsync(_bureau, id);

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Errors.Single().ShouldContain("已经办结");
        page.Body.ShouldContain("缺少任职文件");
        page.ShouldHold("decided");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Withdraw_WhileTheProvinceDecides_OneOfThemWins()
    {
        var id = await FiledAsync();
        var request = await _admin.NewestRequestAsync();

        var answers = await Task.WhenAll(WithdrawAsync(_bureau, id), _admin.DecideAsync(request, "return", "缺少任职文件"));

        answers.Select(a => a.Status).Order().ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.Conflict]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Withdraw_NoSuchRequest_Is404(string id) => (await WithdrawAsync(_bureau, id)).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Withdraw_AnotherBureausOrByACounty_IsNotTaken()
    {
        var id = await FiledAsync();
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        (await WithdrawAsync(county, id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.PostAsync("/reports/dier-gzc?handler=Withdraw", new() { ["Id"] = id }, "/reports")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _bureau.PostAsync("/reports/dier-gzc?handler=Withdraw", new() { ["Id"] = id }, "/reports")).Status.ShouldBe(HttpStatusCode.NotFound);
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PortalDbContext>().ReportRequests.ExecuteUpdateAsync(s => s.SetProperty(r => r.FiledBy, "ling-sfj/01"));
        }

        (await _bureau.GetAsync(ReportSteps.Office)).Html.QuerySelector("form[action*=Withdraw]").ShouldBeNull();
        (await WithdrawAsync(_bureau, id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _bureau.GetAsync(ReportSteps.Office)).Body.ShouldContain("待审批");
    }

    private async Task<string> FiledAsync()
    {
        await _bureau.FileAsync("增加人员", "演示辛");
        return (await _bureau.GetAsync(ReportSteps.Office)).Html.QuerySelector("form[action*=Withdraw] input[name=Id]").ShouldNotBeNull().GetAttribute("value")!;
    }

    private static Task<PortalPage> WithdrawAsync(PortalClient client, string id) => client.PostAsync(Post, new() { ["Id"] = id }, "/reports");
}
