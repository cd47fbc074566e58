using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>What differs between databases; one file per provider says it.</summary>
public abstract class PortalDatabase
{
    /// <summary>Name for people.</summary>
    public abstract string Name { get; }

    /// <summary>True where several instances of the portal may work on it.</summary>
    public abstract bool IsShared { get; }

    /// <summary>The database of a provider; nothing is opened yet.</summary>
    public static PortalDatabase Of(DatabaseProvider provider, string connectionString) => provider switch
    {
        DatabaseProvider.PostgreSql => new PostgreSqlDatabase(connectionString),
        DatabaseProvider.SqlServer => new SqlServerDatabase(connectionString),
        _ => SqliteDatabase.InItsFolder(connectionString),
    };

    /// <summary>Lets EF use this database.</summary>
    public abstract void Use(DbContextOptionsBuilder options);

    /// <summary>A context that knows this provider's migrations, and serves for nothing else.</summary>
    public abstract PortalDbContext OpenForMigrations();

    /// <summary>A context of its own, for what runs before or beside the container.</summary>
    public PortalDbContext OpenContext()
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>();
        Use(options);
        return new PortalDbContext(options.Options);
    }

    /// <summary>Keeps other instances from migrating until it is disposed; null where EF's own lock does so.</summary>
    public virtual IDisposable? LockForMigrations() => null;

    /// <summary>Opens a connection with full durability and the guards of the evidence.</summary>
    public abstract DbConnection Connect();

    /// <summary>The same without holding a thread while a server is slow to answer.</summary>
    public virtual Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) => Task.FromResult(Connect());

    /// <summary>Refuses where this build cannot talk to the database at all.</summary>
    /// <exception cref="InvalidOperationException">Another build is needed; the message says which.</exception>
    public virtual void CheckBuild()
    {
    }

    /// <summary>Refuses a database that may lose what it has acknowledged.</summary>
    /// <exception cref="InvalidOperationException">The message says what to change.</exception>
    public abstract void CheckDurability();

    /// <summary>Begins a transaction that holds the lock of the one sealer; null when another has it. Never waits for it.</summary>
    public abstract DbTransaction? TryBeginSealing(DbConnection connection);

    /// <summary>What the sealer found goes into this transaction; null when another has been faster to write. Ends the one that it is given, unless it is the same.</summary>
    public virtual DbTransaction? TryBeginStoring(DbConnection connection, DbTransaction sealing) => sealing;

    /// <summary>True when a row of the same key was there before.</summary>
    public abstract bool IsUniqueViolation(DbException error);

    /// <summary>Removes what was erased from the traces that the database itself keeps, where it keeps any.</summary>
    public virtual Task RemoveTracesAsync(PortalDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Databases that the portal can stand on; setting <c>Database:Provider</c>.</summary>
public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}
