using Npgsql;

namespace NotaryMarriageQuery.TestCommon;

/// <summary>A real PostgreSQL for the tests of this process: the one that <c>NMQ_TEST_POSTGRES</c> names, or one of its own in a temporary folder.</summary>
public static class PostgresServer
{
    private static readonly Lazy<Task<string>> _server = new(FindAsync);
    private static PostgresInstance? _own;

    /// <summary>Connection string of a superuser to the database <c>postgres</c>.</summary>
    public static Task<string> SuperuserAsync() => _server.Value;

    /// <summary>Ends the server as a power cut does and starts it again; false for a server that is not our own. Every test of this process notices.</summary>
    public static async Task<bool> KillAsync()
    {
        await SuperuserAsync();
        if (_own is not { } own)
        {
            return false;
        }

        await own.CrashAsync();
        await own.StartAgainAsync();
        return true;
    }

    /// <summary>Runs statements as superuser in a database.</summary>
    public static async Task ExecuteAsync(string database, string sql)
    {
        // Only the database that every test asks keeps connections; the others are to be copied and dropped.
        var pooling = database == "postgres";
        await using var connection = new NpgsqlConnection($"{await AsAsync(database)};Pooling={pooling};Server Compatibility Mode=NoTypeLoading");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Connection string to a database, as superuser unless a name is given.</summary>
    public static async Task<string> AsAsync(string database, string? user = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(await SuperuserAsync()) { Database = database };
        if (user is not null)
        {
            builder.Username = user;
            builder.Password = user;
        }

        return builder.ToString();
    }

    /// <summary>Makes a database, empty or as a copy; nobody may be connected to what is copied.</summary>
    public static async Task<string> CreateDatabaseAsync(string? template = null, string? owner = null)
    {
        var name = $"nmq_{Guid.NewGuid():N}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template ?? "template0"}{(owner is null ? "" : $" OWNER {owner}")}");
        return name;
    }

    /// <summary>Removes a database with everybody who is still connected.</summary>
    public static Task DropDatabaseAsync(string name) => ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("NMQ_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        _own = await PostgresInstance.StartAsync();
        return _own.ConnectionString;
    }
}
