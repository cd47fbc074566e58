using Microsoft.Playwright;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>Before anybody is signed in.</summary>
internal static partial class Tour
{
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

    private static async Task StepOneAsync(IPage page, string account, string password = AppHost.DemoData.Password)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("账户").FillAsync(account);
        await page.GetByLabel("口令").FillAsync(password);
        await page.PressAsync("下一步");
    }
}
