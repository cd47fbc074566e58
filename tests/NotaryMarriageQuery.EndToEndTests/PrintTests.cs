using Microsoft.Playwright;
using NotaryMarriageQuery.EndToEndTests.Support;
using Shouldly;

namespace NotaryMarriageQuery.EndToEndTests;

/// <summary>What comes out of the printer.</summary>
[Collection(BrowserTests.Name)]
public sealed class PrintTests(BrowserHost host)
{
    [Fact]
    public async Task The_sheet_fits_two_pages_and_names_who_printed_it()
    {
        var page = await host.OpenAsAsync("shili-gzc", "测试乙");
        await page.LookUpDivorcedAsync();
        var number = await page.Locator(".facts .num").Last.InnerTextAsync();
        await page.FollowAsync("打印核对单");

        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true });
        if (Environment.GetEnvironmentVariable("NMQ_GALLERY") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "print.pdf"), pdf);
        }

        var pages = await Paper.ReadPdfAsync(pdf);
        pages.Count.ShouldBeInRange(1, 2);
        var text = string.Join('\n', pages);
        text.ShouldContain("演示数据");
        text.ShouldContain("示例三");
        text.ShouldContain("L339999-2019-900002");
        foreach (var sheet in pages)
        {
            var marks = string.Concat(sheet.Where(c => !char.IsWhiteSpace(c)));
            marks.ShouldContain("示范市示例公证处（演示）测试乙");
            marks.ShouldContain(string.Concat(number.Where(c => !char.IsWhiteSpace(c))));
        }

        text.ShouldNotContain("修改口令");
        text.ShouldNotContain("返回");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_answer_on_the_screen_prints_nothing_personal()
    {
        var page = await host.OpenAsAsync("shili-gzc", "测试乙");
        await page.LookUpDivorcedAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var seen = await page.Locator("body").InnerTextAsync();
        foreach (var personal in (string[])["示例三", "示例四", "339999", "离婚", "2019年", "9002号"])
        {
            seen.ShouldNotContain(personal);
        }

        seen.ShouldContain("请使用页面上的“打印核对单”打印");
        var pages = await Paper.ReadPdfAsync(await page.PdfAsync());
        pages.Count.ShouldBe(1);
        pages[0].ShouldNotContain("示例三");
        await page.Context.CloseAsync();
    }
}
