using System.Data.Common;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using Npgsql;

namespace NotaryMarriageQuery.Tests.Core;

/// <summary>A database of its own on a real server. The owner made its tables; the portal's account has the rights of its roles and no more.</summary>
internal sealed class PostgresTestDatabase : TestDatabase
{
    public const string Owner = "nmq_test_owner";
    public const string App = "nmq_test_app";

    private static readonly Lazy<Task> _accounts = new(MakeAccountsAsync);
    private static readonly Lazy<Task<(string Name, string Folder)>> _demo = new(() => MakeTemplateAsync(demo: true));
    private static readonly Lazy<Task<(string Name, string Folder)>> _empty = new(() => MakeTemplateAsync(demo: false));

    private readonly string _superuser;

    private PostgresTestDatabase(string folder, string name, string app, string superuser)
        : base(folder, new PostgreSqlDatabase(app)) => (Name, _superuser) = (name, superuser);

    public string Name { get; }

    public static async Task<TestDatabase> CopyAsync(bool demo)
    {
        var template = await (demo ? _demo : _empty).Value;
        var folder = Directory.CreateTempSubdirectory("nmq-core-").FullName;
        CopyFiles(template.Folder, folder);
        return await OpenAsync(folder, await PostgresServer.CreateDatabaseAsync(template.Name, Owner));
    }

    /// <summary>An empty database that belongs to <see cref="Owner"/>.</summary>
    public static async Task<string> CreateEmptyAsync()
    {
        await _accounts.Value;
        return await PostgresServer.CreateDatabaseAsync(owner: Owner);
    }

    public override DbConnection OpenAsIntruder()
    {
        var connection = new NpgsqlConnection(_superuser);
        connection.Open();
        return connection;
    }

    /// <summary>Lets the server refuse the evidence at the commit, or no longer.</summary>
    public void RefuseCommits(bool refuse) => Execute(refuse
        ? "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON audit_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_deny()"
        : "DROP TRIGGER refuse ON audit_entry");

    /// <summary>Transactions that added to the evidence.</summary>
    public int CountCommits()
    {
        using var connection = OpenAsIntruder();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(DISTINCT xmin::text)::int FROM audit_entry";
        return (int)command.ExecuteScalar()!;
    }

    /// <summary>Runs statements as superuser; returns the rows they affected.</summary>
    public int Execute(string sql)
    {
        using var connection = OpenAsIntruder();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public override void Dispose()
    {
        using (var pooled = (NpgsqlConnection)Database.Connect())
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        PostgresServer.DropDatabaseAsync(Name).GetAwaiter().GetResult();
        base.Dispose();
    }

    private static async Task<PostgresTestDatabase> OpenAsync(string folder, string name) =>
        new(folder, name, await PostgresServer.AsAsync(name, App), await PostgresServer.AsAsync(name) + ";Pooling=false;Server Compatibility Mode=NoTypeLoading");

    private static async Task<(string Name, string Folder)> MakeTemplateAsync(bool demo)
    {
        var name = await CreateEmptyAsync();
        var folder = Directory.CreateTempSubdirectory("nmq-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        DatabaseSetup.Migrate(new PostgreSqlDatabase(await PostgresServer.AsAsync(name, Owner) + ";Pooling=false"), demo: true);
        await PostgresServer.ExecuteAsync(name, PostgreSqlAuditSchema.Roles);
        await PostgresServer.ExecuteAsync(name, $"GRANT portal_app, audit_sealer TO {App}");
        var made = await OpenAsync(folder, name);
        if (demo)
        {
            await made.SeedAsync();
        }

        using (var pooled = (NpgsqlConnection)made.Database.Connect())
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        return (name, folder);
    }

    private static Task MakeAccountsAsync() => PostgresServer.ExecuteAsync("postgres", $"""
        DO $$ BEGIN
            PERFORM pg_advisory_xact_lock(1);
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{App}') THEN CREATE ROLE {App} LOGIN PASSWORD '{App}'; END IF;
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{Owner}') THEN CREATE ROLE {Owner} LOGIN PASSWORD '{Owner}'; END IF;
        END $$;
        """);
}
