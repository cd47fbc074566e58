using System.Net;
using System.Text;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Core.Spreadsheets;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Reports;

/// <summary>Who sees whose reports, and who files: a city its own, a county reads its own, the province all.</summary>
public sealed class ReportScopeTests : IAsyncLifetime
{
    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task County_SeesItsOwnOnlyAndFilesNothing()
    {
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        var last = _host.LastEvidence;

        var list = await county.GetAsync("/reports");
        var own = await county.GetAsync("/reports/dier-gzc");
        var foreign = await county.GetAsync(ReportSteps.Office);

        list.ShouldHold("list");
        list.Html.QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")).ShouldBe(["/reports/dier-gzc"]);
        own.ShouldHold("own");
        own.Html.QuerySelector("#Change").ShouldBeNull();
        foreign.Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var url in new[] { "/reports/dier-gzc", "/reports/dier-gzc?handler=Form", "/reports/dier-gzc?handler=Confirm", "/reports/import", "/reports/import?handler=Confirm" })
        {
            (await county.PostAsync(url, ReportSteps.Form(), "/reports")).Status.ShouldBe(HttpStatusCode.Forbidden, url);
        }

        (await county.PostAsync(ReportSteps.Office + "?handler=Confirm", [], "/reports")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/reports/nobody")]
    [InlineData("/reports/shi-sfj")]
    [InlineData("/reports/xishi-gzc")]
    public async Task City_AnythingThatIsNotItsNotaryInstitution_Is404(string url)
    {
        await AddForeignOfficeAsync();
        using var bureau = await _host.SignedInAsync(Seat.CityInspector);

        (await bureau.GetAsync(url)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await bureau.PostAsync(url, new() { ["Change"] = "enrol" }, "/reports")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await bureau.GetAsync("/reports")).Body.ShouldNotContain("西市公证处");
        Encoding.UTF8.GetString(await bureau.ExportAsync("/reports", "custodians.csv")).ShouldNotContain("西市公证处");
        var import = await bureau.UploadAsync(Workbook.Csv(Workbook.ListHeadings, ["1", "西市公证处（演示）", "演示辛", "男", "公证员", "12000000001"]));
        import.Status.ShouldBe(HttpStatusCode.BadRequest);
        import.Body.ShouldContain("不属于本局");
    }

    [Fact]
    public async Task Export_ListsInTheAttachmentsLayout_AreEvidenceAndImportableAgain()
    {
        using var bureau = await _host.SignedInAsync(Seat.CityInspector);
        using var admin = await _host.SignedInAsync(Seat.Admin);
        await bureau.FileAsync("更正 测试甲", mobile: "12000000011", post: "=SUM(A1)");
        (await admin.DecideAsync(await admin.NewestRequestAsync(), "approve")).Location.ShouldBe("/administration/reports");
        await bureau.PostAsync(ReportSteps.Office + "?handler=Form", ReportSteps.Form(), ReportSteps.Office);
        (await admin.DecideAsync(await admin.NewestRequestAsync(), "approve")).Location.ShouldBe("/administration/reports");
        var last = _host.LastEvidence;

        var rows = Workbook.Read(await bureau.ExportAsync("/reports", "custodians.xlsx"));
        var csv = Encoding.UTF8.GetString(await admin.ExportAsync("/administration/reports", "custodians.csv"));
        var forms = Workbook.Read(await admin.ExportAsync("/administration/reports", "infrastructure.xlsx"));

        rows[0][0].ShouldBe("公证机构负责管理使用婚姻登记信息查询账户的人员名单");
        rows[1].Cells.ShouldBe(Workbook.ListHeadings);
        rows.Skip(2).Select(r => string.Join('|', r.Cells)).ShouldContain("2|示范市示例公证处（演示）|测试甲|男|=SUM(A1)|12000000011", string.Join('\n', rows.Select(r => string.Join('|', r.Cells))));
        csv.ShouldContain("测试甲,男,'=SUM(A1),12000000011\r\n");
        forms.Select(r => string.Join('|', r.Cells)).ShouldContain("示范市示例公证处（演示）|演示壬|0571-00000000|10.33.1.5");
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ReportExported>().Select(e => e.File)
            .ShouldBe(["custodians.xlsx", "custodians.csv", "infrastructure.xlsx"]);
        var bad = await bureau.PostAsync("/reports?handler=Export", new() { ["File"] = "../x" }, "/reports");
        bad.Status.ShouldBe(HttpStatusCode.BadRequest);
        bad.ErrorAt("File").ShouldNotBeNull();
    }

    private async Task AddForeignOfficeAsync()
    {
        using var admin = await _host.SignedInAsync(Seat.Admin);
        await admin.PostAsync("/administration/institutions/new", new() { ["Name"] = "西市公证处（演示）", ["Kind"] = "NotaryOffice", ["Code"] = "xishi-gzc", ["Region"] = "339801" });
    }
}
