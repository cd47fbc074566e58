using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>Everything that is particular to PostgreSQL.</summary>
public sealed class PostgreSqlDatabase : PortalDatabase
{
    private const string CommitSetting = "synchronous_commit";
    private readonly string _connectionString;

    /// <param name="connectionString">Server, database and account; what it says about durability and statements is kept, and checked.</param>
    public PostgreSqlDatabase(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Enlist = false };

        // As a start option it holds for every connection and outweighs what is set for the account or the database.
        if (builder.Options?.Contains(CommitSetting, StringComparison.OrdinalIgnoreCase) != true)
        {
            builder.Options = $"{builder.Options} -c {CommitSetting}=on".TrimStart();
        }

        // Statements of the hot path stay prepared with the connection.
        if (builder.MaxAutoPrepare == 0 && !builder.ShouldSerialize("Max Auto Prepare"))
        {
            builder.MaxAutoPrepare = 50;
        }

        _connectionString = builder.ToString();
    }

    public override string Name => "PostgreSQL";

    public override bool IsShared => true;

    // The provider's own strategy wraps what is transient into an InvalidOperationException, which nobody takes for a database that
    // does not answer: pages would say 500 while the server restarts, where 503 is meant.
    public override void Use(DbContextOptionsBuilder options) => options
        .UseNpgsql(_connectionString, server => server.ExecutionStrategy(dependencies => new NonRetryingExecutionStrategy(dependencies)))
        .ReplaceService<IModelCustomizer, Texts>()
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    public override PortalDbContext OpenForMigrations()
    {
        var options = new DbContextOptionsBuilder<PostgreSqlPortalContext>();
        Use(options);
        return new PostgreSqlPortalContext(options.Options);
    }

    /// <remarks>
    /// EF's lock ends with the transaction of each migration: with two of them pending, instances that start at once make the second one
    /// twice. This one belongs to a session of its own, which is why that must not come from the pool.
    /// </remarks>
    public override IDisposable? LockForMigrations()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandTimeout = 300;
            command.CommandText = "SELECT pg_advisory_lock(6963)";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // There is no database yet; EF makes it.
            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override DbConnection Connect()
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override void CheckDurability()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT current_setting('fsync'), current_setting('full_page_writes'),
                current_setting('{CommitSetting}'), current_setting('synchronous_standby_names')
            """;
        using var reader = command.ExecuteReader();
        reader.Read();
        if (FindWeakness(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)) is { } weakness)
        {
            throw new InvalidOperationException(weakness);
        }
    }

    /// <summary>What must be changed before evidence may be written; null when nothing.</summary>
    internal static string? FindWeakness(string fsync, string fullPageWrites, string commit, string standbys) => (fsync, fullPageWrites, commit) switch
    {
        ("off", _, _) => "PostgreSQL 的 fsync 已关闭，断电会丢失存证。请在 postgresql.conf 中设置 fsync = on 并重新加载配置。",
        (_, "off", _) => "PostgreSQL 的 full_page_writes 已关闭，断电会损坏存证。请在 postgresql.conf 中设置 full_page_writes = on 并重新加载配置。",
        (_, _, "off") => "连接的 synchronous_commit 为 off，断电会丢失已确认的存证。请从 ConnectionStrings:Portal 的 Options 中去掉该设置或改为 on。",
        (_, _, "local") when standbys.Length > 0 =>
            "连接的 synchronous_commit 为 local，而数据库有同步备库，切换时会丢失已确认的存证。请从 ConnectionStrings:Portal 的 Options 中去掉该设置或改为 on。",
        _ => null,
    };

    public override DbTransaction? TryBeginSealing(DbConnection connection)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "SELECT pg_try_advisory_xact_lock(6962)";
            if (command.ExecuteScalar() is true)
            {
                return transaction;
            }
        }
        catch
        {
            transaction.Dispose();
            throw;
        }

        transaction.Dispose();
        return null;
    }

    public override bool IsUniqueViolation(DbException error) => error is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private sealed class Texts(ModelCustomizerDependencies dependencies) : TextCollation(dependencies, "C");
}
