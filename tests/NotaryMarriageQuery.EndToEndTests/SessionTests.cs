using Microsoft.Playwright;
using NotaryMarriageQuery.EndToEndTests.Support;
using NotaryMarriageQuery.TestCommon;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace NotaryMarriageQuery.EndToEndTests;

/// <summary>Idle time ends the session; a warning comes before, and being there keeps it.</summary>
[Collection(BrowserTests.Name)]
public sealed class SessionTests(BrowserHost host)
{
    [Fact]
    public async Task Warned_after_thirteen_minutes_one_may_stay()
    {
        await using var portal = await PortalHost.StartAsync();
        var page = await StartAsync(portal);
        await PassAsync(page, portal, TimeSpan.FromMinutes(12.5));
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        await PassAsync(page, portal, TimeSpan.FromMinutes(0.6));
        var warning = page.GetByRole(AriaRole.Alertdialog);
        await Expect(warning).ToContainTextAsync("将自动退出");
        await Expect(warning.GetByRole(AriaRole.Button)).ToBeFocusedAsync();
        await page.RunAndWaitForResponseAsync(() => warning.GetByRole(AriaRole.Button, new() { Name = "继续使用" }).ClickAsync(), "**/account/stay");
        await Expect(warning).ToBeHiddenAsync();
        page.Url.ShouldEndWith("/queries/new");

        await PassAsync(page, portal, TimeSpan.FromMinutes(12.5));
        await page.GotoAsync("/queries/new");
        (await page.HeadingAsync()).ShouldBe("查询核对");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Typing_counts_as_being_there()
    {
        await using var portal = await PortalHost.StartAsync();
        var page = await StartAsync(portal);
        for (var i = 0; i < 4; i++)
        {
            await page.GetByLabel("姓名").PressSequentiallyAsync("示");
            await page.RunAndWaitForResponseAsync(() => PassAsync(page, portal, TimeSpan.FromMinutes(5)), "**/account/stay");
            await Expect(page.GetByLabel("姓名")).ToHaveValueAsync(new string('示', i + 1));
        }

        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        await page.GotoAsync("/queries/new");
        (await page.HeadingAsync()).ShouldBe("查询核对");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Left_alone_it_ends_at_fifteen_minutes()
    {
        await using var portal = await PortalHost.StartAsync();
        var page = await StartAsync(portal);
        await PassAsync(page, portal, TimeSpan.FromMinutes(15.1));
        await Expect(page.Locator("h1")).ToHaveTextAsync("登录");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("会话已结束");
        await page.Context.CloseAsync();
    }

    private async Task<IPage> StartAsync(PortalHost portal)
    {
        var page = await host.OpenAsync(portal);
        await page.Clock.InstallAsync();
        await page.SignInAsync(portal, "shili-gzc", "测试乙");
        await page.GotoAsync("/queries/new");
        return page;
    }

    // Time passes for the page and for the server alike.
    private static async Task PassAsync(IPage page, PortalHost portal, TimeSpan time)
    {
        portal.Clock.Advance(time);
        await page.Clock.FastForwardAsync((long)time.TotalMilliseconds);
        await page.Clock.RunForAsync(1500);
    }
}
