using System.Net;
using MarriageRegistry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal;

namespace NotaryMarriageQuery.TestCommon;

/// <summary>The real portal and the real registry on free loopback ports over databases of their own, with the demo's data.</summary>
/// <remarks>On Linux every address of 127.0.0.0/8 is this machine: a client may sit at any workstation.</remarks>
public sealed class PortalHost : IAsyncDisposable
{
    private readonly WebApplication _registry;
    private readonly WebApplication _portal;
    private readonly bool _isFirst;

    // Where the database is, when it is not in the folder.
    private readonly Dictionary<string, string?> _server;

    private PortalHost(WebApplication registry, WebApplication portal, string folder, TestClock clock, Dictionary<string, string?> server, bool isFirst)
    {
        (_registry, _portal, Folder, Clock, _server, _isFirst) = (registry, portal, folder, clock, server, isFirst);
        Url = AddressOf(portal);
        RegistryUrl = AddressOf(registry);
    }

    /// <summary>Address of the portal, without a slash at the end.</summary>
    public Uri Url { get; }

    public Uri RegistryUrl { get; }

    /// <summary>Folder of databases and keys; gone when the host is disposed.</summary>
    public string Folder { get; }

    /// <summary>Clock of the portal; the registry has the machine's.</summary>
    public TestClock Clock { get; }

    public IServiceProvider Services => _portal.Services;

    /// <summary>The registry's own services, for what its desk would do.</summary>
    public IServiceProvider RegistryServices => _registry.Services;

    /// <summary>Starts both services. <paramref name="settings"/> override the portal's.</summary>
    /// <param name="settings">Settings of the portal.</param>
    /// <param name="services">Services of the portal.</param>
    /// <param name="shared">The portal is told that others share its database, see <see cref="StartBesideAsync"/>.</param>
    public static async Task<PortalHost> StartAsync(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, bool shared = false)
    {
        var folder = Directory.CreateTempSubdirectory("nmq-").FullName;
        var clock = new TestClock();
        var registry = RegistryApp.Build(
        [
            "--urls", "http://127.0.0.1:0",
            "--ConnectionStrings:Registry", $"Data Source={Path.Combine(folder, "registry.db")}",
            "--Demo:Enabled", "true",
            "--Logging:LogLevel:Default", "Warning",
        ]);
        await registry.StartAsync();
        var portal = BuildPortal(folder, registry, clock, settings, services, shared);
        await DemoData.SeedAsync(portal.Services, CancellationToken.None);
        await portal.StartAsync();
        var server = settings?.Where(s => s.Key is "Database:Provider" or "ConnectionStrings:Portal").ToDictionary() ?? [];
        return new PortalHost(registry, portal, folder, clock, server, isFirst: true);
    }

    /// <summary>Starts another instance of the portal over the same database, keys, registry and clock; to be disposed before the first.</summary>
    public async Task<PortalHost> StartBesideAsync(Dictionary<string, string?>? settings = null)
    {
        var all = new Dictionary<string, string?>(_server.Concat(settings ?? []));
        var portal = BuildPortal(Folder, _registry, Clock, all, services: null, shared: _server.Count == 0);
        await portal.StartAsync();
        return new PortalHost(_registry, portal, Folder, Clock, _server, isFirst: false);
    }

    /// <summary>A browser-like client at a workstation.</summary>
    public PortalClient Client(string workstation = "127.0.0.1") => new(Url, IPAddress.Parse(workstation), Clock);

    /// <summary>Makes the registry fail the next answers, see the contract for the modes.</summary>
    public async Task FailRegistryAsync(string mode, int count = 1)
    {
        using var client = new HttpClient { BaseAddress = RegistryUrl };
        (await client.PostAsJsonAsync("/demo/faults", new { mode, count })).EnsureSuccessStatusCode();
    }

    /// <summary>Stops the registry for good.</summary>
    public Task StopRegistryAsync() => _registry.StopAsync();

    /// <summary>How many lookups the registry has answered.</summary>
    public async Task<int> CountRegistryAnswersAsync()
    {
        using var client = new HttpClient { BaseAddress = RegistryUrl };
        return (await client.GetFromJsonAsync<List<System.Text.Json.JsonElement>>("/demo/lookups"))!.Count;
    }

    /// <summary>The evidence in the order of its rows, each with what it tells; only rows after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<(AuditEntry Entry, AuditEvent Event)>> ReadEvidenceAsync(long after = 0)
    {
        await using var scope = Services.CreateAsyncScope();
        var keys = Services.GetRequiredService<KeyRing>();
        var entries = await scope.ServiceProvider.GetRequiredService<PortalDbContext>().AuditEntries.AsNoTracking().Where(e => e.Id > after).OrderBy(e => e.Id).ToListAsync();
        return [.. entries.Select(e => (e, AuditJson.Read(keys, e)!))];
    }

    /// <summary>Id of the newest row of the evidence; rows after it belong to what follows.</summary>
    public long LastEvidence => Services.GetRequiredService<AuditWriter>().LastId;

    public async ValueTask DisposeAsync()
    {
        await _portal.StopAsync();
        await _portal.DisposeAsync();
        if (!_isFirst)
        {
            return;
        }

        await _registry.StopAsync();
        await _registry.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static WebApplication BuildPortal(
        string folder,
        WebApplication registry,
        TestClock clock,
        Dictionary<string, string?>? settings,
        Action<IServiceCollection>? services,
        bool shared) => PortalApp.Build([], builder =>
    {
        builder.Configuration.AddInMemoryCollection(SettingsOf(folder, AddressOf(registry)));
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton<TimeProvider>(clock);
        services?.Invoke(builder.Services);
        if (shared)
        {
            // After everything that the portal registers itself.
            builder.Host.ConfigureContainer<IServiceCollection>(container =>
                container.AddSingleton<PortalDatabase>(new SharedSqliteDatabase($"Data Source={Path.Combine(folder, "portal.db")}")));
        }
    });

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static Dictionary<string, string?> SettingsOf(string folder, Uri registry) => new()
    {
        ["urls"] = "http://127.0.0.1:0",
        ["Demo:Enabled"] = "true",
        ["ConnectionStrings:Portal"] = $"Data Source={Path.Combine(folder, "portal.db")}",
        ["Keys:File"] = Path.Combine(folder, "keys", "portal-keys.json"),
        ["Registry:BaseUrl"] = registry.ToString().TrimEnd('/'),
        ["Registry:AppKey"] = "demo0000000000000000000000000001",
        ["Registry:AppSecret"] = "demosecret0000000000000000000001",
        ["Registry:SearchAppKey"] = "demo0000000000000000000000000002",
        ["Registry:SearchAppSecret"] = "demosecret0000000000000000000002",
        ["RateLimits:LookupsPerMinute"] = "100000",
        ["RateLimits:SignInsPerMinute"] = "100000",
        ["RateLimits:IntakesPerMinute"] = "100000",
        ["SignIn:RefuseUsedCodes"] = "false",

        // Tests count rows: nothing is to be added while they look, unless they ask for it.
        ["Audit:SealEvery"] = "1.00:00:00",
        ["Logging:LogLevel:Default"] = "Warning",
    };
}
