using CivilIdentity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NotaryMarriageQuery.Core.Audit;
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

    private AdapterHost(ServiceProvider services, TimeProvider clock, LogCapture log) => (_services, Clock, Log) = (services, clock, log);

    public TimeProvider Clock { get; }

    public LogCapture Log { get; }

    public ICivilAffairsRegistry Registry => _services.GetRequiredService<ICivilAffairsRegistry>();

    public GatewaySecrets Secrets => _services.GetRequiredService<GatewaySecrets>();

    public PlatformClock Platform => _services.GetRequiredService<PlatformClock>();

    public static AdapterHost Create(string baseUrl, TimeProvider? clock = null, params (string Setting, string Value)[] settings)
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
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddRegistry(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        return new AdapterHost(services.BuildServiceProvider(validateScopes: true), clock ?? TimeProvider.System, log);
    }

    public static RegistryQuestion About(string name, string idNumber)
    {
        ResidentId.TryParse(idNumber, new DateOnly(2026, 3, 2), out var id, out _).ShouldBeTrue();
        PersonName.TryParse(name, out var person, out _).ShouldBeTrue();
        return new RegistryQuestion(id!, person!, CaseNumber);
    }

    public Permit PermitFor(RegistryQuestion question, byte mark = 0xAB) => new(
        new AuditEntry
        {
            Id = 1,
            Kind = AuditKind.Intent,
            At = 0,
            Mono = 0,
            Request = [.. Enumerable.Repeat(mark, AuditEntry.RequestLength)],
            Organisation = "shili-gzc",
            Actor = "shili-gzc/01",
            CaseNumber = question.CaseNumber,
            Subject1 = null,
            Subject2 = null,
            Status = AuditStatus.None,
            KeyId = 2026,
            Detail = [],
            Mac = [],
        },
        question,
        Clock);

    public Task<RegistryAnswer> AskAsync(string name = "示例一", string idNumber = "339999199001010013", byte mark = 0xAB)
    {
        var question = About(name, idNumber);
        return Registry.LookUpAsync(PermitFor(question, mark), question, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
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
