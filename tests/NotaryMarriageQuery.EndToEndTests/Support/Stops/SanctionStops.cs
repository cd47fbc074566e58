using Microsoft.Playwright;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>Decisions on consequences: the province, those who supervise, the institution.</summary>
internal static partial class Tour
{
    private static IEnumerable<Stop> Sanctions() =>
    [
        Admin("sanctions", 200, async p =>
        {
            await p.WarnAsync("示司决〔2026〕11号");
            await p.GotoAsync("/administration/sanctions?Institution=shili-gzc");
        }),
        Admin("sanction-new", 200, p => p.GotoAsync("/administration/sanctions/new/shili-gzc")),
        Admin("sanction-new-error", 400, async p =>
        {
            await p.GotoAsync("/administration/sanctions/new/shili-gzc");
            await p.PressAsync("登记决定");
        }),
        Admin("sanction", 200, p => p.WarnAsync("示司决〔2026〕12号")),
        Admin("sanction-lift-error", 400, async p =>
        {
            await p.WarnAsync("示司决〔2026〕13号");
            await p.PressAsync("登记解除决定");
        }),
        Of("shi-sfj", "演示丁", "supervised-sanctions", 200, async (p, host) =>
        {
            await WarnAsync(host);
            await p.GotoAsync("/supervision/sanctions");
        }),
        Of("shi-sfj", "演示丁", "supervised-sanction", 200, async (p, host) =>
        {
            await WarnAsync(host);
            await p.GotoAsync("/supervision/sanctions");
            await p.Locator("tbody a").First.ClickAsync();
        }),
        Clerk("own-sanctions", 200, async (p, host) =>
        {
            await WarnAsync(host);
            await p.GotoAsync("/sanctions");
        }),
    ];

    private static async Task WarnAsync(this IPage page, string number)
    {
        await page.GotoAsync("/administration/sanctions/new/shili-gzc");
        await page.GetByLabel("对象").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await page.GetByLabel("处理", new() { Exact = true }).SelectOptionAsync("Warning");
        await page.GetByLabel("决定文号").FillAsync(number);
        await page.GetByLabel("事由").FillAsync("账户口令管理不善，多次将认证器交他人使用。");
        await page.GetByLabel("决定书").SetInputFilesAsync(Paper());
        await page.PressAsync("登记决定");
    }

    private static async Task WarnAsync(PortalHost host)
    {
        using var admin = host.Client();
        await admin.SignInAsync("sheng-admin", "演示己");
        await admin.PostFileAsync(
            "/administration/sanctions/new/shili-gzc",
            new() { ["FormId"] = Guid.NewGuid().ToString(), ["Person"] = "institution", ["Kind"] = "Warning", ["DecisionNumber"] = "示司决〔2026〕14号", ["Ground"] = "口令管理不善。" },
            "DecisionFile",
            _paper);
    }
}
