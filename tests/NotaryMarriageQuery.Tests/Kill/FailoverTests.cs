using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MarriageRegistry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
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
/// People look up through two portals over one PostgreSQL, each request at the other portal, while portals and server end and come
/// back. Nobody signs in again, and afterwards the evidence of both is one whole log.
/// </summary>
public sealed class FailoverTests : IAsyncLifetime, IDisposable
{
    private const int People = 3;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("nmq-failover-").FullName;
    private readonly Uri[] _urls = [new($"http://127.0.0.1:{FreePort()}"), new($"http://127.0.0.1:{FreePort()}")];
    private readonly PortalProcess[] _portals = new PortalProcess[2];
    private readonly ConcurrentQueue<Reply> _replies = new();
    private readonly ConcurrentBag<string> _shown = [];
    private readonly CancellationTokenSource _over = new();
    private volatile bool _resends;
    private PostgresInstance _server = null!;
    private WebApplication _registry = null!;
    private Task _load = Task.CompletedTask;

    private string KeyFile => Path.Combine(_folder, "keys", "portal-keys.json");

    private string Database => $"{_server.ConnectionString.Replace("Database=postgres", "Database=portal").Replace("Username=postgres", "Username=portal_login")}";

    private Uri RegistryUrl => new(_registry.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public void Dispose() => _over.Dispose();

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
        _server = await PostgresInstance.StartAsync();
        await MakeDatabaseAsync();
        for (var i = 0; i < 2; i++)
        {
            await File.WriteAllTextAsync(SettingsFile(i), JsonSerializer.Serialize(Settings(i)));
        }

        await using (var seeding = PortalApp.Build(["--settings", SettingsFile(0)]))
        {
            await DemoData.SeedAsync(seeding.Services, CancellationToken.None);
        }
    }

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        await _load;
        foreach (var portal in _portals)
        {
            portal?.Dispose();
        }

        await _registry.StopAsync();
        await _registry.DisposeAsync();
        _server.Dispose();
        _over.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Portals_OneKilledThenTheServerRestarted_GoOnByThemselvesAndLoseNoEvidence()
    {
        await BeginAsync();

        var killed = Mark();
        await _portals[0].KillAsync();
        await UntilAnsweredAsync(1);
        await Task.Delay(1000);
        await StartAsync(0);
        await UntilAnsweredAsync(0, 1);
        Since(killed).Where(r => r.Status is null).ShouldAllBe(r => r.Portal == 0);
        Since(killed).ShouldContain(r => r.Status == null);
        Since(killed).Where(r => r.Status is not null).ShouldAllBe(r => r.Status < HttpStatusCode.BadRequest);

        var crashed = Mark();
        await _server.CrashAsync();
        await UntilAsync(() => new[] { 0, 1 }.All(p => Since(crashed).Any(r => r.Portal == p && r.Status == HttpStatusCode.ServiceUnavailable)), "no 503 of each");
        (await HealthAsync()).ShouldAllBe(s => s == HttpStatusCode.ServiceUnavailable);
        await Task.Delay(1500);
        await _server.StartAgainAsync();
        await UntilAnsweredAsync(0, 1);
        (await HealthAsync()).ShouldAllBe(s => s == HttpStatusCode.OK);
        Since(crashed).ShouldAllBe(r => r.Status < HttpStatusCode.BadRequest || r.Status == HttpStatusCode.ServiceUnavailable);
        Since(crashed).Where(r => r.Status == HttpStatusCode.ServiceUnavailable).ShouldAllBe(r => r.Body.Contains("<h1>暂时不能使用</h1>"));

        await EndAsync();
        await ShouldBeWholeAsync(writersAtLeast: 3);
    }

