using Microsoft.Playwright;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>What an inspector of a bureau sees of the log.</summary>
internal static partial class Tour
{
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

    // A lookup of its own: the stop stands whatever ran before it.
    private static async Task EntryAsync(IPage page, PortalHost portal)
    {
        using var clerk = portal.Client();
        await clerk.SignInAsync("shili-gzc", "测试甲");
        await clerk.LookUpAsync();
        await page.GotoAsync("/supervision/log?Outcome=Found");
        await page.FollowLogAsync();
    }

    private static Task FollowLogAsync(this IPage page) => page.GetByRole(AriaRole.Link, new() { NameRegex = new("^详情") }).First.ClickAsync();
}
