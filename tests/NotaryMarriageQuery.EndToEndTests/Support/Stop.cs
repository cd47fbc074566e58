using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>A page in one of its states, and how to get there.</summary>
/// <param name="Name">File name of its picture.</param>
/// <param name="Account">Who looks at it; empty for nobody signed in.</param>
/// <param name="Person">Person of the account.</param>
/// <param name="Status">Status code that the page answers with.</param>
/// <param name="Go">Leads from a blank page to it.</param>
internal sealed record Stop(string Name, string Account, string Person, int Status, Func<IPage, PortalHost, Task> Go);

/// <summary>Every page of the portal in every role, with its errors.</summary>
internal static class Tour
{
    private const string Case9003 = "(2026)示受字第9003号";
    private const string Agreement = "夫妻财产约定公证";

    public static IReadOnlyList<Stop> Stops { get; } =
    [
        .. Nobody(), .. Clerk(), .. Inspector(), .. Bureau(), .. Auditor(), .. Admin(), .. Province(),
    ];

    private static IEnumerable<Stop> Nobody() =>
    [
        Nobody("sign-in", 200, p => p.GotoAsync("/account/sign-in")),
        Nobody("sign-in-ended", 200, p => p.GotoAsync("/account/sign-in?ended=true")),
        Nobody("sign-in-empty", 400, async p =>
        {
            await p.GotoAsync("/account/sign-in");
            await p.PressAsync("下一步");
        }),
        Nobody("sign-in-refused", 400, p => StepOneAsync(p, "shili-gzc", "wrong")),
        Nobody("verify", 200, p => StepOneAsync(p, "shili-gzc")),
        Nobody("verify-one-person", 200, p => StepOneAsync(p, "shi-sfj")),
        Nobody("verify-refused", 400, async p =>
        {
            await StepOneAsync(p, "shili-gzc");
            await p.GetByLabel("查询人").SelectOptionAsync(new SelectOptionValue { Label = "测试甲" });
            await p.Locator("#Code").FillAsync("12345");
            await p.PressAsync("登录");
        }),
        Nobody("not-found-unknown-person", 404, p => p.GotoAsync("/error/500")),
    ];

