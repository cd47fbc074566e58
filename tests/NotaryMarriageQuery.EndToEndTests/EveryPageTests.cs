using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NotaryMarriageQuery.EndToEndTests.Support;
using Shouldly;

namespace NotaryMarriageQuery.EndToEndTests;

/// <summary>What holds on every page in every role: no barrier, nothing cut off, nothing in the console.</summary>
/// <remarks>With <c>NMQ_GALLERY=folder</c> each page leaves its picture there.</remarks>
[Collection(BrowserTests.Name)]
public sealed class EveryPageTests(BrowserHost host)
{
    private static readonly AxeRunOptions _axe = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
        ResultTypes = [ResultType.Violations],
    };

    public static TheoryData<string> Names => [.. Tour.Stops.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_without_barriers_fits_the_screen_and_leaves_the_console_empty(string name)
    {
        var stop = Tour.Stops.Single(s => s.Name == name);
        var page = stop.Account.Length == 0 ? await host.OpenAsync() : await host.OpenAsAsync(stop.Account, stop.Person);
        var (console, status) = (new ConcurrentQueue<string>(), 0);
        page.Console += (_, message) =>
        {
            // The console repeats the status of a page that refuses; everything else in it is a mistake of ours.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                console.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => console.Enqueue(error);
        page.Response += (_, response) =>
        {
            if (response.Request.IsNavigationRequest)
            {
                status = response.Status;
            }
            else if (!response.Ok)
            {
                console.Enqueue($"{response.Status} {response.Url}");
            }
        };

        await stop.Go(page, host.Portal);
        await page.LoadedAsync();

        status.ShouldBe(stop.Status);
        foreach (var width in (int[])[1024, 1280, 1366])
        {
            await page.SetViewportSizeAsync(width, 768);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"at {width}");
            await PictureAsync(page, name, width);
        }

        await page.ShouldServeTheKeyboardAsync();
        (await page.RunAxe(_axe)).Violations.Select(Tell).ShouldBeEmpty();
        console.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    private static async Task PictureAsync(IPage page, string name, int width)
    {
        if (Environment.GetEnvironmentVariable("NMQ_GALLERY") is { Length: > 0 } folder && width != 1280)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
        }
    }

    private static string Tell(AxeResultItem item) => $"{item.Id}: {item.Help} {string.Join(" | ", item.Nodes.Select(n => n.Html))}";
}