    [Fact]
    public async Task Portals_RestartedInTurn_NobodyNotices()
    {
        _resends = true;
        await BeginAsync();
        var before = Mark();

        for (var i = 0; i < 2; i++)
        {
            (await _portals[i].StopAsync()).ShouldBe(0);
            await UntilAnsweredAsync(1 - i);
            await StartAsync(i);
            await UntilAnsweredAsync(0, 1);
        }

        Since(before).Where(r => r.Status is not null).ShouldAllBe(r => r.Status < HttpStatusCode.BadRequest);
        await EndAsync();
        var rows = await ShouldBeWholeAsync(writersAtLeast: 4);

        // Nothing that was under way was cut off.
        rows.Count(r => r.Kind == AuditKind.Outcome).ShouldBe(rows.Count(r => r.Kind == AuditKind.Intent));
        rows.Count(r => r.Kind == AuditKind.Stop).ShouldBe(4);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string SettingsFile(int portal) => Path.Combine(_folder, $"portal-{portal}.json");

    private string WitnessFile(int portal) => Path.Combine(_folder, $"witness-{portal}.txt");

    // As the documentation tells: an owner of the tables, and the portal's account with no more than its roles.
    private async Task MakeDatabaseAsync()
    {
        await _server.ExecuteAsync("postgres", "CREATE ROLE portal_owner LOGIN");
        await _server.ExecuteAsync("postgres", "CREATE ROLE portal_login LOGIN");
        await _server.ExecuteAsync("postgres", "CREATE DATABASE portal OWNER portal_owner ENCODING 'UTF8' TEMPLATE template0");
        DatabaseSetup.Migrate(new PostgreSqlDatabase(Database.Replace("portal_login", "portal_owner") + ";Pooling=false"), demo: true);
        await _server.ExecuteAsync("portal", PostgreSqlAuditSchema.Roles);
        await _server.ExecuteAsync("portal", "GRANT portal_app, audit_sealer TO portal_login");
    }

    private async Task BeginAsync()
    {
        await Task.WhenAll(StartAsync(0), StartAsync(1));
        _load = Task.WhenAll(await Task.WhenAll(Enumerable.Range(0, People).Select(BeginWorkAsync)));
        await UntilAnsweredAsync(0, 1);
    }

    private async Task StartAsync(int portal) => _portals[portal] = await PortalProcess.StartAsync(_urls[portal], SettingsFile(portal));

    private int Mark() => _replies.Count;

    private List<Reply> Since(int mark) => [.. _replies.Skip(mark)];

    /// <summary>Waits until each of these portals has answered everybody's requests twice over from now on.</summary>
    private Task UntilAnsweredAsync(params int[] portals)
    {
        var (mark, shown) = (Mark(), _shown.Count);
        return UntilAsync(
            () => _shown.Count >= shown + (2 * People) && portals.All(p => Since(mark).Count(r => r.Portal == p && r.Status < HttpStatusCode.BadRequest) >= 4 * People),
            "not answered any more");
    }

    private async Task UntilAsync(Func<bool> isSo, string otherwise)
    {
        for (var waited = Stopwatch.StartNew(); !isSo(); await Task.Delay(50))
        {
            if (waited.Elapsed > _patience)
            {
                throw new TimeoutException($"{otherwise}: " + string.Join("; ", _replies.TakeLast(12).Select(r => $"{r.Portal} {r.Address} {r.Status} {r.Body}")));
            }
        }
    }

    private async Task<HttpStatusCode[]> HealthAsync()
    {
        using var client = new HttpClient();
        return await Task.WhenAll(_urls.Select(async url => (await client.GetAsync(new Uri(url, "/health/ready"))).StatusCode));
    }

    /// <summary>Signs somebody in, at one portal, and lets them look up at both until it is over.</summary>
    private async Task<Task> BeginWorkAsync(int number)
    {
        var first = new PortalClient(_urls[number % 2], IPAddress.Loopback, TimeProvider.System);
        (await first.SignInAsync("shili-gzc", "测试甲")).Status.ShouldBe(HttpStatusCode.Redirect);
        await first.GetAsync("/queries/new");
        var second = new PortalClient(_urls[1 - (number % 2)], IPAddress.Loopback, TimeProvider.System);
        second.Cookies.Add(first.Cookies.GetAllCookies());
        return Task.Run(async () =>
        {
            using var one = first;
            using var other = second;
            var person = new Person(number % 2 == 0 ? [first, second] : [second, first]) { Next = number };
            while (!_over.IsCancellationRequested)
            {
                await LookUpAsync(person);
            }
        });
    }

    private async Task LookUpAsync(Person person)
    {
        var form = await AskAsync(person, "/queries/new", fields: null);
        if (form?.Status != HttpStatusCode.OK)
        {
            await Task.Delay(100);
            return;
        }

        var fields = PortalClient.LookUpForm(new()
        {
            ["FormId"] = form.Html.QuerySelector("input[name=FormId]")!.GetAttribute("value")!,
            ["__RequestVerificationToken"] = form.Token!,
        });
        var posted = await AskAsync(person, "/queries/new", fields);
        if (posted?.Location?.StartsWith("/queries/", StringComparison.Ordinal) == true)
        {
            var page = await AskAsync(person, posted.Location, fields: null);
            if (page?.Html.QuerySelector("article.record") is not null)
            {
                _shown.Add(posted.Location["/queries/".Length..]);
            }
        }
    }

    /// <summary>
    /// Asks the portal whose turn it is, and the other one when that cannot be reached. What was sent and got no answer is sent again
    /// only where that is harmless: a page, or a form while nobody is killed over it.
    /// </summary>
    private async Task<PortalPage?> AskAsync(Person person, string address, Dictionary<string, string>? fields)
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var portal = person.Next++ % 2;
            try
            {
                // A connection of its own for each request: one that waits in a pool may be closed while it is used.
                using var request = new HttpRequestMessage(fields is null ? HttpMethod.Get : HttpMethod.Post, address);
                request.Headers.ConnectionClose = true;
                request.Content = fields is null ? null : new FormUrlEncodedContent(fields);
                var page = await person.Clients[portal].SendAsync(request);

                // To the page of signing in: that would be the worst of errors here.
                var status = page.Location == "/account/sign-in" ? HttpStatusCode.Unauthorized : page.Status;
                _replies.Enqueue(new Reply(portal, address, status, (int)status < 400 ? "" : page.Body));
                return page;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
            {
                _replies.Enqueue(new Reply(portal, address, null, e.Message));
                var refused = e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
                if (fields is not null && !refused && !_resends)
                {
                    return null;
                }
            }
        }

        return null;
    }