    private static IEnumerable<Stop> Clerk() =>
    [
        Clerk("clerk-start", 200, p => p.GotoAsync("/")),
        Clerk("lookup", 200, p => p.GotoAsync("/queries/new")),
        Clerk("lookup-empty", 400, async p =>
        {
            await p.GotoAsync("/queries/new");
            await p.PressAsync("查询核对");
        }),
        Clerk("lookup-check-digit", 400, p => p.LookUpAsync("(2026)示受字第9001号", "继承权公证", "示例一", "339999 19900101 0014")),
        Clerk("lookup-not-party", 403, p => p.LookUpAsync("(2026)示受字第9001号", "继承权公证", "示例三", "339999198503150134")),
        Clerk("lookup-entrusted", 200, async p =>
        {
            await p.FillLookupAsync("(2026)示受字第9001号", "继承权公证", "示例一", "339999199001010013");
            await p.GetByLabel("依据", new() { Exact = true }).SelectOptionAsync("EntrustedRequest");
        }),
        Clerk("lookup-entrusted-error", 403, async p =>
        {
            await p.FillLookupAsync("(2026)示受字第9001号", "继承权公证", "示例一", "339999199001010013");
            await p.GetByLabel("依据", new() { Exact = true }).SelectOptionAsync("EntrustedRequest");
            await p.PressAsync("查询核对");
        }),
        Clerk("lookup-registry-fault", 503, async (p, portal) =>
        {
            await portal.FailRegistryAsync("innerFailure");
            await p.LookUpAsync("(2026)示受字第9001号", "继承权公证", "示例一", "339999199001010013");
        }),
        Clerk("answer-two", 200, p => p.LookUpDivorcedAsync()),
        Clerk("answer-old-number", 200, p => p.LookUpAsync(Case9003, Agreement, "示例九", "339999450707071")),
        Clerk("answer-annulled", 200, p => p.LookUpAsync(Case9003, Agreement, "𠮷示例", "339999199511110516")),
        Clerk("answer-reissued", 200, p => p.LookUpAsync(Case9003, Agreement, "示例·测试", "339999197809080314")),
        Clerk("answer-none", 200, p => p.LookUpAsync(Case9003, Agreement, "示例十", "330199198801010111")),
        Clerk("print", 200, async p =>
        {
            await p.LookUpDivorcedAsync();
            await p.FollowAsync("打印核对单");
        }),
        Clerk("print-none", 200, async p =>
        {
            await p.LookUpAsync(Case9003, Agreement, "示例十", "330199198801010111");
            await p.FollowAsync("打印核对单");
        }),
        Clerk("lookups", 200, p => p.GotoAsync("/queries")),
        Clerk("lookup-without-answer", 200, async p =>
        {
            await p.LookUpAsync("(2026)示受字第9001号", "继承权公证", "示例三", "339999198503150134");
            await p.GotoAsync("/queries");
            await p.Locator("tr:has(.tag.stop) a").First.ClickAsync();
        }),
        Clerk("answer-entrusted", 200, p => p.LookUpEntrustedAsync()),
        Clerk("answer-letter-error", 400, async p =>
        {
            await p.LookUpEntrustedAsync();
            await p.GetByLabel("上传书面请求").SetInputFilesAsync(new FilePayload { Name = "letter.pdf", MimeType = "application/pdf", Buffer = "MZ"u8.ToArray() });
            await p.PressAsync("上传");
        }),
        Clerk("answer-letter", 200, async p =>
        {
            await p.LookUpEntrustedAsync();
            await p.GetByLabel("上传书面请求").SetInputFilesAsync(Paper());
            await p.PressAsync("上传");
        }),
        Clerk("entrusted", 200, async p =>
        {
            await p.LookUpEntrustedAsync();
            await p.GotoAsync("/queries/entrusted");
        }),
        Clerk("entrusted-elsewhere", 200, p => p.GotoAsync("/queries/entrusted?Elsewhere=true")),
        Clerk("verifications", 200, async p =>
        {
            await p.RecordVerificationAsync();
            await p.GotoAsync("/verifications");
        }),
        Clerk("verification", 200, async p =>
        {
            await p.RecordVerificationAsync();
            await p.GetByLabel("补充内容").FillAsync("已核对存档，复电告知。");
            await p.GetByLabel("答复改为").SelectOptionAsync("Genuine");
            await p.PressAsync("补充");
        }),
        Clerk("verification-error", 400, async p =>
        {
            await p.RecordVerificationAsync();
            await p.PressAsync("补充");
        }),
        Clerk("verification-new", 200, p => p.GotoAsync("/verifications/new")),
        Clerk("verification-new-error", 400, async p =>
        {
            await p.GotoAsync("/verifications/new");
            await p.GetByLabel("方式").SelectOptionAsync("Visit");
            await p.PressAsync("登记");
        }),
        Clerk("assistance", 200, async p =>
        {
            await p.ApplyAsync();
            await p.GotoAsync("/assistance");
        }),
        Clerk("assistance-new", 200, p => p.GotoAsync("/assistance/new")),
        Clerk("assistance-new-error", 400, async p =>
        {
            await p.GotoAsync("/assistance/new");
            await p.PressAsync("提交省厅");
        }),
        Clerk("assistance-filed", 200, p => p.ApplyAsync()),
        Clerk("assistance-withdrawn", 200, async p =>
        {
            await p.ApplyAsync();
            await p.PressAsync("撤回申请");
        }),
        Clerk("cases", 200, p => p.GotoAsync("/cases")),
        Clerk("case-new", 200, p => p.GotoAsync("/cases/new")),
        Clerk("case-new-error", 400, async p =>
        {
            await p.GotoAsync("/cases/new");
            await p.PressAsync("保存");
        }),
        Clerk("password", 200, p => p.GotoAsync("/account/password")),
        Clerk("password-error", 400, async p =>
        {
            await p.GotoAsync("/account/password");
            await p.GetByLabel("现口令").FillAsync("x");
            await p.GetByLabel("新口令").First.FillAsync("y");
            await p.PressAsync("修改口令");
        }),
        Clerk("terms", 200, p => p.GotoAsync("/account/terms")),
        Clerk("anomaly", 200, async p =>
        {
            await p.GotoAsync("/account/anomaly");
            await p.GetByLabel("异常情况").SelectOptionAsync("NotMe");
            await p.GetByLabel("说明").FillAsync("昨晚有一次登录不是我本人。\n请核实。");
            await p.PressAsync("报告省厅");
        }),
        Clerk("anomaly-error", 400, async p =>
        {
            await p.GotoAsync("/account/anomaly");
            await p.PressAsync("报告省厅");
        }),
        Clerk("sign-out", 200, p => p.GotoAsync("/account/sign-out")),
        Clerk("forbidden", 403, p => p.GotoAsync("/supervision/log")),
        Clerk("not-found", 404, p => p.GotoAsync("/queries/" + new string('0', 32))),
    ];

