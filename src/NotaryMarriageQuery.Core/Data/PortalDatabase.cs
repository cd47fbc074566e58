using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>What differs between databases; one file per provider says it.</summary>
public abstract class PortalDatabase
{
    /// <summary>True where several instances of the portal may work on it.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Lets EF use this database.</summary>
    public abstract void Use(DbContextOptionsBuilder options);

    /// <summary>A context of its own, for what runs before or beside the container.</summary>
    public PortalDbContext OpenContext()
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>();
        Use(options);
        return new PortalDbContext(options.Options);
    }

    /// <summary>Opens a connection with full durability and the guards of the evidence.</summary>
    public abstract DbConnection Connect();

    /// <summary>Begins a transaction that holds the lock of the one sealer; null when another has it. Never waits for it.</summary>
    public abstract DbTransaction? TryBeginSealing(DbConnection connection);

    /// <summary>True when a row of the same key was there before.</summary>
    public abstract bool IsUniqueViolation(DbException error);

    /// <summary>Removes what was erased from the traces that the database itself keeps, where it keeps any.</summary>
    public virtual Task RemoveTracesAsync(PortalDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;
}