    private async Task EndAsync()
    {
        await _over.CancelAsync();
        await _load;
        await Task.WhenAll(_portals.Select(p => p.StopAsync()));
    }

    private async Task<List<AuditEntry>> ShouldBeWholeAsync(int writersAtLeast)
    {
        // Connections of this process from before the server's end are no use.
        Npgsql.NpgsqlConnection.ClearAllPools();
        var database = new PostgreSqlDatabase(Database);
        List<AuditEntry> rows;
        using (var connection = database.Connect())
        {
            rows = EvidenceRows.Read(connection);
        }

        var keys = DatabaseSetup.OpenKeys(database, KeyFile);
        EvidenceRows.FindBreak(rows, keys.MacKey).ShouldBeNull();
        rows.ShouldAllBe(r => AuditJson.Read(keys, r) != null);
        rows.Select(r => r.Id >> 32).Distinct().Count().ShouldBeGreaterThanOrEqualTo(writersAtLeast);

        var intents = Requests(rows, r => r.Kind == AuditKind.Intent);
        var found = Requests(rows, r => r is { Kind: AuditKind.Outcome, Status: AuditStatus.Found });
        using var client = new HttpClient { BaseAddress = RegistryUrl };
        var theirs = Reconciliation.ReadList(await client.GetStreamAsync("/demo/lookups"));
        theirs.Select(l => l.RequestId).Except(intents).ShouldBeEmpty("asked without a durable intent");
        _shown.Except(found).ShouldBeEmpty("shown without a durable outcome");
        found.Except(intents).ShouldBeEmpty();
        found.Except(theirs.Select(l => l.RequestId)).ShouldBeEmpty("an outcome that the registry did not give");

        // Each portal's own memory of the log agrees with the one tree.
        for (var i = 0; i < 2; i++)
        {
            File.Exists(WitnessFile(i)).ShouldBeTrue();
            await using var after = PortalApp.Build(["--settings", SettingsFile(i)]);
            after.Services.GetRequiredService<Sealer>().Tick().ShouldNotBeNull().IsComplete.ShouldBeTrue();
            var result = after.Services.GetRequiredService<LogVerification>().Run(threads: 1, progress: null, CancellationToken.None);
            result.Findings.Tampered.ShouldBeEmpty();
            result.Head.ShouldNotBeNull().Size.ShouldBe(rows.Count);
            var compared = after.Services.GetRequiredService<Reconciliation>().Compare(theirs, DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddHours(1));
            compared.OnlyTheirs.ShouldBeEmpty();
            compared.Unexplained.ShouldBeEmpty();
        }

        return rows;
    }

    private static HashSet<string> Requests(IEnumerable<AuditEntry> rows, Func<AuditEntry, bool> which) =>
        [.. rows.Where(which).Select(r => Convert.ToHexStringLower(r.Request))];

    private Dictionary<string, object> Settings(int portal) => new()
    {
        ["urls"] = _urls[portal].ToString().TrimEnd('/'),
        ["Demo"] = new { Enabled = true },
        ["Database"] = new { Provider = "PostgreSql" },
        ["ConnectionStrings"] = new { Portal = Database },
        ["Keys"] = new { File = KeyFile },
        ["Audit"] = new { WitnessFile = WitnessFile(portal), SealEvery = "00:00:00.500" },
        ["Registry"] = new { BaseUrl = RegistryUrl.ToString().TrimEnd('/'), AppKey = "demo0000000000000000000000000001", AppSecret = "demosecret0000000000000000000001" },
        ["RateLimits"] = new { LookupsPerMinute = 1_000_000, SignInsPerMinute = 1_000_000 },
        ["SignIn"] = new { RefuseUsedCodes = false },
        ["Logging"] = new { LogLevel = new { Default = "Error" } },
    };

    /// <summary>A browser that a balancer sends to either portal; what is next is whose turn it is.</summary>
    private sealed class Person(PortalClient[] clients)
    {
        public PortalClient[] Clients => clients;

        public int Next { get; set; }
    }

    /// <summary>What one request got: a status, or none and why.</summary>
    private sealed record Reply(int Portal, string Address, HttpStatusCode? Status, string Body);
}
