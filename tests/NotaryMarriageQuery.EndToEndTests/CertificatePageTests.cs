using System.Collections.Concurrent;
using Microsoft.Playwright;
using NotaryMarriageQuery.EndToEndTests.Support;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace NotaryMarriageQuery.EndToEndTests;

/// <summary>The certificate check at the desk: a hand scanner is a keyboard that ends with Enter.</summary>
[Collection(BrowserTests.Name)]
public sealed class CertificatePageTests(BrowserHost host)
{
    private const string Code = "0123456789ABCDEFGHJKMNPQRSTVWX";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_scan_fills_the_focused_field_and_sends_nothing(bool scripts)
    {
        var page = await host.OpenAsAsync("shili-gzc", "测试乙", scripts: scripts);
        var posts = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            if (request.Method == "POST")
            {
                posts.Enqueue(request.Url);
            }
        };
        await page.GotoAsync("/certificates/verify");
        await Expect(page.Locator("#Code")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync(Code);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#Code")).ToHaveValueAsync(Code);
        await Expect(page.Locator(scripts ? "#CertificateNumber" : "#Code")).ToBeFocusedAsync();
        await page.Locator("#Name").FillAsync("示例一");
        await page.Locator("#Name").PressAsync("Enter");
        await page.Locator("#CaseNumber").PressAsync("Enter");
        await Expect(page.Locator("#Name")).ToHaveValueAsync("示例一");
        posts.ShouldBeEmpty();
        (await page.Locator("[aria-invalid]").CountAsync()).ShouldBe(0);
        await page.Context.CloseAsync();
    }
}
