using System.Net;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Core.Spreadsheets;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Reports;

/// <summary>Lists as spreadsheets: previewed, whole or not at all, and nothing that is uploaded brings the page down.</summary>
public sealed class ReportImportTests : IAsyncLifetime
{
    private const string Office = "示范市示例公证处（演示）";
    private static readonly string[] _good = ["1", Office, "演示辛", "男", "公证员", "12000000001"];

    private PortalHost _host = null!;
    private PortalClient _bureau = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _bureau = await _host.SignedInAsync(Seat.CityInspector);
    }

    public async Task DisposeAsync()
    {
        _bureau.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    [InlineData("gb18030")]
    public async Task Import_GoodList_IsPreviewedThenFiledOnceAsRequests(string format)
    {
        string[][] rows = [["公证机构负责管理使用婚姻登记信息查询账户的人员名单"], Workbook.ListHeadings, _good, ["2", Office, "测试甲", "女", "主任", "12000000002"], ["3"], ["4"]];
        var file = format switch
        {
            "xlsx" => Workbook.Xlsx(rows),
            "csv" => Workbook.Csv(rows),
            _ => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(Encoding.UTF8.GetString(Workbook.Csv(rows)).TrimStart('\uFEFF')),
        };
        var last = _host.LastEvidence;

        var preview = await _bureau.UploadAsync(file);

        preview.Status.ShouldBe(HttpStatusCode.OK, string.Join(' ', preview.Errors));
        preview.ShouldHold("preview");
        preview.Body.ShouldContain("将提交 2 项申请");
        preview.Body.ShouldNotContain("12000000001");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await _bureau.ConfirmAsync(preview)).Location.ShouldBe("/reports");
        (await _bureau.ConfirmAsync(preview)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single().After["requests"].ShouldBe("2");
        var page = await _bureau.GetAsync(ReportSteps.Office);
        page.Body.ShouldContain("增加账户管理人员");
        page.Body.ShouldContain("更正账户管理人员信息");
    }

    [Fact]
    public async Task Import_WorkbookWithBothAttachments_KnowsThemByTheirHeadings()
    {
        var rows = Workbook.Csv(["标题"], Workbook.ListHeadings, _good, [], ["公证机构信息化建设基本信息采集表"], Workbook.FormHeadings, [Office, "演示壬", "0571-00000000", "10.33.1.5"]);

        var preview = await _bureau.UploadAsync(rows, "名单.csv");

        preview.Body.ShouldContain("将提交 2 项申请");
        preview.Body.ShouldContain("演示壬 10.33.1.5");
    }

    [Fact]
    public async Task Import_BadRows_AreAllNamedWithReasonsAndNothingIsFiled()
    {
        string[][] rows =
        [
            Workbook.ListHeadings, _good,
            ["2", "没有的公证处", "演示甲", "男", "公证员", "12000000002"],
            ["3", "", "演示乙", "男", "公证员", "12000000003"],
            ["4", Office, "", "男", "公证员", "12000000004"],
            ["5", Office, "演示丙", "雄", "公证员", "12000000005"],
            ["6", Office, "演示丁", "女", "", "12000000006"],
            ["7", Office, "演示子", "女", "公证员", "1200"],
            ["8", Office, " 演示辛 ", "男", "公证员", "12000000008"],
            ["9", Office, "演示丑", "男", "公证员", "12000000001"],
            Workbook.FormHeadings,
            [Office, "演示壬", "x", "300.1.1.1"],
        ];
        var last = _host.LastEvidence;

        var page = await _bureau.UploadAsync(Workbook.Xlsx(rows));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldHold("bad rows");
        page.Html.QuerySelector("input[name=Id]").ShouldBeNull();
        var problems = page.Html.QuerySelectorAll("tbody tr").ToDictionary(r => r.QuerySelectorAll("td")[1].TextContent, r => r.QuerySelectorAll("td")[2].TextContent);
        problems.Keys.ShouldBe(["3", "4", "5", "6", "7", "8", "9", "10", "12"]);
        problems["3"].ShouldContain("没有这个公证机构");
        problems["4"].ShouldBe("缺少单位");
        problems["5"].ShouldBe("缺少姓名");
        problems["6"].ShouldContain("性别");
        problems["7"].ShouldBe("缺少职务");
        problems["8"].ShouldContain("手机");
        problems["9"].ShouldBe("姓名与第 2 行重复");
        problems["10"].ShouldBe("手机与第 2 行重复");
        problems["12"].ShouldContain("电话");
        problems["12"].ShouldContain("IP地址有误");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await _bureau.GetAsync("/reports")).Body.ShouldNotContain("1 项");
    }

    [Fact]
    public async Task Confirm_SomethingChangedSinceThePreview_FilesNothingAndSaysWhy()
    {
        var preview = await _bureau.UploadAsync(Workbook.Xlsx(Workbook.ListHeadings, _good, ["2", Office, "演示丑", "女", "公证员", "12000000002"]));
        await _bureau.FileAsync("增加人员", "演示丑", "12000000002");
        var last = _host.LastEvidence;

        var page = await _bureau.ConfirmAsync(preview);

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Body.ShouldContain("尚未审批");
        page.ShouldHold("changed");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await _bureau.GetAsync(ReportSteps.Office)).Body.ShouldNotContain("演示辛");
    }

    [Fact]
    public async Task Confirm_TwiceAtOnce_FilesOnce()
    {
        var preview = await _bureau.UploadAsync(Workbook.Xlsx(Workbook.ListHeadings, _good));

        var answers = await Task.WhenAll(_bureau.ConfirmAsync(preview), _bureau.ConfirmAsync(preview));

        answers.Select(a => a.Status).ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.Conflict], ignoreOrder: true);
        (await _bureau.GetAsync(ReportSteps.Office)).Html.QuerySelectorAll("td").Count(c => c.TextContent.StartsWith("增加账户管理人员", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Confirm_AfterHalfAnHour_IsGone()
    {
        var preview = await _bureau.UploadAsync(Workbook.Xlsx(Workbook.ListHeadings, _good));
        for (var i = 0; i < 4; i++)
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(10));
            await _bureau.GetAsync("/account/stay");
        }

        (await _bureau.ConfirmAsync(preview)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("xlsx", 50_000)]
    [InlineData("csv", 2_500)]
    public async Task Import_ManyLines_ArePreviewedAndFiledWhole(string format, int lines)
    {
        var file = Many(format, lines, i => $"12{i:D9}");

        var preview = await _bureau.UploadAsync(file);

        preview.Status.ShouldBe(HttpStatusCode.OK, string.Join(' ', preview.Errors));
        preview.Body.ShouldContain($"将提交 {lines} 项申请");
        preview.Body.ShouldContain("只列出前 200 项");
        preview.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(200);
        preview.Body.Length.ShouldBeLessThan(1_000_000);
        preview.ShouldHold("preview");
        var last = _host.LastEvidence;
        (await _bureau.ConfirmAsync(preview)).Location.ShouldBe("/reports");
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single().After["requests"].ShouldBe($"{lines}");
        (await _bureau.GetAsync("/reports")).Body.ShouldContain($"{lines} 项");
        (await _bureau.GetAsync(ReportSteps.Office)).Body.Length.ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Import_FiftyThousandBadLines_AreCountedAndTheFirstNamed(string format)
    {
        var last = _host.LastEvidence;

        var page = await _bureau.UploadAsync(Many(format, 50_000, _ => "1200"));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt("Upload").ShouldNotBeNull().ShouldContain("有 50000 行有误");
        page.Body.ShouldContain("只列出前 200 项");
        page.Html.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td")[1].TextContent).ShouldBe(Enumerable.Range(2, 200).Select(i => $"{i}"));
        page.Body.Length.ShouldBeLessThan(1_000_000);
        page.ShouldHold("bad lines");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_OneLineTooMany_IsRefusedWithTheLimit() =>
        (await _bureau.UploadAsync(Many("csv", 50_001, i => $"12{i:D9}"))).ErrorAt("Upload").ShouldNotBeNull().ShouldContain("一次最多导入 50000 行");

    [Fact]
    public async Task Confirm_ALineOfManyIsAskedForMeanwhile_FilesNoneOfThem()
    {
        var preview = await _bureau.UploadAsync(Many("csv", 3_000, i => $"12{i:D9}"));
        await _bureau.FileAsync("增加人员", "演示2900", "12000090000");

        var page = await _bureau.ConfirmAsync(preview);

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        (await _bureau.GetAsync("/reports")).Body.ShouldContain("1 项");
    }

    [Fact]
    public async Task Confirm_TheLastOfManyCannotBeWritten_FilesNoneOfThem()
    {
        var preview = await _bureau.UploadAsync(Many("csv", 3_000, i => $"12{i:D9}"));
        await using var scope = _host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database;
        await database.ExecuteSqlRawAsync("CREATE TRIGGER test_fail BEFORE INSERT ON report_request WHEN (SELECT count(*) FROM report_request) = 2999 BEGIN SELECT RAISE(ABORT, 'test'); END");

        ((int)(await _bureau.ConfirmAsync(preview)).Status).ShouldBe(503);

        await database.ExecuteSqlRawAsync("DROP TRIGGER test_fail");
        (await _bureau.GetAsync(ReportSteps.Office)).Body.ShouldContain("还没有报送过");
        (await _bureau.ConfirmAsync(preview)).Location.ShouldBe("/reports");
        (await _bureau.GetAsync("/reports")).Body.ShouldContain("3000 项");
    }

    [Fact]
    public async Task Import_FullList_IsFiledWhole()
    {
        var rows = Enumerable.Range(0, 2000).Select(i => new[] { $"{i}", Office, $"演示{i}", "男", "公证员", $"12{i:D9}" });

        var preview = await _bureau.UploadAsync(Workbook.Xlsx([Workbook.ListHeadings, .. rows]));

        preview.Body.ShouldContain("将提交 2000 项申请");
        (await _bureau.ConfirmAsync(preview)).Location.ShouldBe("/reports");
        (await _bureau.GetAsync("/reports")).Body.ShouldContain("2000 项");
        using var admin = await _host.SignedInAsync(Seat.Admin);
        var page = await admin.GetAsync("/administration/reports");
        page.Body.ShouldContain("待审批 2000 项");
        (await admin.GetAsync(page.Html.QuerySelector(".more a")!.GetAttribute("href")!)).Html.QuerySelectorAll("td a").Length.ShouldBe(50);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("picture")]
    [InlineData("cut")]
    [InlineData("no headings")]
    [InlineData("headings only")]
    [InlineData("formula")]
    [InlineData("bomb")]
    [InlineData("script")]
    public async Task Import_HostileFile_IsRefusedCalmly(string what)
    {
        byte[] file = what switch
        {
            "nothing" => [],
            "picture" => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13],
            "cut" => Workbook.Xlsx(Workbook.ListHeadings, _good)[..^30],
            "no headings" => Workbook.Csv(_good),
            "headings only" => Workbook.Xlsx(Workbook.ListHeadings, ["1"], ["2"]),
            "formula" => Encoding.UTF8.GetBytes($"{string.Join(',', Workbook.ListHeadings)}\n1,{Office},=HYPERLINK(A1),男,公证员,12000000001"),
            "bomb" => Workbook.Bomb(200),
            _ => Workbook.Csv(Workbook.ListHeadings, ["1", "<script>alert(1)</script>", "<script>alert(2)</script>", "<b>", "x", "y"]),
        };
        var last = _host.LastEvidence;

        var page = await _bureau.UploadAsync(file, "<script>.xlsx");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt("Upload").ShouldNotBeNull();
        page.ShouldHold(what);
        page.Body.ShouldNotContain("<script>alert");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_FileBeyondTheLimit_IsAnsweredCalmly()
    {
        ((int)(await _bureau.UploadAsync(new byte[(8 * 1024 * 1024) + 1000])).Status).ShouldBe(400);
        (await _bureau.UploadAsync(new byte[9 * 1024 * 1024])).ErrorAt("Upload").ShouldNotBeNull().ShouldContain("超过 8 MB");
    }

    private static byte[] Many(string format, int count, Func<int, string> mobile)
    {
        string[][] rows = [Workbook.ListHeadings, .. Enumerable.Range(0, count).Select(i => new[] { $"{i + 1}", Office, $"演示{i}", "男", "公证员", mobile(i) })];
        return format == "xlsx" ? Workbook.Xlsx(rows) : Workbook.Csv(rows);
    }
}
