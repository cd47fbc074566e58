using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>Everything that is particular to SQLite, the embedded default.</summary>
public class SqliteDatabase : PortalDatabase
{
    private readonly string _connectionString;

    /// <param name="connectionString">Data source; the other settings are fixed here because durability depends on them.</param>
    public SqliteDatabase(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { Pooling = true, ForeignKeys = true, DefaultTimeout = 1 };
        _connectionString = builder.ToString();
        FilePath = builder.DataSource;
    }

    /// <summary>Path of the database file.</summary>
    public string FilePath { get; }

    public override string Name => "SQLite";

    /// <summary>One process beside its file.</summary>
    public override bool IsShared => false;

    /// <summary>A database of which only the path may be relative; its folder is made when it is not there.</summary>
    public static SqliteDatabase InItsFolder(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        builder.DataSource = Path.GetFullPath(builder.DataSource);
        var folder = Path.GetDirectoryName(builder.DataSource)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            // What is in there is nobody's business but the service's.
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new SqliteDatabase(builder.ToString());
    }

    public override void Use(DbContextOptionsBuilder options) => options
        .UseSqlite(_connectionString)

        // A test compares model and migrations; at a start the comparison only costs time.
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
        .AddInterceptors(new OpenedConnections());

    public override PortalDbContext OpenForMigrations()
    {
        var options = new DbContextOptionsBuilder<SqlitePortalContext>();
        Use(options);
        return new SqlitePortalContext(options.Options);
    }

    public override DbConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            Guard.Apply(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override void CheckDurability()
    {
        using var connection = Connect();
        CheckDurability(connection);
    }

    /// <summary>Looks at what the connection has, not at what was asked for: some file systems do not allow the journal.</summary>
    internal static void CheckDurability(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        if (command.ExecuteScalar() is not "wal")
        {
            throw new InvalidOperationException("SQLite 数据库未能使用 WAL 日志，断电会丢失存证。请将数据库放在本机磁盘上，不要放在网络文件夹或只读介质上。");
        }

        command.CommandText = "PRAGMA synchronous";
        if (command.ExecuteScalar() is not >= 2L)
        {
            throw new InvalidOperationException("SQLite 数据库的 synchronous 低于 FULL，断电会丢失存证。请去掉连接设置中改变 synchronous 的内容。");
        }
    }

    /// <summary>A look at the file as it is now. The one write lock is taken for storing only: everybody who looks up waits for it.</summary>
    public override DbTransaction? TryBeginSealing(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    /// <summary>The file's one write lock is the sealer's lock, too.</summary>
    public override DbTransaction? TryBeginStoring(DbConnection connection, DbTransaction sealing)
    {
        sealing.Dispose();
        try
        {
            return connection.BeginTransaction();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            return null;
        }
    }

    public override bool IsUniqueViolation(DbException error) =>
        error is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY };

    /// <summary>Moves everything out of the write-ahead log and empties it, so that what was erased is not still there.</summary>
    public override Task RemoveTracesAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);

    private sealed class OpenedConnections : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Guard.Apply((SqliteConnection)connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Guard.Apply((SqliteConnection)connection);
            return Task.CompletedTask;
        }
    }

    private static class Guard
    {
        private const int DefensiveOption = 1010;
        private static readonly ConditionalWeakTable<sqlite3, object> _done = [];

        // The pool hands out handles that have been set up before; a handle is set up once.
        public static void Apply(SqliteConnection connection)
        {
            var handle = connection.Handle!;
            if (_done.TryGetValue(handle, out _))
            {
                return;
            }

            using var command = connection.CreateCommand();
            command.CommandText = """
                PRAGMA busy_timeout = 1500;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA recursive_triggers = ON;
                PRAGMA secure_delete = ON;
                PRAGMA trusted_schema = OFF;
                """;
            command.ExecuteNonQuery();
            raw.sqlite3_db_config(handle, DefensiveOption, 1, out _);
            raw.sqlite3_set_authorizer(handle, Authorize, null);
            _done.Add(handle, new object());
        }

        // Triggers stop changes of rows; this stops this process, whatever is injected into it, from removing table or triggers.
        private static int Authorize(object? state, int action, string? first, string? second, string? database, string? trigger) => action switch
        {
            raw.SQLITE_DROP_TABLE or raw.SQLITE_DROP_TRIGGER or raw.SQLITE_DROP_INDEX when IsEvidence(first) || IsEvidence(second) => raw.SQLITE_DENY,
            raw.SQLITE_ALTER_TABLE when IsEvidence(second) => raw.SQLITE_DENY,
            _ => raw.SQLITE_OK,
        };

        private static bool IsEvidence(string? name) => name is not null && name.StartsWith("audit_", StringComparison.OrdinalIgnoreCase);
    }
}
