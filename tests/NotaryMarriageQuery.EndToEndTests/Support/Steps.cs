using Microsoft.Playwright;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>What people do at the screen, by the words that they read there.</summary>
internal static class Steps
{
    /// <summary>Both steps of signing in; fields are found by their labels.</summary>
    public static async Task SignInAsync(this IPage page, PortalHost portal, string account, string person, string password = DemoData.Password, byte[]? key = null)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("账户").FillAsync(account);
        await page.GetByLabel("口令").FillAsync(password);
        await page.PressAsync("下一步");
        if (await page.GetByLabel("查询人").CountAsync() > 0)
        {
            await page.GetByLabel("查询人").SelectOptionAsync(new SelectOptionValue { Label = person });
        }

        await page.Locator("#Code").FillAsync(Totp.CodeAt(key ?? Totp.FromBase32(DemoData.TotpOf(person)), portal.Clock.GetUtcNow()));
        await page.PressAsync("登录");
    }

    /// <summary>Fills the lookup form in and sends it.</summary>
    public static async Task LookUpAsync(this IPage page, string caseNumber, string matter, string name, string idNumber)
    {
        await page.FillLookupAsync(caseNumber, matter, name, idNumber);
        await page.PressAsync("查询核对");
    }

    public static async Task FillLookupAsync(this IPage page, string caseNumber, string matter, string name, string idNumber)
    {
        await page.GotoAsync("/queries/new");
        await page.GetByLabel("公证业务受理号").FillAsync(caseNumber);
        await page.GetByLabel("公证事项").SelectOptionAsync(matter);
        await page.GetByLabel("姓名").FillAsync(name);
        await page.GetByLabel("公民身份号码").FillAsync(idNumber);
        await page.GetByLabel("依据", new() { Exact = true }).SelectOptionAsync("PartyConsent");
    }

    /// <summary>The lookup of the demo's couple that married and divorced.</summary>
    public static Task LookUpDivorcedAsync(this IPage page) => page.LookUpAsync("(2026)示受字第9002号", "委托公证", "示例三", "339999198503150134");

    /// <summary>Presses the main part's button with this text.</summary>
    public static Task PressAsync(this IPage page, string text) =>
        page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = text, Exact = true }).ClickAsync();

    /// <summary>Follows the main part's link with this text.</summary>
    public static Task FollowAsync(this IPage page, string text) =>
        page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = text, Exact = true }).First.ClickAsync();

    /// <summary>Opens an account for an office of its own, for there is one account to an office; the answer shows the one-time password.</summary>
    public static async Task<string> IssueAccountAsync(this IPage page)
    {
        var name = "e2e-" + Guid.NewGuid().ToString("N")[..8];
        await page.GotoAsync("/administration/institutions/new");
        await page.GetByLabel("名称").FillAsync($"示范市公证处 {name}（演示）");
        await page.GetByLabel("类别").SelectOptionAsync(new SelectOptionValue { Label = "公证机构" });
        await page.GetByLabel("机构代码").FillAsync(name);
        await page.GetByLabel("区划代码").FillAsync("339997");
        await page.PressAsync("添加");
        await page.GotoAsync("/administration/accounts/new");
        await page.GetByLabel("机构").SelectOptionAsync(name);
        await page.GetByLabel("角色").SelectOptionAsync(new SelectOptionValue { Label = "公证机构" });
        await page.GetByLabel("账户名").FillAsync(name);
        await page.PressAsync("开立");
        return name;
    }

    /// <summary>Waits until the page stands.</summary>
    /// <remarks>Asked of the page itself: the driver's own wait now and then misses the event on a busy machine and waits in vain.</remarks>
    public static async Task LoadedAsync(this IPage page)
    {
        while (await page.EvaluateAsync<string>("document.readyState") != "complete")
        {
            await Task.Delay(20);
        }
    }

    public static Task<string> HeadingAsync(this IPage page) => page.Locator("h1").First.InnerTextAsync();

    public static Task<string> MainTextAsync(this IPage page) => page.GetByRole(AriaRole.Main).InnerTextAsync();
}
