using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Core.Registry;

namespace NotaryMarriageQuery.Tests.Core;

/// <summary>A real database and its key file in a folder of their own, copied from one that was migrated once.</summary>
internal sealed class TestDatabase : IDisposable
{
    private static readonly Lazy<Task<string>> _demo = new(() => MakeTemplateAsync(demo: true));
    private static readonly Lazy<Task<string>> _empty = new(() => MakeTemplateAsync(demo: false));

    private readonly Lazy<KeyRing> _keys;

    private TestDatabase(string folder, bool shared = false)
    {
        Folder = folder;
        var source = $"Data Source={Path.Combine(folder, "portal.db")}";
        Database = shared ? new SharedSqliteDatabase(source) : new SqliteDatabase(source);
        _keys = new Lazy<KeyRing>(() => OpenKeys());
    }

    public string Folder { get; }

    public SqliteDatabase Database { get; }

    public string KeyFile => Path.Combine(Folder, "keys.json");

    public KeyRing Keys => _keys.Value;

    /// <summary>A database with the demo's data, or with tables only; no evidence in it yet.</summary>
    public static async Task<TestDatabase> CreateAsync(bool demo = true, bool shared = false)
    {
        var template = await (demo ? _demo : _empty).Value;
        var folder = Directory.CreateTempSubdirectory("nmq-core-").FullName;
        foreach (var file in Directory.GetFiles(template))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return new TestDatabase(folder, shared);
    }

    /// <summary>The keys once more, as another instance has them.</summary>
    public KeyRing OpenKeys(TimeProvider? clock = null) => KeyRing.Open(KeyFile, Database, mayCreate: true, clock);

    /// <summary>A context of its own, as another process has one.</summary>
    public PortalDbContext Context() => Database.OpenContext();

    /// <summary>A connection without the program's guards, as somebody with the file has one.</summary>
    public SqliteConnection OpenAsIntruder()
    {
        var connection = new SqliteConnection($"Data Source={Database.FilePath};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>The evidence in the order of its rows, as it stands in the file.</summary>
    public IReadOnlyList<AuditEntry> ReadRows()
    {
        using var connection = OpenAsIntruder();
        return EvidenceRows.Read(connection);
    }

    public void Dispose()
    {
        using (var context = Context())
        {
            SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> MakeTemplateAsync(bool demo)
    {
        var folder = Directory.CreateTempSubdirectory("nmq-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var made = new TestDatabase(folder);
        DatabaseSetup.Migrate(made.Database, demo);
        if (demo)
        {
            var services = new ServiceCollection().AddLogging();
            services.AddSingleton<TimeProvider>(new SteeredClock());
            services.AddSingleton(new PortalSettings(Demo: true, made.KeyFile, $"Data Source={made.Database.FilePath}"));
            services.AddCore(new ConfigurationBuilder().Build(), made.Database, made.Keys);
            await using var provider = services.BuildServiceProvider(validateScopes: true);
            await DemoData.SeedAsync(provider, CancellationToken.None);
        }

        await using var context = made.Context();
        await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        await context.Database.CloseConnectionAsync();
        SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        return folder;
    }
}
