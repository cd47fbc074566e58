using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>Brings the database up to date and opens the keys, before anything else starts.</summary>
public static class DatabaseSetup
{
    /// <summary>Migrates, and refuses a database with demo data outside demo mode.</summary>
    /// <exception cref="InvalidOperationException">Demo data outside demo mode.</exception>
    public static void Migrate(PortalDatabase database, bool demo)
    {
        using var db = database.OpenContext();

        // Migrate() takes a lock and runs its whole machinery even when there is nothing to do.
        if (db.Database.GetPendingMigrations().Any())
        {
            db.Database.Migrate();
        }

        if (!demo && db.Marks.Any(m => m.Name == DatabaseMark.Demo))
        {
            throw new InvalidOperationException("数据库含演示数据，不能用于正式环境。请使用新的数据库。");
        }
    }

    /// <summary>Opens the key file; makes it only for a database without evidence.</summary>
    public static KeyRing OpenKeys(PortalDatabase database, string path)
    {
        using var db = database.OpenContext();
        return KeyRing.Open(path, database, mayCreate: !db.AuditEntries.Any() && !db.PeriodKeys.Any());
    }
}

/// <summary>Lets <c>dotnet ef</c> make migrations without a host.</summary>
internal sealed class DesignTimeContext : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<PortalDbContext>
{
    public PortalDbContext CreateDbContext(string[] args) => new SqliteDatabase("Data Source=design.db").OpenContext();
}
