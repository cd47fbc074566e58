using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MarriageRegistry.Tests;

/// <summary>A real browser before the registry's pages. With <c>NMQ_GALLERY=folder</c> each page that is checked leaves its picture there.</summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    private static readonly AxeRunOptions _axe = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
        ResultTypes = [ResultType.Violations],
    };

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly string _name;
    private readonly int[] _widths;

    private PageBrowser(IPlaywright playwright, IBrowser browser, IPage page, string name, int[] widths)
    {
        (_playwright, _browser, Page, _name, _widths) = (playwright, browser, page, name, widths);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                Console.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Console.Add(error);
    }

    public IPage Page { get; }

    /// <summary>What the console has said that is a mistake of ours.</summary>
    public List<string> Console { get; } = [];

    /// <summary>Opens a blank page; the first of the widths is the one to begin with.</summary>
    public static async Task<PageBrowser> StartAsync(RegistryHost registry, string name, params int[] widths)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        var context = await browser.NewContextAsync(new() { BaseURL = registry.Http.BaseAddress!.ToString(), ViewportSize = new() { Width = widths[0], Height = 768 }, Locale = "zh-CN" });
        return new PageBrowser(playwright, browser, await context.NewPageAsync(), name, widths);
    }

    /// <summary>The page fits every width and has no barrier.</summary>
    public async Task CheckAsync(string name)
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        foreach (var width in _widths)
        {
            await Page.SetViewportSizeAsync(width, 768);
            (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{name} at {width}");
        }

        if (Environment.GetEnvironmentVariable("NMQ_GALLERY") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{_name}-{name}.png"), FullPage = true });
        }

        (await Page.RunAxe(_axe)).Violations.Select(v => $"{name} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
