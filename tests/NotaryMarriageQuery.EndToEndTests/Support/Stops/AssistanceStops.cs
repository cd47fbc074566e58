using Microsoft.Playwright;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>Assisted lookups, on both sides.</summary>
internal static partial class Tour
{
    private static IEnumerable<Stop> Assistance() =>
    [
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
        Of("sheng-admin", "演示己", "assistance-to-confirm", 200, AnswerAsync),
        Of("sheng-admin", "演示己", "assistance-reject-error", 400, async (p, host) =>
        {
            await AnswerAsync(p, host);
            await p.PressAsync("退回承办人");
        }),

        // The demo's province has one person, who confirms alone.
        Of("sheng-admin", "演示己", "assistance-confirmed", 200, async (p, host) =>
        {
            await AnswerAsync(p, host);
            await p.PressAsync("同意，答复公证机构");
        }),
    ];

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

    private static async Task AnswerAsync(IPage page, PortalHost portal)
    {
        await SearchAsync(page, portal);
        await page.Locator("input[name=Chosen]").First.CheckAsync();
        await page.PressAsync("拟复，提交复核");
    }

    private static async Task SearchAsync(IPage page, PortalHost portal)
    {
        await TakeAsync(page, portal);
        await page.PressAsync("查询 示例三");
    }
}
