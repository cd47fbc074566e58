using Microsoft.Playwright;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>Questions about notarial certificates and visits, at the institution and for those who supervise.</summary>
internal static partial class Tour
{
    private static IEnumerable<Stop> Verifications() =>
    [
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
    ];

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

    private static Task RecordAsync(PortalClient clerk) => clerk.PostAsync("/verifications/new", new()
    {
        ["Channel"] = "Fax", ["ReceivedOn"] = "2026-01-06", ["Registry"] = "示范市示范区民政局婚姻登记处（演示）", ["Asker"] = "演示辛",
        ["CertificateNumber"] = "（2026）浙示证民内字第9001号", ["Question"] = "是否本处出具？", ["Answer"] = "Genuine",
    });
}
