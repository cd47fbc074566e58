using Microsoft.Playwright;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.EndToEndTests.Support;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace NotaryMarriageQuery.EndToEndTests;

/// <summary>The whole job, from the clerk's question to the inspector's look and the province's accounts.</summary>
[Collection(BrowserTests.Name)]
public sealed class MainJobTests(BrowserHost host)
{
    [Fact]
    public async Task A_clerk_looks_up_prints_and_finds_the_lookup_again()
    {
        var page = await host.OpenAsync();
        await page.SignInAsync(host.Portal, "shili-gzc", "测试乙");
        (await page.HeadingAsync()).ShouldContain("测试乙");

        await page.GetByRole(AriaRole.Navigation).GetByText("查询核对").ClickAsync();
        await page.LookUpDivorcedAsync();

        (await page.HeadingAsync()).ShouldBe("查询到 2 条登记记录");
        var records = page.Locator("article.record");
        (await records.EvaluateAllAsync<string[]>("all => all.map(r => r.dataset.kind)")).ShouldBe(["divorce", "marriage"]);
        await Expect(records.Nth(0)).ToContainTextAsync("离婚登记");
        await Expect(records.Nth(0)).ToContainTextAsync("2019年3月4日");
        await Expect(records.Nth(0)).ToContainTextAsync("L339999-2019-900002");
        await Expect(records.Nth(1)).ToContainTextAsync("结婚登记");
        await Expect(records.Nth(1)).ToContainTextAsync("2012年6月1日");
        await Expect(records.Nth(1)).ToContainTextAsync("J339999-2012-900007");
        (await records.Nth(1).Locator(".mark").AllInnerTextsAsync()).ShouldBe(["示例三", "339999 19850315 0134"]);
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("查询结果仅供参考");
        var number = await page.Locator(".facts .num").Last.InnerTextAsync();

        await page.FollowAsync("打印核对单");
        (await page.HeadingAsync()).ShouldBe("婚姻登记信息查询核对单");
        await Expect(page.Locator("article.record")).ToHaveCountAsync(2);

        await page.GetByRole(AriaRole.Navigation).GetByText("本处查询").ClickAsync();
        var row = page.Locator("tbody tr").First;
        await Expect(row).ToContainTextAsync("示*三");
        await Expect(row).ToContainTextAsync("查到 2 条");
        await Expect(row).ToContainTextAsync(number);
        await Expect(row).Not.ToContainTextAsync("示例三");

        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        (await page.HeadingAsync()).ShouldBe("登录");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_inspector_finds_a_lookup_opens_it_masked_and_uncovers_it_with_a_reason()
    {
        var clerk = await host.OpenAsAsync("shili-gzc", "测试乙");
        await clerk.LookUpDivorcedAsync();
        var number = await clerk.Locator(".facts .num").Last.InnerTextAsync();
        await clerk.Context.CloseAsync();

        var page = await host.OpenAsAsync("shi-sfj", "演示丁");
        await page.GotoAsync("/supervision/log");
        await page.GetByLabel("受理号").FillAsync("（2026）示受字第9002号");
        await page.GetByLabel("结果").SelectOptionAsync(new SelectOptionValue { Label = "查到记录" });
        await page.PressAsync("筛选");
        page.Url.ShouldNotContain("339999");
        var row = page.Locator("tbody tr").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "详情 " + number }) });
        await Expect(row).ToContainTextAsync("示*三");
        await row.GetByRole(AriaRole.Link).ClickAsync();

        (await page.MainTextAsync()).ShouldNotContain("示例三");
        (await page.MainTextAsync()).ShouldContain("339999********0134");
        await page.PressAsync("查看完整信息");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("请填写理由");
        (await page.MainTextAsync()).ShouldNotContain("示例三");

        await page.GetByLabel("查看完整身份信息的理由").FillAsync("定期检查 2026-3 抽查");
        await page.PressAsync("查看完整信息");
        (await page.MainTextAsync()).ShouldContain("示例三");
        (await page.MainTextAsync()).ShouldContain("339999 19850315 0134");

        await page.Context.CloseAsync();

        var auditor = await host.OpenAsAsync("sheng-audit", "演示庚");
        await auditor.GotoAsync("/supervision/log");
        await Expect(auditor.Locator("tbody")).ToContainTextAsync("查看完整身份信息");
        await auditor.Context.CloseAsync();
    }

    [Fact]
    public async Task The_province_issues_an_account_that_works_until_it_is_suspended()
    {
        const string Clerk = "演示午";
        const string NewPassword = "Another#2026-Query";
        var admin = await host.OpenAsAsync("sheng-admin", "演示己");
        var name = await admin.IssueAccountAsync();
        var oneTime = await admin.Locator("[data-one-time-password]").InnerTextAsync();

        await admin.FollowAsync("登记人员");
        await admin.GetByLabel("姓名").FillAsync(Clerk);
        await admin.PressAsync("登记并生成动态码");
        var key = Totp.FromBase32(await admin.Locator("[data-totp-key]").InnerTextAsync());
        await Expect(admin.GetByRole(AriaRole.Img, new() { Name = "动态码二维码" })).ToBeVisibleAsync();
        var seen = await Paper.ReadQrAsync(await admin.Locator(".qr svg").ScreenshotAsync());
        seen.ShouldBe(Totp.Uri(key, name, Clerk));

        await admin.GotoAsync("/administration/workstations");
        await admin.GetByLabel("机构").SelectOptionAsync(name);
        await admin.GetByLabel("地址或网段").FillAsync("127.0.0.1");
        await admin.GetByLabel("位置").FillAsync("二楼受理窗口");
        await admin.PressAsync("登记");
        await Expect(admin.Locator("tbody")).ToContainTextAsync("二楼受理窗口");

        var clerk = await host.OpenAsync();
        await clerk.SignInAsync(host.Portal, name, Clerk, oneTime, key);
        (await clerk.HeadingAsync()).ShouldBe("修改口令");
        await clerk.GotoAsync("/queries/new");
        (await clerk.HeadingAsync()).ShouldBe("修改口令");
        await clerk.GetByLabel("现口令").FillAsync(oneTime);
        await clerk.GetByLabel("新口令", new() { Exact = true }).FillAsync(NewPassword);
        await clerk.GetByLabel("再输一次新口令").FillAsync(NewPassword);
        await clerk.PressAsync("修改口令");
        await clerk.SignInAsync(host.Portal, name, Clerk, NewPassword, key);
        (await clerk.HeadingAsync()).ShouldContain(Clerk);

        // Who is new accepts the terms before the first lookup.
        await clerk.GotoAsync("/queries/new");
        (await clerk.HeadingAsync()).ShouldBe("使用规定");
        await clerk.PressAsync("我已阅读并同意");
        await Expect(clerk.Locator("h1").First).ToContainTextAsync("查询核对");

        await admin.GotoAsync("/administration/accounts/" + name);
        await admin.GetByLabel("操作", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "暂停账户" });
        await admin.GetByLabel("理由").FillAsync("抽查");
        await admin.PressAsync("执行");
        await Expect(admin.Locator(".head")).ToContainTextAsync("已暂停");

        var answers = await host.Portal.CountRegistryAnswersAsync();
        await clerk.GetByLabel("姓名").FillAsync("示例三");
        await clerk.PressAsync("查询核对");
        (await clerk.HeadingAsync()).ShouldBe("登录");
        (await host.Portal.CountRegistryAnswersAsync()).ShouldBe(answers);
        await clerk.Context.CloseAsync();
        await admin.Context.CloseAsync();
    }

    [Fact]
    public async Task Works_with_scripting_off()
    {
        var page = await host.OpenAsync(scripts: false);
        await page.SignInAsync(host.Portal, "shili-gzc", "测试甲");
        await page.LookUpDivorcedAsync();
        (await page.HeadingAsync()).ShouldBe("查询到 2 条登记记录");
        await page.FollowAsync("打印核对单");
        (await page.HeadingAsync()).ShouldBe("婚姻登记信息查询核对单");
        await page.GotoAsync("/queries");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("查到 2 条");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Makes_the_picture_for_the_readme()
    {
        var page = await host.OpenAsAsync("shili-gzc", "测试乙");
        await page.LookUpDivorcedAsync();
        var picture = await page.ScreenshotAsync(new() { FullPage = true });
        picture.Length.ShouldBeLessThan(200 * 1024);
        if (Environment.GetEnvironmentVariable("NMQ_PICTURES") is { Length: > 0 })
        {
            var folder = Path.Combine(Repository.Root, "docs", "images");
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, "answer.png"), picture);
        }

        await page.Context.CloseAsync();
    }
}
