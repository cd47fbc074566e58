using Microsoft.Playwright;

namespace MarriageRegistry.Tests.Desk;

/// <summary>The desk in a real browser: no barrier, nothing cut off, nothing in the console.</summary>
public sealed class DeskBrowserTests : IAsyncLifetime
{
    private RegistryHost _registry = null!;
    private PageBrowser _browser = null!;
    private IPage _page = null!;

    public async Task InitializeAsync()
    {
        _registry = await RegistryHost.StartDemoAsync();
        _browser = await PageBrowser.StartAsync(_registry, "desk", 1366, 1024);
        _page = _browser.Page;
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task EveryPage_OfADayAtTheDesk_IsWithoutBarriersAndFits()
    {
        // No sign-in in the browser's own minute: the registry's clock is the test's.
        await _page.GotoAsync("/desk/sign-in");
        await CheckAsync("sign-in");
        await FillAsync(("账户", DeskCaller.Lead), ("口令", "wrong"), ("动态码", "000000"));
        await PressAsync("登录");
        await CheckAsync("sign-in-refused");
        using var codes = new DeskCaller(_registry);
        await FillAsync(("账户", DeskCaller.Lead), ("口令", DeskCaller.Password), ("动态码", codes.CodeOf(DeskCaller.Lead)));
        await PressAsync("登录");
        await CheckAsync("desk-empty");

        await _page.GotoAsync("/desk/registrations/new");
        await CheckAsync("new");
        await PressAsync("保存");
        await CheckAsync("new-refused");
        var (man, woman) = (InventedPeople.Man(1), InventedPeople.Woman(1));
        await _page.Locator("#ManName").FillAsync(man.Name);
        await _page.Locator("#ManIdNumber").FillAsync(man.Id);
        await _page.Locator("#WomanName").FillAsync(woman.Name);
        await _page.Locator("#WomanIdNumber").FillAsync(woman.Id);
        await _page.Locator("#RegisteredOn").FillAsync("2026-03-02");
        await _page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).DblClickAsync();
        await _page.WaitForURLAsync("**/desk/registrations/*");
        await CheckAsync("registration");
        _registry.Query("SELECT COUNT(*) FROM registration WHERE registered_on = '2026-03-02'")[0][0].ShouldBe(1L);

        await _page.GetByRole(AriaRole.Link, new() { Name = "一键打印证书" }).ClickAsync();
        await CheckAsync("print");
        await _page.GetByRole(AriaRole.Button, new() { NameRegex = new("已打好到这一页") }).Nth(1).ClickAsync();
        await _page.GetByText("打印以下 2 页").WaitForAsync();
        await CheckAsync("print-resumed");
        await _page.GetByRole(AriaRole.Button, new() { NameRegex = new("已打好到这一页") }).Nth(1).ClickAsync();
        await _page.GetByText("已全部打印").WaitForAsync();
        await CheckAsync("print-done");

        var registration = _page.Url.Split("/print")[0];
        foreach (var act in new[] { "divorce", "annulment", "reissue", "correction" })
        {
            await _page.GotoAsync($"{registration}/{act}");
            await CheckAsync(act);
        }

        await _page.GotoAsync("/desk/search");
        await _page.GetByLabel("一方身份证号码").FillAsync("339999198503150134");
        await PressAsync("查询");
        await _page.GetByText("查到 2 条登记").WaitForAsync();
        await CheckAsync("search");
        foreach (var (path, name) in new[] { ("/desk", "desk"), ("/desk/printers", "printers"), ("/desk/printers/1/test", "printer-test"), ("/desk/lead/journal", "journal"), ("/desk/nowhere", "not-found") })
        {
            await _page.GotoAsync(path);
            await CheckAsync(name);
        }

        _browser.Console.ShouldBeEmpty();
    }

    private Task CheckAsync(string name) => _browser.CheckAsync(name);

    private async Task FillAsync(params (string Label, string Value)[] fields)
    {
        foreach (var (label, value) in fields)
        {
            await _page.GetByLabel(label, new() { Exact = true }).FillAsync(value);
        }
    }

    private Task PressAsync(string text) => _page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = text, Exact = true }).ClickAsync();
}
