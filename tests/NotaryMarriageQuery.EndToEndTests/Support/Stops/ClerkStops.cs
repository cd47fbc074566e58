using Microsoft.Playwright;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>What a clerk of an institution sees.</summary>
internal static partial class Tour
{
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

    private static async Task LookUpEntrustedAsync(this IPage page)
    {
        await page.FillLookupAsync("(2026)示受字第9001号", "继承权公证", "示例一", "339999199001010013");
        await page.GetByLabel("依据", new() { Exact = true }).SelectOptionAsync("EntrustedRequest");
        await page.GetByLabel("委托单位").FillAsync(Second);
        await page.GetByLabel("函号").FillAsync("二证函〔2026〕1号");
        await page.GetByLabel("函件日期").FillAsync("2026-01-05");
        await page.PressAsync("查询核对");
    }
}
