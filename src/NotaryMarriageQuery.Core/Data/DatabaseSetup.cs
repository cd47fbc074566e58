using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>Brings the database up to date and opens the keys, before anything else starts.</summary>
public static class DatabaseSetup
{
    /// <summary>Migrates, and refuses a database with demo data outside demo mode.</summary>
    /// <exception cref="InvalidOperationException">Demo data outside demo mode.</exception>
    public static void Migrate(PortalDatabase database, bool demo)
    {
        using var db = Open(database);

        // Migrate() takes a lock and runs its whole machinery even when there is nothing to do.
        if (db.Database.GetPendingMigrations().Any())
        {
            db.Database.Migrate();
        }

        // TEMP
        db.Database.ExecuteSqlRaw("""
            CREATE TABLE IF NOT EXISTS audit_segment (first_leaf INTEGER NOT NULL PRIMARY KEY, first_id INTEGER NOT NULL UNIQUE, count INTEGER NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS audit_tile (level INTEGER NOT NULL, idx INTEGER NOT NULL, root BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY (level, idx)) STRICT;
            CREATE TABLE IF NOT EXISTS audit_checkpoint (size INTEGER NOT NULL PRIMARY KEY, prev_size INTEGER NOT NULL UNIQUE, note TEXT NOT NULL) STRICT;
            """);

        if (!demo && db.Marks.Any(m => m.Name == DatabaseMark.Demo))
        {
            throw new InvalidOperationException("数据库含演示数据，不能用于正式环境。请使用新的数据库。");
        }
    }

    /// <summary>Opens the key file; makes it only for a database without evidence.</summary>
    public static KeyRing OpenKeys(PortalDatabase database, string path)
    {
        using var db = Open(database);
        return KeyRing.Open(path, mayCreate: !db.AuditEntries.Any());
    }

    /// <summary>Opens the signing key; makes it only for a database without checkpoints.</summary>
    public static SigningKey OpenSigningKey(PortalDatabase database, string path)
    {
        using var connection = database.Connect();
        return SigningKey.Open(path, mayCreate: new SealingStore(connection, transaction: null).LastNote() is null);
    }

    private static PortalDbContext Open(PortalDatabase database)
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>();
        database.Use(options);
        return new PortalDbContext(options.Options);
    }
}

/// <summary>Lets <c>dotnet ef</c> make migrations without a host.</summary>
internal sealed class DesignTimeContext : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<PortalDbContext>
{
    public PortalDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>();
        new SqliteDatabase("Data Source=design.db").Use(options);
        return new PortalDbContext(options.Options);
    }
}