    private static IEnumerable<Stop> Inspector() =>
    [
        Inspector("inspector-start", 200, p => p.GotoAsync("/")),
        Inspector("log", 200, p => p.GotoAsync("/supervision/log")),
        Inspector("log-none", 200, p => p.GotoAsync("/supervision/log?CaseNumber=x")),
        Inspector("log-error", 400, p => p.GotoAsync("/supervision/log?From=2026-02-30&To=x&After=!")),
        Inspector("log-subject", 200, async p =>
        {
            await p.GotoAsync("/supervision/log");
            await p.Locator("#SubjectIdNumber").FillAsync("339999198503150134");
            await p.PressAsync("查找此人的记录");
        }),
        Inspector("log-subject-error", 400, async p =>
        {
            await p.GotoAsync("/supervision/log");
            await p.Locator("#SubjectIdNumber").FillAsync("339999198503150135");
            await p.PressAsync("查找此人的记录");
        }),
        Inspector("overdue-cases", 200, p => p.GotoAsync("/supervision/overdue-cases")),
        Inspector("overdue-cases-some", 200, async (p, portal) =>
        {
            await EntryAsync(p, portal);
            await p.GotoAsync("/supervision/overdue-cases?Days=0");
        }),
        Inspector("overdue-cases-error", 400, p => p.GotoAsync("/supervision/overdue-cases?Days=x&Kind=x")),
        Inspector("entry", 200, EntryAsync),
        Inspector("entry-error", 400, async (p, portal) =>
        {
            await EntryAsync(p, portal);
            await p.PressAsync("查看完整信息");
        }),
        Inspector("entry-unmasked", 200, async (p, portal) =>
        {
            await EntryAsync(p, portal);
            await p.GetByLabel("查看完整身份信息的理由").FillAsync("定期检查 2026-3 抽查");
            await p.PressAsync("查看完整信息");
        }),
    ];

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

    private static IEnumerable<Stop> Auditor() =>
    [
        Of("sheng-audit", "演示庚", "auditor-start", 200, (p, _) => p.GotoAsync("/")),
        Of("sheng-audit", "演示庚", "auditor-log", 200, (p, _) => p.GotoAsync("/supervision/log")),
        Of("sheng-audit", "演示庚", "auditor-integrity", 200, (p, _) => p.GotoAsync("/supervision/integrity")),
        Of("sheng-audit", "演示庚", "auditor-verified", 200, async (p, _) =>
        {
            await p.GotoAsync("/supervision/integrity");
            await p.PressAsync("立即核验");
            await p.GetByText("核验通过").WaitForAsync();
        }),
        Of("sheng-audit", "演示庚", "supervised-entrusted", 200, async (p, host) =>
        {
            await ClerkDoesAsync(host, clerk => clerk.LookUpAsync(new() { ["Ground"] = "EntrustedRequest", ["EntrustingInstitution"] = Second, ["LetterNumber"] = "二证函〔2026〕1号", ["LetterDate"] = "2026-01-05" }));
            await p.GotoAsync("/supervision/entrusted");
        }),
        Of("sheng-audit", "演示庚", "supervised-verifications", 200, async (p, host) =>
        {
            await ClerkDoesAsync(host, RecordAsync);
            await p.GotoAsync("/supervision/verifications");
        }),
        Of("sheng-audit", "演示庚", "supervised-verification", 200, async (p, host) =>
        {
            await ClerkDoesAsync(host, RecordAsync);
            await p.GotoAsync("/supervision/verifications");
            await p.Locator("tbody a").First.ClickAsync();
        }),
        Of("sheng-audit", "演示庚", "auditor-keys", 200, (p, _) => p.GotoAsync("/supervision/integrity/keys")),
        Of("sheng-audit", "演示庚", "auditor-reconcile", 200, (p, _) => p.GotoAsync("/supervision/integrity/reconcile")),
        Of("sheng-audit", "演示庚", "auditor-reconcile-error", 400, async (p, _) =>
        {
            await p.GotoAsync("/supervision/integrity/reconcile");
            await p.PressAsync("核对");
        }),
        Of("sheng-audit", "演示庚", "auditor-reconciled", 200, async (p, host) =>
        {
            await p.GotoAsync("/supervision/integrity/reconcile");
            using var http = new HttpClient { BaseAddress = host.RegistryUrl };
            var list = await http.GetByteArrayAsync("/demo/lookups");
            await p.GetByLabel("应答清单文件").SetInputFilesAsync(new FilePayload { Name = "lookups.json", MimeType = "application/json", Buffer = list });
            await p.PressAsync("核对");
        }),
    ];

