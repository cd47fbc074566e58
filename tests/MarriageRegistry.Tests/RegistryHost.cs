using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MarriageRegistry.Tests;

/// <summary>A registry on a free loopback port with a database in a directory of its own.</summary>
public sealed class RegistryHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _keepDirectory;

    private RegistryHost(WebApplication app, string directory, TestClock clock, bool keepDirectory)
    {
        (_app, Directory, Clock, _keepDirectory) = (app, directory, clock, keepDirectory);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Gateway = new GatewayCaller(Http, clock);
    }

    public string Directory { get; }

    public TestClock Clock { get; }

    public HttpClient Http { get; }

    public GatewayCaller Gateway { get; }

    public static string NewDirectory() => System.IO.Directory.CreateTempSubdirectory("registry-").FullName;

    public static string DatabaseIn(string directory) => Path.Combine(directory, "registry.db");

    public static Task<RegistryHost> StartDemoAsync(params string[] settings) => StartAsync(NewDirectory(), ["--Demo:Enabled=true", .. settings]);

    /// <summary>A registry outside demo mode that admits <see cref="GatewayCaller.TestKey"/>.</summary>
    public static Task<RegistryHost> StartPlainAsync(string directory, int quota = 1000, TestClock? clock = null, bool keepDirectory = false) => StartAsync(
        directory,
        [
            $"--Gateway:Applications:0:Key={GatewayCaller.TestKey}",
            $"--Gateway:Applications:0:Secret={GatewayCaller.TestSecret}",
            $"--Gateway:Applications:0:DailyQuota={quota}",
        ],
        clock,
        keepDirectory);

    public static async Task<RegistryHost> StartAsync(string directory, string[] settings, TestClock? clock = null, bool keepDirectory = false)
    {
        clock ??= new TestClock();
        string[] args =
        [
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Registry=Data Source={DatabaseIn(directory)}",
            "--Logging:LogLevel:Default=None",
            "--Logging:LogLevel:Microsoft=None",
            "--hostBuilder:reloadConfigOnChange=false",
            .. settings,
        ];
        var app = RegistryApp.Build(args, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new RegistryHost(app, directory, clock, keepDirectory);
    }

    /// <summary>Runs a query on the database file from outside the service.</summary>
    public List<object?[]> Query(string sql) => Query(Directory, sql);

    public static List<object?[]> Query(string directory, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabaseIn(directory)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_keepDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
