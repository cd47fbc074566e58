using System.Collections.Concurrent;
using Microsoft.Playwright;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>One browser and one portal for all tests of the collection.</summary>
public sealed class BrowserHost : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    // A busy machine may take its time; nothing waits longer than it must.
    private const int Patience = 60_000;
    private readonly ConcurrentDictionary<string, string> _sessions = new(StringComparer.Ordinal);
    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public PortalHost Portal { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            throw new FileNotFoundException("The browser tests need Debian's package chromium; tests/run.sh installs it.", Chromium);
        }

        Assertions.SetDefaultExpectTimeout(Patience);

        // As in use: the pages show checkpoints of a log that is being sealed.
        Portal = await PortalHost.StartAsync(new() { ["Audit:SealEvery"] = "00:00:01" });
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A clean browser that has signed nobody in.</summary>
    public async Task<IPage> OpenAsync(PortalHost? portal = null, bool scripts = true, string? session = null)
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = (portal ?? Portal).Url.ToString(),
            ViewportSize = new() { Width = 1366, Height = 768 },
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            JavaScriptEnabled = scripts,
            StorageState = session,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>A browser in which a demo person is signed in; each person signs in once and the cookie serves all tests.</summary>
    public async Task<IPage> OpenAsAsync(string account, string person, bool scripts = true)
    {
        if (!_sessions.TryGetValue(person, out var session))
        {
            var first = await OpenAsync();
            await first.SignInAsync(Portal, account, person);
            session = await first.Context.StorageStateAsync();
            await first.Context.CloseAsync();
            _sessions[person] = session;
        }

        return await OpenAsync(scripts: scripts, session: session);
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        _playwright?.Dispose();
        if (Portal is not null)
        {
            await Portal.DisposeAsync();
        }
    }
}

/// <summary>The tests run one after another: one clerk at one screen.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserHost>
{
    public const string Name = "Browser";
}