    private static IEnumerable<Stop> Admin() =>
    [
        Admin("admin-start", 200, p => p.GotoAsync("/")),
        Admin("institutions", 200, p => p.GotoAsync("/administration/institutions")),
        Admin("institution-new", 200, p => p.GotoAsync("/administration/institutions/new")),
        Admin("institution-new-error", 400, async p =>
        {
            await p.GotoAsync("/administration/institutions/new");
            await p.PressAsync("添加");
        }),
        Admin("institution", 200, p => p.GotoAsync("/administration/institutions/dier-gzc")),
        Admin("institution-error", 400, async p =>
        {
            await p.GotoAsync("/administration/institutions/dier-gzc");
            await p.PressAsync("保存");
        }),
        Admin("approvals", 200, p => p.GotoAsync("/administration/approvals")),
        Of("sheng-admin", "演示己", "approvals-pending", 200, async (p, portal) =>
        {
            await AskAsync(portal);
            await p.GotoAsync("/administration/approvals");
        }),
        Of("sheng-admin", "演示己", "anomalies", 200, async (p, portal) =>
        {
            await ReportAsync(portal);
            await p.GotoAsync("/administration/anomalies");
        }),
        Of("sheng-admin", "演示己", "anomalies-error", 400, async (p, portal) =>
        {
            await ReportAsync(portal);
            await p.GotoAsync("/administration/anomalies");
            await p.PressAsync("登记为已处理");
        }),
        Admin("admin-terms", 200, p => p.GotoAsync("/administration/terms")),
        Admin("admin-terms-error", 400, async p =>
        {
            await p.GotoAsync("/administration/terms");
            await p.PressAsync("发布第 2 版");
        }),
        Admin("accounts", 200, p => p.GotoAsync("/administration/accounts")),
        Admin("account-new", 200, p => p.GotoAsync("/administration/accounts/new")),
        Admin("account-new-error", 400, async p =>
        {
            await p.GotoAsync("/administration/accounts/new");
            await p.PressAsync("开立");
        }),
        Admin("account-issued", 200, p => p.IssueAccountAsync()),
        Admin("account", 200, p => p.GotoAsync("/administration/accounts/shili-gzc")),
        Admin("account-without-people", 200, async p =>
        {
            await p.IssueAccountAsync();
            await p.FollowAsync("登记人员");
        }),
        Admin("account-error", 400, async p =>
        {
            await p.GotoAsync("/administration/accounts/shili-gzc");
            await p.PressAsync("执行");
        }),
        Admin("account-enrol-error", 400, async p =>
        {
            await p.GotoAsync("/administration/accounts/shili-gzc");
            await p.PressAsync("登记并生成动态码");
        }),
        Admin("account-enrolled", 200, async p =>
        {
            await p.IssueAccountAsync();
            await p.FollowAsync("登记人员");
            await p.GetByLabel("姓名").FillAsync("演示辰");
            await p.PressAsync("登记并生成动态码");
        }),
        Admin("account-password-reset", 200, async p =>
        {
            await p.IssueAccountAsync();
            await p.FollowAsync("登记人员");
            await p.GetByLabel("操作", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "重置口令" });
            await p.GetByLabel("理由").FillAsync("口令遗失");
            await p.PressAsync("执行");
        }),
        Admin("workstations", 200, p => p.GotoAsync("/administration/workstations")),
        Admin("workstations-of-one", 200, p => p.GotoAsync("/administration/workstations?Institution=dier-gzc")),
        Admin("workstations-error", 400, async p =>
        {
            await p.GotoAsync("/administration/workstations");
            await p.PressAsync("登记");
        }),
        Admin("openings", 200, p => p.GotoAsync("/administration/openings")),
        Admin("opening", 200, p => p.GotoAsync("/administration/openings/dier-gzc")),
        Admin("opening-error", 400, async p =>
        {
            await p.GotoAsync("/administration/openings/dier-gzc");
            await p.PressAsync("执行");
        }),
        Admin("opening-secret", 200, async p =>
        {
            await p.GotoAsync("/administration/openings/dier-gzc");
            await p.GetByLabel("操作", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "发放接口密钥" });
            await p.GetByLabel("理由").FillAsync("定期更换");
            await p.PressAsync("执行");
        }),
        Admin("opening-rules", 200, p => p.GotoAsync("/administration/opening-rules")),
        Admin("opening-rules-error", 400, async p =>
        {
            await p.GotoAsync("/administration/opening-rules");
            await p.GetByLabel("联系人").FillAsync("");
            await p.PressAsync("保存");
        }),
        Of("sheng-admin", "演示己", "assistance-desk", 200, async (p, host) =>
        {
            await ClerkDoesAsync(host, FileAsync);
            await p.GotoAsync("/administration/assistance");
        }),
        Of("sheng-admin", "演示己", "assistance-return-error", 400, async (p, host) =>
        {
            await TakeAsync(p, host);
            await p.PressAsync("退回公证机构");
        }),
        Of("sheng-admin", "演示己", "assistance-found", 200, (p, host) => SearchAsync(p, host)),
        Of("sheng-admin", "演示己", "assistance-failed", 503, async (p, host) =>
        {
            await host.FailRegistryAsync("innerFailure");
            await SearchAsync(p, host);
        }),
        Of("sheng-admin", "演示己", "assistance-answer-error", 400, async (p, host) =>
        {
            await SearchAsync(p, host);
            await p.PressAsync("拟复，提交复核");
        }),
        Of("sheng-admin", "演示己", "assistance-confirm-refused", 403, async (p, host) =>
        {
            await SearchAsync(p, host);
            await p.Locator("input[name=Chosen]").First.CheckAsync();
            await p.PressAsync("拟复，提交复核");
            await p.PressAsync("同意，答复公证机构");
        }),
        Admin("openings-error", 400, async p =>
        {
            await p.GotoAsync("/administration/openings");
            await p.PressAsync("保存");
        }),
    ];

    private static Stop Nobody(string name, int status, Func<IPage, Task> go) => Of("", "", name, status, (p, _) => go(p));

    private static Stop Clerk(string name, int status, Func<IPage, Task> go) => Clerk(name, status, (p, _) => go(p));

    private static Stop Clerk(string name, int status, Func<IPage, PortalHost, Task> go) => Of("shili-gzc", "测试乙", name, status, go);

    private static Stop Inspector(string name, int status, Func<IPage, Task> go) => Inspector(name, status, (p, _) => go(p));

    private static Stop Inspector(string name, int status, Func<IPage, PortalHost, Task> go) => Of("shi-sfj", "演示丁", name, status, go);

    private static Stop Admin(string name, int status, Func<IPage, Task> go) => Of("sheng-admin", "演示己", name, status, (p, _) => go(p));

    private static Stop Of(string account, string person, string name, int status, Func<IPage, PortalHost, Task> go) => new(name, account, person, status, go);

    private static async Task StepOneAsync(IPage page, string account, string password = AppHost.DemoData.Password)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("账户").FillAsync(account);
        await page.GetByLabel("口令").FillAsync(password);
        await page.PressAsync("下一步");
    }

    // A lookup of its own: the stop stands whatever ran before it.
    private static async Task EntryAsync(IPage page, PortalHost portal)
    {
        using var clerk = portal.Client();
        await clerk.SignInAsync("shili-gzc", "测试甲");
        await clerk.LookUpAsync();
        await page.GotoAsync("/supervision/log?Outcome=Found");
        await page.FollowLogAsync();
    }

    private const string Second = "示范市第二公证处（演示）";

    private static readonly byte[] _paper = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"u8.ToArray();

    private static FilePayload Paper() => new() { Name = "letter.pdf", MimeType = "application/pdf", Buffer = _paper };

    private static async Task LookUpEntrustedAsync(this IPage page)
    {
        await page.FillLookupAsync("(2026)示受字第9001号", "继承权公证", "示例一", "339999199001010013");
        await page.GetByLabel("依据", new() { Exact = true }).SelectOptionAsync("EntrustedRequest");
        await page.GetByLabel("委托单位").FillAsync(Second);
        await page.GetByLabel("函号").FillAsync("二证函〔2026〕1号");
        await page.GetByLabel("函件日期").FillAsync("2026-01-05");
        await page.PressAsync("查询核对");
    }

    private static async Task RecordVerificationAsync(this IPage page)
    {
        await page.GotoAsync("/verifications/new");
        await page.GetByLabel("方式").SelectOptionAsync("Telephone");
        await page.GetByLabel("婚姻登记机关").FillAsync("示范市示范区民政局婚姻登记处（演示）");
        await page.GetByLabel("询问人或来人").FillAsync("演示辛");
        await page.GetByLabel("公证书编号").FillAsync("（2026）浙示证民内字第9001号");
        await page.GetByLabel("询问内容").FillAsync("是否本处出具？");
        await page.GetByLabel("答复", new() { Exact = true }).SelectOptionAsync("Pending");
        await page.PressAsync("登记");
    }

    private static async Task ApplyAsync(this IPage page)
    {
        await page.GotoAsync("/assistance/new");
        await page.GetByLabel("公证业务受理号").FillAsync("(2026)示受字第9001号");
        await page.GetByLabel("公证事项").SelectOptionAsync("继承权公证");
        await page.GetByLabel("本案当事人姓名").FillAsync("示例一");
        await page.GetByLabel("完整姓名").FillAsync("示例三");
        await page.GetByLabel("与当事人的关系").FillAsync("父亲");
        await page.GetByLabel("为什么不具备查询条件").FillAsync("被继承人的公民身份号码不详。");
        await page.GetByLabel("盖章的书面申请").SetInputFilesAsync(Paper());
        await page.PressAsync("提交省厅");
    }

    private static async Task ClerkDoesAsync(PortalHost portal, Func<PortalClient, Task> act)
    {
        using var clerk = portal.Client();
        await clerk.SignInAsync("shili-gzc", "测试甲");
        await act(clerk);
    }

    private static Task RecordAsync(PortalClient clerk) => clerk.PostAsync("/verifications/new", new()
    {
        ["Channel"] = "Fax", ["ReceivedOn"] = "2026-01-06", ["Registry"] = "示范市示范区民政局婚姻登记处（演示）", ["Asker"] = "演示辛",
        ["CertificateNumber"] = "（2026）浙示证民内字第9001号", ["Question"] = "是否本处出具？", ["Answer"] = "Genuine",
    });

    private static Task<PortalPage> FileAsync(PortalClient clerk) => clerk.PostFileAsync("/assistance/new", new()
    {
        ["CaseNumber"] = "(2026)示受字第9001号", ["Matter"] = "继承权公证", ["PartyName"] = "示例一", ["Name"] = "示例三", ["Relation"] = "父亲", ["Reason"] = "公民身份号码不详。",
    }, "LetterFile", _paper);

    private static async Task TakeAsync(IPage page, PortalHost portal)
    {
        var id = "";
        await ClerkDoesAsync(portal, async clerk => id = (await FileAsync(clerk)).Location!.Split('/')[^1]);
        await page.GotoAsync("/administration/assistance/" + id);
        await page.PressAsync("由我承办");
    }

    private static async Task SearchAsync(IPage page, PortalHost portal)
    {
        await TakeAsync(page, portal);
        await page.PressAsync("查询 示例三");
    }

    private static async Task ReportAsync(PortalHost portal)
    {
        using var clerk = portal.Client();
        await clerk.SignInAsync("shili-gzc", "测试甲");
        await clerk.PostAsync("/account/anomaly", new() { ["Kind"] = "FactorLost", ["Text"] = "认证器遗失，请暂停本人使用。" });
    }

    // As a second admin would ask; a real one would change what the other stops do at once.
    private static async Task AskAsync(PortalHost portal)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var now = DateTime.UtcNow.Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        db.Approvals.Add(new Approval
        {
            Id = Guid.NewGuid(),
            Kind = ApprovalKind.ReplaceFactor,
            TargetId = Guid.NewGuid(),
            Target = "shili-gzc/01",
            Detail = "",
            Reason = "本人遗失手机，单位已出具说明",
            AskedById = Guid.NewGuid(),
            AskedBy = "sheng-admin/02",
            AskedByName = "演示壬",
            AskedAt = now,
            ExpiresAt = now + Approval.Lifetime.Ticks / TimeSpan.TicksPerMicrosecond,
        });
        await db.SaveChangesAsync();
    }

    private static Task FollowLogAsync(this IPage page) => page.GetByRole(AriaRole.Link, new() { NameRegex = new("^详情") }).First.ClickAsync();
}
