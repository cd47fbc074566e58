using System.Globalization;
using MarriageRegistry.Checks;
using MarriageRegistry.Registrations;
using MarriageRegistry.Tests.Checks;
using Microsoft.Playwright;

namespace MarriageRegistry.Tests.Scanning;

/// <summary>The scan port on a phone: from the identity provider through the zones to every outcome, without barriers and within the screen.</summary>
public sealed class ScanBrowserTests : IAsyncLifetime
{
    private RegistryHost _host = null!;
    private PageBrowser _browser = null!;
    private IPage _page = null!;

    public async Task InitializeAsync()
    {
        _host = await PortCaller.StartHostAsync();
        _browser = await PageBrowser.StartAsync(_host, "scan", 390, 320);
        _page = _browser.Page;
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task EveryPage_OfTheWayToEveryOutcome_IsWithoutBarriersAndFits()
    {
        var life = new CoupleLife(_host);
        var marriage = await life.AddAsync(RegistrationKind.Marriage, "2020-06-01");
        await _page.GotoAsync("/scan");
        await _browser.CheckAsync("sign-in");
        await _page.GetByRole(AriaRole.Link, new() { Name = "前往实名认证" }).ClickAsync();
        await _page.GetByRole(AriaRole.Heading, new() { Name = "演示身份认证" }).WaitForAsync();
        await _browser.CheckAsync("identity");
        await _page.GetByLabel("只核对了口令").CheckAsync();
        await PressAsync("继续");
        await _page.GetByRole(AriaRole.Alert).WaitForAsync();
        await _browser.CheckAsync("sign-in-refused");
        await _page.GetByRole(AriaRole.Link, new() { Name = "前往实名认证" }).ClickAsync();
        await PressAsync("继续");
        foreach (var (zone, next) in new[] { ("专区", "民政服务专区"), ("民政服务专区", "进入婚姻服务大厅"), ("婚姻服务大厅", "结(离)婚证二维码扫码识别") })
        {
            await _page.GetByRole(AriaRole.Heading, new() { Name = zone, Exact = true }).WaitForAsync();
            await _browser.CheckAsync("zone-" + zone.Length.ToString(CultureInfo.InvariantCulture));
            await _page.GetByRole(AriaRole.Link, new() { NameRegex = new(System.Text.RegularExpressions.Regex.Escape(next)) }).ClickAsync();
        }

        await _page.GetByLabel("识别码").WaitForAsync();
        await _browser.CheckAsync("check");
        await PressAsync("核对");
        await _page.GetByRole(AriaRole.Alert).WaitForAsync();
        await _browser.CheckAsync("check-empty");

        await OutcomeAsync("match", marriage.ManCode, marriage.Shown);
        await OutcomeAsync("mismatch", marriage.WomanCode, marriage.Shown with { ManName = "示例一" });
        await OutcomeAsync("unknown", CoupleLife.UnknownCode(), marriage.Shown);
        var reissue = await life.AddAsync(RegistrationKind.ReissuedMarriageCertificate, "2021-02-03", marriage);
        await OutcomeAsync("void", marriage.ManCode, marriage.Shown);
        await life.AddAsync(RegistrationKind.Divorce, "2022-03-04");
        await OutcomeAsync("status-changed", reissue.ManCode, reissue.Shown);
        _browser.Console.ShouldBeEmpty();
    }

    // Typed by keyboard alone, as somebody does whose browser reads no codes.
    private async Task OutcomeAsync(string outcome, string code, ShownCertificate shown)
    {
        await _page.GotoAsync("/scan/check");
        foreach (var (label, value) in new[] { ("识别码", code), ("登记证字号", shown.CertificateNumber!), ("男方姓名", shown.ManName!), ("女方姓名", shown.WomanName!) })
        {
            await _page.GetByLabel(label).FocusAsync();
            await _page.Keyboard.InsertTextAsync(value);
        }

        await _page.GetByLabel("登记日期").FillAsync(shown.RegisteredOn!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await PressAsync("核对");
        await _page.Locator($"[data-outcome={outcome}]").WaitForAsync();
        await _browser.CheckAsync(outcome);
    }

    private Task PressAsync(string text) => _page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = text, Exact = true }).ClickAsync();
}
