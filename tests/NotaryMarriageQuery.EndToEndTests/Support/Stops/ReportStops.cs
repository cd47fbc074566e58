using Microsoft.Playwright;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>Lists and forms of the bureaus, and what the province decides on them.</summary>
internal static partial class Tour
{
    private static IEnumerable<Stop> Bureau() =>
    [
        Inspector("reports", 200, p => p.GotoAsync("/reports")),
        Of("yixian-sfj", "演示戊", "reports-of-county", 200, (p, _) => p.GotoAsync("/reports")),
        Inspector("reports-export-error", 400, async p =>
        {
            await p.GotoAsync("/reports");
            await p.EvaluateAsync("document.querySelector('#File option').value = 'x'");
            await p.PressAsync("导出");
        }),
        Inspector("report-institution", 200, async (p, portal) =>
        {
            await FileReportAsync(portal);
            await p.GotoAsync("/reports/dier-gzc");
        }),
        Inspector("report-institution-error", 400, async p =>
        {
            await p.GotoAsync("/reports/dier-gzc");
            await p.GetByLabel("事项").SelectOptionAsync(new SelectOptionValue { Label = "增加人员" });
            await p.GetByLabel("理由", new() { Exact = true }).FillAsync("新任");
            await p.PressAsync("提交省厅审批");
        }),
        Inspector("report-workstation-error", 400, async p =>
        {
            await p.GotoAsync("/reports/dier-gzc");
            await p.GetByLabel("登记或移除", new() { Exact = true }).SelectOptionAsync("register");
            await p.PressAsync("提交固定计算机申请");
        }),
        Inspector("report-withdrawn", 200, async (p, portal) =>
        {
            await FileReportAsync(portal);
            await p.GotoAsync("/reports/dier-gzc");
            await p.GetByRole(AriaRole.Button, new() { NameRegex = new("^撤回") }).First.ClickAsync();
        }),
        Inspector("report-import", 200, p => p.GotoAsync("/reports/import")),
        Inspector("report-import-preview", 200, p => ImportAsync(p, "1,示范市示例公证处（演示）,演示寅,女,公证员,12000000021")),
        Inspector("report-import-error", 400, p => ImportAsync(p, "1,没有的公证处,演示寅,女,公证员,1200\n2,示范市示例公证处（演示）,,男,公证员,12000000022")),
    ];

    private static IEnumerable<Stop> Province() =>
    [
        Of("sheng-admin", "演示己", "admin-reports", 200, async (p, portal) =>
        {
            await FileReportAsync(portal);
            await p.GotoAsync("/administration/reports");
        }),
        Of("sheng-admin", "演示己", "admin-report", 200, RequestAsync),
        Of("sheng-admin", "演示己", "admin-report-error", 400, async (p, portal) =>
        {
            await RequestAsync(p, portal);
            await p.GetByLabel("决定").SelectOptionAsync("return");
            await p.PressAsync("办理");
        }),
        Of("sheng-admin", "演示己", "admin-report-enrolled", 200, async (p, portal) =>
        {
            await RequestAsync(p, portal);
            await p.GetByLabel("决定").SelectOptionAsync("approve");
            await p.PressAsync("办理");
        }),
        Admin("report-deadline", 200, p => p.GotoAsync("/administration/report-deadline")),
        Admin("report-deadline-error", 400, async p =>
        {
            await p.GotoAsync("/administration/report-deadline");
            await p.PressAsync("保存");
        }),
    ];

    // A request of its own: the stop stands whatever ran before it.
    private static async Task FileReportAsync(PortalHost portal)
    {
        using var bureau = portal.Client();
        await bureau.SignInAsync("shi-sfj", "演示丁");
        await bureau.PostAsync("/reports/dier-gzc", new()
        {
            ["Change"] = "enrol", ["Name"] = "演示" + string.Concat(Guid.NewGuid().ToString("N").Take(4).Select(c => (char)('甲' + c))), ["Sex"] = "女", ["Post"] = "公证员助理",
            ["Mobile"] = "12000000020", ["Reason"] = "新任账户管理人员",
        });
    }

    private static async Task RequestAsync(IPage page, PortalHost portal)
    {
        await FileReportAsync(portal);
        await page.GotoAsync("/administration/reports");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^审批") }).First.ClickAsync();
    }

    private static async Task ImportAsync(IPage page, string lines)
    {
        await page.GotoAsync("/reports/import");
        var file = System.Text.Encoding.UTF8.GetBytes("公证机构负责管理使用婚姻登记信息查询账户的人员名单\n编号,单位,姓名,性别,职务,手机\n" + lines);
        await page.GetByLabel("名单文件").SetInputFilesAsync(new FilePayload { Name = "名单.csv", MimeType = "text/csv", Buffer = file });
        await page.PressAsync("预览");
    }
}
