using CivilIdentity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Registry;

/// <summary>The adapter as the portal registers it, and the questions it is asked.</summary>
internal sealed class AdapterHost : IAsyncDisposable
{
    public const string Key = "demo0000000000000000000000000001";
    public const string Secret = "demosecret0000000000000000000001";
    public const string CaseNumber = "(2026)示受字第9001号";

    private readonly ServiceProvider _services;
    private readonly TestDatabase? _ownDatabase;

    private AdapterHost(ServiceProvider services, TestDatabase? ownDatabase, TimeProvider clock, LogCapture log) =>
        (_services, _ownDatabase, Clock, Log) = (services, ownDatabase, clock, log);

    public TimeProvider Clock { get; }

    public LogCapture Log { get; }

    public ICivilAffairsRegistry Registry => _services.GetRequiredService<ICivilAffairsRegistry>();

    public ICertificateRegistry Certificates => _services.GetRequiredService<ICertificateRegistry>();

    public GatewaySecrets Secrets => _services.GetRequiredService<GatewaySecrets>();

    public GatewaySecretTable Table => _services.GetRequiredService<GatewaySecretTable>();

    public PlatformClock Platform => _services.GetRequiredService<PlatformClock>();

    /// <summary>An adapter over an empty database of its own.</summary>
    public static AdapterHost Create(string baseUrl, TimeProvider? clock = null, params (string Setting, string Value)[] settings)
    {
        // Not on the test's own thread, which the making of the first database may need.
        var database = Task.Run(() => TestDatabase.CreateAsync(demo: false)).GetAwaiter().GetResult();
        return Create(database, database, baseUrl, clock, settings);
    }

    /// <summary>An adapter over a database that others use, too, as another instance of the portal has one.</summary>
    public static AdapterHost CreateOver(TestDatabase database, string baseUrl, TimeProvider clock, params (string Setting, string Value)[] settings) =>
        Create(database, null, baseUrl, clock, settings);

    private static AdapterHost Create(
        TestDatabase database, TestDatabase? ownDatabase, string baseUrl, TimeProvider? clock, (string Setting, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Registry:BaseUrl"] = baseUrl,
            ["Registry:AppKey"] = Key,
            ["Registry:AppSecret"] = Secret,
        };
        foreach (var (setting, value) in settings)
        {
            values[$"Registry:{setting}"] = value;
        }

        var log = new LogCapture();
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None).AddProvider(log));
        services.AddSingleton<PortalDatabase>(database.Database);
        services.AddSingleton(database.Keys);
        services.AddPooledDbContextFactory<PortalDbContext>(database.Database.Use);
        services.AddRegistry(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        return new AdapterHost(services.BuildServiceProvider(validateScopes: true), ownDatabase, clock ?? TimeProvider.System, log);
    }

    public static RegistryQuestion About(string name, string idNumber)
    {
        ResidentId.TryParse(idNumber, new DateOnly(2026, 3, 2), out var id, out _).ShouldBeTrue();
        PersonName.TryParse(name, out var person, out _).ShouldBeTrue();
        return new RegistryQuestion(id!, person!, CaseNumber);
    }

    /// <summary>A booklet that agrees in every field, where a stub says so.</summary>
    public static CertificateQuestion Booklet()
    {
        CertificateCode.TryParse("0123456789ABCDEFGHJKMNPQRSTVWX", out var code).ShouldBeTrue();
        CertificateNumber.TryParse("J339999-2021-000001", out var number).ShouldBeTrue();
        PersonName.TryParse("示例一", out var man, out _).ShouldBeTrue();
        PersonName.TryParse("示例二", out var woman, out _).ShouldBeTrue();
        return new CertificateQuestion(code, number!, new DateOnly(2021, 6, 1), CaseNumber) { Man = man, Woman = woman };
    }

    public Permit PermitFor(RegistryQuestion question, byte mark = 0xAB) => PermitFor(question.CaseNumber, question.Digest(), mark);

    public Permit PermitFor(CertificateQuestion question, byte mark = 0xAB) => PermitFor(question.CaseNumber, question.Digest(), mark);

    private Permit PermitFor(string caseNumber, byte[] digest, byte mark) => new(
        new AuditEntry
        {
            Id = 1,
            Kind = AuditKind.Intent,
            At = 0,
            Mono = 0,
            Request = [.. Enumerable.Repeat(mark, AuditEntry.RequestLength)],
            Organisation = "shili-gzc",
            Actor = "shili-gzc/01",
            CaseNumber = caseNumber,
            Subject1 = null,
            Subject2 = null,
            Status = AuditStatus.None,
            KeyId = 2026,
            Detail = [],
            Mac = [],
        },
        digest,
        Clock);

    public Task<RegistryAnswer> AskAsync(string name = "示例一", string idNumber = "339999199001010013", byte mark = 0xAB)
    {
        var question = About(name, idNumber);
        return Registry.LookUpAsync(PermitFor(question, mark), question, CancellationToken.None);
    }

    public Task<RegistryAnswer> CheckAsync(CertificateQuestion? question = null, byte mark = 0xAB) =>
        Certificates.CheckAsync(PermitFor(question ?? Booklet(), mark), question ?? Booklet(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _ownDatabase?.Dispose();
    }
}

/// <summary>Everything that is logged, as text.</summary>
internal sealed class LogCapture : ILoggerProvider
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private sealed class Logger(LogCapture capture) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (capture._lines)
            {
                capture._lines.Add($"{logLevel} {formatter(state, exception)} {exception}");
            }
        }
    }
}
