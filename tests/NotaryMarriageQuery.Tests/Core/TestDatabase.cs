using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Core.Registry;

namespace NotaryMarriageQuery.Tests.Core;

/// <summary>A real database and its key file, copied from one that was migrated once.</summary>
internal abstract class TestDatabase : IDisposable
{
    private readonly Lazy<KeyRing> _keys;

    protected TestDatabase(string folder, PortalDatabase database)
    {
        Folder = folder;
        Database = database;
        _keys = new Lazy<KeyRing>(() => OpenKeys());
    }

    /// <summary>Folder of the key file and of what else lies in files.</summary>
    public string Folder { get; }

    /// <summary>The database with the rights of the portal's own account.</summary>
    public PortalDatabase Database { get; }

    public string KeyFile => Path.Combine(Folder, "keys.json");

    public KeyRing Keys => _keys.Value;

    public SigningKey SigningKey => SigningKey.Open(Path.Combine(Folder, "signing.pem"), mayCreate: true);

    /// <summary>Sealing with its files in this folder.</summary>
    public void Configure(SealingOptions options) => (options.WitnessFile, options.AnchorFolder) = (Path.Combine(Folder, "witness.txt"), Path.Combine(Folder, "anchors"));

    /// <summary>A database with the demo's data, or with tables only; no evidence in it yet.</summary>
    public static async Task<TestDatabase> CreateAsync(bool demo = true, DatabaseProvider provider = DatabaseProvider.Sqlite, bool shared = false) => provider switch
    {
        DatabaseProvider.PostgreSql => await PostgresTestDatabase.CopyAsync(demo),
        _ => await SqliteTestDatabase.CopyAsync(demo, shared),
    };

    /// <summary>The keys once more, as another instance has them.</summary>
    public KeyRing OpenKeys(TimeProvider? clock = null) => KeyRing.Open(KeyFile, Database, mayCreate: true, clock);

    /// <summary>A context of its own, as another process has one.</summary>
    public PortalDbContext Context() => Database.OpenContext();

    /// <summary>A connection without the program's guards and limits, as somebody with the file or a superuser has one.</summary>
    public abstract DbConnection OpenAsIntruder();

    /// <summary>The evidence in the order of its rows, as it stands in the database.</summary>
    public IReadOnlyList<AuditEntry> ReadRows()
    {
        using var connection = OpenAsIntruder();
        return EvidenceRows.Read(connection);
    }

    public virtual void Dispose() => Directory.Delete(Folder, recursive: true);

    protected static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    protected async Task SeedAsync()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(new SteeredClock());
        services.AddSingleton(new PortalSettings(Demo: true, KeyFile, ""));
        services.AddCore(new ConfigurationBuilder().Build(), Database, Keys, SigningKey);
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        await DemoData.SeedAsync(provider, CancellationToken.None);
    }
}

/// <summary>A file in a folder of its own.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private static readonly Lazy<Task<string>> _demo = new(() => MakeTemplateAsync(demo: true));
    private static readonly Lazy<Task<string>> _empty = new(() => MakeTemplateAsync(demo: false));

    private SqliteTestDatabase(string folder, bool shared = false)
        : base(folder, Open($"Data Source={Path.Combine(folder, "portal.db")}", shared))
    {
    }

    private string FilePath => ((SqliteDatabase)Database).FilePath;

    public static async Task<TestDatabase> CopyAsync(bool demo, bool shared)
    {
        var template = await (demo ? _demo : _empty).Value;
        var folder = Directory.CreateTempSubdirectory("nmq-core-").FullName;
        CopyFiles(template, folder);
        return new SqliteTestDatabase(folder, shared);
    }

    public override DbConnection OpenAsIntruder()
    {
        var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        return connection;
    }

    public override void Dispose()
    {
        ClearPool();
        base.Dispose();
    }

    private static async Task<string> MakeTemplateAsync(bool demo)
    {
        var folder = Directory.CreateTempSubdirectory("nmq-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var made = new SqliteTestDatabase(folder);
        DatabaseSetup.Migrate(made.Database, demo);
        if (demo)
        {
            await made.SeedAsync();
        }

        await using (var context = made.Context())
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        made.ClearPool();
        return folder;
    }

    private static SqliteDatabase Open(string source, bool shared) => shared ? new SharedSqliteDatabase(source) : new SqliteDatabase(source);

    private void ClearPool()
    {
        using var context = Context();
        SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
    }
}
