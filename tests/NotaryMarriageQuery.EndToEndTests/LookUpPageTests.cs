using System.IO.Compression;
using Microsoft.Playwright;
using NotaryMarriageQuery.EndToEndTests.Support;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace NotaryMarriageQuery.EndToEndTests;

/// <summary>The lookup page in use: mistakes, failures, keyboard, impatience.</summary>
[Collection(BrowserTests.Name)]
public sealed class LookUpPageTests(BrowserHost host)
{
    private const int PageWeight = 40 * 1024;

    [Fact]
    public async Task A_wrong_check_digit_is_told_at_the_field_and_what_was_typed_stays()
    {
        var page = await host.OpenAsAsync("shili-gzc", "测试乙");
        await page.LookUpAsync("(2026)示受字第9001号", "继承权公证", "示例一", "339999 19900101 0014");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("校验位不符，请核对最后一位");
        var field = page.GetByLabel("公民身份号码");
        await Expect(field).ToBeFocusedAsync();
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(field).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("校验位不符"));
        await Expect(field).ToHaveValueAsync("339999 19900101 0014");
        await Expect(page.GetByLabel("姓名")).ToHaveValueAsync("示例一");
        await Expect(page.GetByLabel("公证业务受理号")).ToHaveValueAsync("(2026)示受字第9001号");
        await Expect(page.GetByLabel("公证事项")).ToHaveValueAsync("继承权公证");

        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(field).ToBeFocusedAsync();
        page.Url.ShouldNotContain("339999");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task No_record_tells_what_the_shared_range_leaves_out()
    {
        var page = await host.OpenAsAsync("shili-gzc", "测试乙");
        await page.LookUpAsync("(2026)示受字第9003号", "夫妻财产约定公证", "示例十", "330199198801010111");

        var section = page.Locator("section[data-outcome=no-record]");
        await Expect(section).ToContainTextAsync("未查询到登记记录");
        await Expect(section).ToContainTextAsync("不能作为婚姻状况的证明");
        await Expect(section).ToContainTextAsync("涉外");
        (await page.MainTextAsync()).ShouldNotContain("未婚");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_failing_registry_does_not_read_like_no_record()
    {
        var page = await host.OpenAsAsync("shili-gzc", "测试乙");
        await host.Portal.FailRegistryAsync("innerFailure");
        await page.FillLookupAsync("(2026)示受字第9002号", "委托公证", "示例三", "339999198503150134");
        var answer = await page.RunAndWaitForResponseAsync(() => page.PressAsync("查询核对"), r => r.Request.Method == "POST");

        answer.Status.ShouldBe(503);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("查询失败，未取得结果");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("这不表示没有登记记录");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("存证编号");
        (await page.MainTextAsync()).ShouldNotContain("未查询到");
        await Expect(page.GetByLabel("姓名")).ToHaveValueAsync("示例三");

        await page.PressAsync("查询核对");
        (await page.HeadingAsync()).ShouldBe("查询到 2 条登记记录");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task From_signing_in_to_the_answer_by_keyboard_alone()
    {
        var page = await host.OpenAsync();
        var keys = page.Keyboard;
        await page.GotoAsync("/account/sign-in");
        await Expect(page.GetByLabel("账户")).ToBeFocusedAsync();
        await FocusIsVisibleAsync(page);
        await keys.TypeAsync("shili-gzc");
        await keys.PressAsync("Tab");
        await keys.TypeAsync(AppHost.DemoData.Password);
        await keys.PressAsync("Enter");

        await Expect(page.GetByLabel("查询人")).ToBeFocusedAsync();
        await ChooseAsync(page, "测试乙");
        await keys.PressAsync("Tab");
        using var authenticator = host.Portal.Client();
        await keys.TypeAsync(authenticator.CodeOf("测试乙"));
        await keys.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("您好");

        // The first stop of the keyboard skips the navigation.
        await keys.PressAsync("Tab");
        await Expect(page.GetByText("跳到正文")).ToBeFocusedAsync();
        await Expect(page.GetByText("跳到正文")).ToBeInViewportAsync();
        await keys.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "查询核对" })).ToBeFocusedAsync();
        await FocusIsVisibleAsync(page);
        await keys.PressAsync("Enter");

        await Expect(page.GetByLabel("公证业务受理号")).ToBeFocusedAsync();
        await FocusIsVisibleAsync(page);
        await TypeOnAsync(page, "(2026)示受字第9002号");
        await ChooseAsync(page, "委托公证");
        await keys.PressAsync("Tab");
        await TypeOnAsync(page, "示例三");
        await TypeOnAsync(page, "339999198503150134");
        await ChooseAsync(page, "当事人同意");
        await keys.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "查询核对" })).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("查询到 2 条登记记录");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Pressed_twice_it_looks_up_once()
    {
        var page = await host.OpenAsAsync("shili-gzc", "测试乙");
        await page.FillLookupAsync("(2026)示受字第9002号", "委托公证", "示例三", "339999198503150134");
        var answers = await host.Portal.CountRegistryAnswersAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "查询核对" }).DblClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("查询到 2 条登记记录");
        (await host.Portal.CountRegistryAnswersAsync()).ShouldBe(answers + 1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_form_with_its_assets_is_light()
    {
        var page = await host.OpenAsAsync("shili-gzc", "测试乙");
        var responses = new List<IResponse>();
        page.Response += (_, response) => responses.Add(response);
        await page.GotoAsync("/queries/new", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var bodies = await Task.WhenAll(responses.Select(r => r.BodyAsync()));

        bodies.Length.ShouldBeInRange(3, 5);
        bodies.Sum(Compressed).ShouldBeLessThanOrEqualTo(PageWeight);
        await page.Context.CloseAsync();
    }

    private static async Task TypeOnAsync(IPage page, string text)
    {
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Tab");
        await FocusIsVisibleAsync(page);
    }

    // Down through a list, as people without a mouse do.
    private static async Task ChooseAsync(IPage page, string text)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await page.EvaluateAsync<string>("document.activeElement.selectedOptions[0].text") == text)
            {
                return;
            }

            await page.Keyboard.PressAsync("ArrowDown");
        }

        throw new InvalidOperationException($"The list does not offer {text}.");
    }

    private static int Compressed(byte[] body)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return (int)memory.Length;
    }

    private static async Task FocusIsVisibleAsync(IPage page)
    {
        var outline = await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle + ' ' + getComputedStyle(document.activeElement).outlineWidth");
        outline.ShouldNotStartWith("none");
        outline.ShouldNotEndWith(" 0px");
    }
}
