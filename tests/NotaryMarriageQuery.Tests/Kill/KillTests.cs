using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MarriageRegistry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Core;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Kill;

/// <summary>
/// Clients look up while the portal is killed again and again. Afterwards every question that reached the registry has its intent, and
/// every answer that somebody saw has its outcome, what stayed open is told (未决), and the log verifies. <c>NMQ_KILLS</c> sets how often
/// it is killed (5).
/// </summary>
[Collection(nameof(KillTests))]
public class KillTests : IAsyncLifetime
{
    private const int Clients = 3;

    private static readonly TimeSpan _inDoubtAfter = TimeSpan.FromSeconds(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("nmq-kill-").FullName;
    private readonly ConcurrentBag<string> _seen = [];
    private readonly ConcurrentQueue<string> _strange = new();
    private readonly Uri _portal = new($"http://127.0.0.1:{FreePort()}");
    private WebApplication _registry = null!;
    private Uri _registryUrl = null!;
    private TestDatabase? _server;
    private List<AuditEntry> _rows = [];

    /// <summary>Database that the portal stands on.</summary>
    protected virtual DatabaseProvider Provider => DatabaseProvider.Sqlite;

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("NMQ_KILLS") ?? "3", CultureInfo.InvariantCulture);

    private string SettingsFile => Path.Combine(_folder, "portal.json");

    private string DatabaseFile => Path.Combine(_folder, "portal.db");

    private string KeyFile => Path.Combine(_folder, "keys", "portal-keys.json");

