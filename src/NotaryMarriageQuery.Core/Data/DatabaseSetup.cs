using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>Brings the database up to date and opens the keys, before anything else starts.</summary>
public static class DatabaseSetup
{
    /// <summary>Migrates, and refuses a database that is not durable or holds demo data outside demo mode.</summary>
    /// <exception cref="InvalidOperationException">The database may not be used; the message says why.</exception>
    public static void Migrate(PortalDatabase database, bool demo)
    {
        database.CheckBuild();
        MigratePending(database);
        database.CheckDurability();

        using var db = database.OpenContext();
        if (!demo && db.Marks.Any(m => m.Name == DatabaseMark.Demo))
        {
            throw new InvalidOperationException("数据库含演示数据，不能用于正式环境。请使用新的数据库。");
        }
    }

    // Instances that start at once follow each other. Migrate() runs its whole machinery even when there is nothing to do. The account
    // of the portal need not be able to migrate: it may read which migrations were applied.
    private static void MigratePending(PortalDatabase database)
    {
        using var db = database.OpenForMigrations();
        if (!HasPending(database, db))
        {
            return;
        }

        try
        {
            using var alone = database.LockForMigrations();
            if (HasPending(database, db))
            {
                db.Database.Migrate();
            }
        }
        catch (DbException e)
        {
            throw new InvalidOperationException(
                $"数据库结构需要更新，而当前数据库账户未能更新（{e.Message}）。请由数据库所有者在维护时运行 database migrate --settings 文件，再启动。", e);
        }
    }

    private static bool HasPending(PortalDatabase database, PortalDbContext db)
    {
        try
        {
            return db.Database.GetPendingMigrations().Any();
        }
        catch (DbException e)
        {
            throw new InvalidOperationException($"无法连接数据库（{database.Name}）：{e.Message}。请检查 ConnectionStrings:Portal 和数据库服务。", e);
        }
    }

    /// <summary>Opens the key file; makes it only for a database without evidence.</summary>
    public static KeyRing OpenKeys(PortalDatabase database, string path)
    {
        using var db = database.OpenContext();
        return KeyRing.Open(path, database, mayCreate: !db.AuditEntries.Any() && !db.PeriodKeys.Any());
    }

    /// <summary>Opens the signing key, and ends its replacement where a crash left it; makes it only for a database without checkpoints.</summary>
    public static SigningKey OpenSigningKey(PortalDatabase database, string path)
    {
        using var connection = database.Connect();
        var store = new SealingStore(connection, transaction: null);
        var key = SigningKey.Open(path, mayCreate: store.LastNote() is null);
        if (key.IsChanging)
        {
            key.End(store);
        }

        return key;
    }
}
