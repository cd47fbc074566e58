using System.Net;
using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.Tests.Core.Registry;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core;

/// <summary>Everything in Core as the portal registers it, over a database of its own and a registry that the test steers.</summary>
internal sealed class CoreHost : IAsyncDisposable
{
    public static readonly IPAddress Workstation = IPAddress.Loopback;

    private readonly ServiceProvider _services;
    private bool _ownsDatabase;

    private CoreHost(TestDatabase database, WriterConnections connections, ServiceProvider services) =>
        (Database, Connections, _services) = (database, connections, services);

    public TestDatabase Database { get; }

    public WriterConnections Connections { get; }

    public SteeredClock Clock { get; private init; } = null!;

    public RegistryStub Registry { get; private init; } = null!;

    /// <summary>A host over a database of its own; a shared one may get another host beside it.</summary>
    public static async Task<CoreHost> StartAsync(bool demo = true, DatabaseProvider provider = DatabaseProvider.Sqlite, bool shared = false)
    {
        var database = await TestDatabase.CreateAsync(demo, provider, shared);
        return await StartAsync(database, database.Keys, new SteeredClock(), new RegistryStub(), ownsDatabase: true);
    }

    /// <summary>Another instance over the same database, with keys and memory of its own; the registry is the same.</summary>
    public Task<CoreHost> StartBesideAsync() => StartAsync(Database, Database.OpenKeys(Clock), Clock, Registry, ownsDatabase: false);

    private static async Task<CoreHost> StartAsync(TestDatabase database, KeyRing keys, SteeredClock clock, RegistryStub registry, bool ownsDatabase)
    {
        var connections = new WriterConnections(database);
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddCore(new ConfigurationBuilder().Build(), database.Database, keys, database.SigningKey);
        services.Configure<SealingOptions>(database.Configure);
        services.AddSingleton(_ => new AuditStore(connections.Connect));
        services.AddSingleton<ICivilAffairsRegistry>(registry);
        services.AddSingleton<ICertificateRegistry>(registry);
        var host = new CoreHost(database, connections, services.BuildServiceProvider(validateScopes: true)) { Clock = clock, Registry = registry, _ownsDatabase = ownsDatabase };
        await host.Get<AuditWriter>().StartAsync(CancellationToken.None);
        await host.Get<AuditWriter>().ProbeAsync();
        return host;
    }

    /// <summary>A service that lives as long as the host.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Uses a service in a scope of its own, as one request does.</summary>
    public async Task<TResult> AskAsync<T, TResult>(Func<T, Task<TResult>> use)
        where T : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Uses a service in a scope of its own, as one request does.</summary>
    public async Task DoAsync<T>(Func<T, Task> use)
        where T : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Changes the database past the services, as another process does.</summary>
    public async Task ChangeAsync(Action<PortalDbContext> change)
    {
        await using var db = Database.Context();
        change(db);
        await db.SaveChangesAsync();
    }

    /// <summary>A demo person at work.</summary>
    public async Task<Actor> ActorAsync(string accountName = "shili-gzc", int number = 1, string address = "127.0.0.1")
    {
        await using var db = Database.Context();
        var account = await db.Accounts.SingleAsync(a => a.UserName == accountName);
        var person = await db.Operators.SingleAsync(o => o.AccountId == account.Id && o.Number == number);
        var institution = await db.Institutions.SingleAsync(i => i.Id == account.InstitutionId);
        return new Actor
        {
            SessionId = Guid.NewGuid(),
            AccountId = account.Id,
            AccountName = accountName,
            OperatorId = person.Id,
            OperatorNumber = number,
            PersonName = person.Name,
            Role = account.Role,
            InstitutionId = institution.Id,
            InstitutionCode = institution.Code,
            InstitutionName = institution.Name,
            Region = institution.Region,
            Address = IPAddress.Parse(address),
            MustChangePassword = false,
        };
    }

    /// <summary>A right lookup in case 9001.</summary>
    public static LookUpMarriage RightLookup() => new()
    {
        CaseNumber = "(2026)示受字第9001号",
        Matter = "继承权公证",
        Name = "示例一",
        IdNumber = "339999199001010013",
        Ground = LookUpGround.PartyConsent,
    };

    /// <summary>A right check of the first booklet of 示例一 in case 9001.</summary>
    public static VerifyCertificate RightCheck()
    {
        CertificateCode.TryParse("0123456789ABCDEFGHJKMNPQRSTVWX", out var code).ShouldBeTrue();
        CertificateNumber.TryParse("J339999-2021-000001", out var number).ShouldBeTrue();
        PersonName.TryParse("示例二", out var spouse, out _).ShouldBeTrue();
        return new VerifyCertificate
        {
            CaseNumber = "(2026)示受字第9001号",
            Matter = "继承权公证",
            Name = "示例一",
            Ground = LookUpGround.PartyConsent,
            Booklet = new BookletInHand(code, number!, new DateOnly(2021, 6, 1)) { Spouse = spouse },
        };
    }

    /// <summary>The code that a demo person's authenticator shows, so many 30-second steps from now.</summary>
    public string CodeOf(string person, int steps = 0) =>
        Totp.CodeAt(Totp.FromBase32(DemoData.TotpOf(person)), Clock.GetUtcNow() + TimeSpan.FromSeconds(30 * steps));

    /// <summary>What an act adds to the evidence.</summary>
    public async Task<IReadOnlyList<(AuditEntry Entry, AuditEvent Event)>> EvidenceOfAsync(Func<Task> act)
    {
        var before = Get<AuditWriter>().LastId;
        await act();
        return [.. Database.ReadRows().Where(r => r.Id > before).Select(r => (r, AuditJson.Read(Database.Keys, r)!))];
    }

    public async ValueTask DisposeAsync()
    {
        Connections.RefuseCommits = false;
        await Get<AuditWriter>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        if (_ownsDatabase)
        {
            Database.Dispose();
        }
    }
}

/// <summary>A test over a host of its own.</summary>
public abstract class CoreTest : IAsyncLifetime
{
    private protected CoreHost Host { get; private set; } = null!;

    /// <summary>Database that the test runs on.</summary>
    protected virtual DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public virtual async Task InitializeAsync() => Host = await CoreHost.StartAsync(demo: true, Provider);

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