    public async Task InitializeAsync()
    {
        _registry = RegistryApp.Build(
        [
            "--urls", "http://127.0.0.1:0",
            "--ConnectionStrings:Registry", $"Data Source={Path.Combine(_folder, "registry.db")}",
            "--Demo:Enabled", "true",
            "--Logging:LogLevel:Default", "Warning",
        ]);
        await _registry.StartAsync();
        _registryUrl = new Uri(_registry.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        _server = Provider == DatabaseProvider.Sqlite ? null : await TestDatabase.CreateAsync(demo: false, Provider);
        await File.WriteAllTextAsync(SettingsFile, JsonSerializer.Serialize(await SettingsAsync()));
        await using var seeding = PortalApp.Build(["--settings", SettingsFile]);
        await DemoData.SeedAsync(seeding.Services, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _registry.StopAsync();
        await _registry.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Portal_KilledAtAnyMoment_LosesNoEvidence()
    {
        using var over = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => WorkAsync(over.Token))).ToList();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var portal = await PortalProcess.StartAsync(_portal, SettingsFile);
            var before = _seen.Count;
            for (var waited = 0; _seen.Count == before && waited < 200; waited++)
            {
                await Task.Delay(50);
            }

            await Task.Delay(Random.Shared.Next(1000));
            await portal.KillAsync();
            if (_server is not null && Kills > 20 && kill % 20 == 10)
            {
                // In a long run only, which runs alone: the server is every test's.
                await PostgresServer.KillAsync();
            }
        }

        await over.CancelAsync();
        await Task.WhenAll(clients);
        await EndAsync();
        await ShouldBeWholeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Another instance over what the dead ones left: it tells what stayed open and seals everything.
    private async Task EndAsync()
    {
        await Task.Delay(_inDoubtAfter);
        await using var portal = PortalApp.Build(["--settings", SettingsFile]);
        await portal.Services.GetRequiredService<AuditWriter>().StartAsync(CancellationToken.None);
        await portal.Services.GetRequiredService<SealingService>().SealNowAsync();
        await portal.Services.GetRequiredService<AuditWriter>().StopAsync(CancellationToken.None);
        await portal.Services.GetRequiredService<SealingService>().SealNowAsync();

        var result = portal.Services.GetRequiredService<LogVerification>().Run(threads: 2, progress: null, CancellationToken.None);
        result.Findings.Tampered.ShouldBeEmpty();
        result.Findings.Warnings.ShouldBeEmpty();
        using var client = new HttpClient { BaseAddress = _registryUrl };
        await using var list = await client.GetStreamAsync("/demo/lookups");
        var theirs = Reconciliation.ReadList(list);
        var compared = portal.Services.GetRequiredService<Reconciliation>().Compare(theirs, theirs.Min(l => l.Time), theirs.Max(l => l.Time).AddTicks(1));
        compared.OnlyTheirs.ShouldBeEmpty();
        compared.Both.Count.ShouldBe(theirs.DistinctBy(l => l.RequestId).Count());

        using var connection = portal.Services.GetRequiredService<PortalDatabase>().Connect();
        _rows = EvidenceRows.Read(connection);
        result.Summary.Rows.ShouldBe(_rows.Count);
        var keys = portal.Services.GetRequiredService<KeyRing>();
        EvidenceRows.FindBreak(_rows, keys.MacKey).ShouldBeNull();
        _rows.ShouldAllBe(r => AuditJson.Read(keys, r) != null);
    }

    private async Task ShouldBeWholeAsync()
    {
        var rows = _rows;
        var intents = rows.Where(r => r.Kind == AuditKind.Intent).Select(r => Convert.ToHexStringLower(r.Request)).ToHashSet();
        var found = rows.Where(r => r is { Kind: AuditKind.Outcome, Status: AuditStatus.Found }).Select(r => Convert.ToHexStringLower(r.Request)).ToHashSet();

        var ended = rows.Where(r => r.Kind == AuditKind.Outcome).Select(r => Convert.ToHexStringLower(r.Request)).ToHashSet();
        var doubted = rows.Where(r => r.Kind == AuditKind.InDoubt).Select(r => Convert.ToHexStringLower(r.Request)).ToHashSet();

        // The last one is the one that looked after all others; a killed database lets a writer begin again.
        var writers = rows.Select(r => r.Id >> 32).Distinct().Count();
        (_server is null ? writers : Math.Min(writers, Kills + 1)).ShouldBe(Kills + 1);
        intents.Except(ended).Except(doubted).ShouldBeEmpty("neither outcome nor doubt");
        var asked = await ReadAskedAsync();
        asked.Except(intents).ShouldBeEmpty("asked without a durable intent");
        _seen.Except(found).ShouldBeEmpty("shown without a durable outcome");
        found.Except(intents).ShouldBeEmpty();
        _strange.ShouldBeEmpty();
        _seen.Count.ShouldBeGreaterThanOrEqualTo(Kills);
        asked.Count.ShouldBeGreaterThanOrEqualTo(_seen.Distinct().Count());
    }

    private async Task<List<string>> ReadAskedAsync()
    {
        using var client = new HttpClient { BaseAddress = _registryUrl };
        var lookups = await client.GetFromJsonAsync<List<JsonElement>>("/demo/lookups");
        return [.. lookups!.Select(l => l.GetProperty("requestId").GetString()!.ToLowerInvariant())];
    }

    private async Task WorkAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            using var client = new PortalClient(_portal, IPAddress.Loopback, TimeProvider.System);
            client.Http.Timeout = TimeSpan.FromSeconds(10);
            try
            {
                if ((await client.SignInAsync("shili-gzc", "测试甲")).Status == HttpStatusCode.Redirect)
                {
                    await LookUpAsync(client, over);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or SocketException)
            {
                // The portal is dead just now.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private async Task LookUpAsync(PortalClient client, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var posted = await client.LookUpAsync();
            if (posted.Location?.StartsWith("/queries/", StringComparison.Ordinal) != true)
            {
                // After a restart a page may need a new sign-in; a crash page never.
                if (posted.Status == HttpStatusCode.InternalServerError)
                {
                    _strange.Enqueue(posted.Body);
                }

                return;
            }

            var page = await client.GetAsync(posted.Location);
            if (page.Status == HttpStatusCode.OK && page.Html.QuerySelector("article.record") is not null)
            {
                _seen.Add(posted.Location["/queries/".Length..]);
            }
        }
    }

    private async Task<Dictionary<string, object>> SettingsAsync() => new()
    {
        ["urls"] = _portal.ToString().TrimEnd('/'),
        ["Demo"] = new { Enabled = true },
        ["Database"] = new { Provider = Provider.ToString() },
        ["ConnectionStrings"] = new { Portal = _server is PostgresTestDatabase server ? await PostgresServer.AsAsync(server.Name, PostgresTestDatabase.App) : $"Data Source={DatabaseFile}" },
        ["Audit"] = new { InDoubtAfter = _inDoubtAfter, SealEvery = TimeSpan.FromMilliseconds(300) },
        ["Keys"] = new { File = KeyFile },
        ["Registry"] = new { BaseUrl = _registryUrl.ToString().TrimEnd('/'), AppKey = "demo0000000000000000000000000001", AppSecret = "demosecret0000000000000000000001" },
        ["RateLimits"] = new { LookupsPerMinute = 1_000_000, SignInsPerMinute = 1_000_000 },
        ["SignIn"] = new { RefuseUsedCodes = false },
        ["Logging"] = new { LogLevel = new { Default = "Error" } },
    };
}

/// <summary>The same on PostgreSQL, of which the server itself is killed, too, in runs of more than 20 kills.</summary>
[Collection(nameof(KillTests))]
public sealed class KillOnPostgreSql : KillTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}
