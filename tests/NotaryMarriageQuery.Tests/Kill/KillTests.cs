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
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Core;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Kill;

/// <summary>
/// Clients look up while the portal is killed again and again. Afterwards every question that reached the registry has its intent, and
/// every answer that somebody saw has its outcome. <c>NMQ_KILLS</c> sets how often it is killed (5).
/// </summary>
public sealed class KillTests : IAsyncLifetime
{
    private const int Clients = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("nmq-kill-").FullName;
    private readonly ConcurrentBag<string> _seen = [];
    private readonly ConcurrentQueue<string> _strange = new();
    private readonly Uri _portal = new($"http://127.0.0.1:{FreePort()}");
    private WebApplication _registry = null!;
    private Uri _registryUrl = null!;

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
        await File.WriteAllTextAsync(SettingsFile, JsonSerializer.Serialize(Settings()));
        await using var seeding = PortalApp.Build(["--settings", SettingsFile]);
        await DemoData.SeedAsync(seeding.Services, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _registry.StopAsync();
        await _registry.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Portal_KilledAtAnyMoment_LosesNoEvidence()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("NMQ_KILLS") ?? "5", CultureInfo.InvariantCulture);
        using var over = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => WorkAsync(over.Token))).ToList();

        for (var kill = 0; kill < kills; kill++)
        {
            using var portal = await PortalProcess.StartAsync(_portal, SettingsFile);
            var before = _seen.Count;
            for (var waited = 0; _seen.Count == before && waited < 200; waited++)
            {
                await Task.Delay(50);
            }

            await Task.Delay(Random.Shared.Next(1000));
            await portal.KillAsync();
        }

        await over.CancelAsync();
        await Task.WhenAll(clients);
        await ShouldBeWholeAsync(kills);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ShouldBeWholeAsync(int kills)
    {
        using var connection = new SqliteConnection($"Data Source={DatabaseFile}");
        connection.Open();
        var rows = EvidenceRows.Read(connection);
        var keys = DatabaseSetup.OpenKeys(new SqliteDatabase($"Data Source={DatabaseFile}"), KeyFile);
        var intents = rows.Where(r => r.Kind == AuditKind.Intent).Select(r => Convert.ToHexStringLower(r.Request)).ToHashSet();
        var found = rows.Where(r => r is { Kind: AuditKind.Outcome, Status: AuditStatus.Found }).Select(r => Convert.ToHexStringLower(r.Request)).ToHashSet();

        EvidenceRows.FindBreak(rows, keys.MacKey).ShouldBeNull();
        rows.ShouldAllBe(r => AuditJson.Read(keys, r) != null);
        rows.Select(r => r.Id >> 32).Distinct().Count().ShouldBe(kills);
        var asked = await ReadAskedAsync();
        asked.Except(intents).ShouldBeEmpty("asked without a durable intent");
        _seen.Except(found).ShouldBeEmpty("shown without a durable outcome");
        found.Except(intents).ShouldBeEmpty();
        _strange.ShouldBeEmpty();
        _seen.Count.ShouldBeGreaterThanOrEqualTo(kills);
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

    private Dictionary<string, object> Settings() => new()
    {
        ["urls"] = _portal.ToString().TrimEnd('/'),
        ["Demo"] = new { Enabled = true },
        ["ConnectionStrings"] = new { Portal = $"Data Source={DatabaseFile}" },
        ["Keys"] = new { File = KeyFile },
        ["Registry"] = new { BaseUrl = _registryUrl.ToString().TrimEnd('/'), AppKey = "demo0000000000000000000000000001", AppSecret = "demosecret0000000000000000000001" },
        ["RateLimits"] = new { LookupsPerMinute = 1_000_000, SignInsPerMinute = 1_000_000 },
        ["SignIn"] = new { RefuseUsedCodes = false },
        ["Logging"] = new { LogLevel = new { Default = "Error" } },
    };
}
