using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>Owns the migrations of SQLite: EF tells migrations apart by the type of their context.</summary>
public sealed class SqlitePortalContext(DbContextOptions<SqlitePortalContext> options) : PortalDbContext(options);

/// <summary>Owns the migrations of PostgreSQL.</summary>
public sealed class PostgreSqlPortalContext(DbContextOptions<PostgreSqlPortalContext> options) : PortalDbContext(options);

/// <summary>Owns the migrations of SQL Server.</summary>
public sealed class SqlServerPortalContext(DbContextOptions<SqlServerPortalContext> options) : PortalDbContext(options);

/// <summary>Lets <c>dotnet ef</c> make migrations without a host and without a database.</summary>
internal sealed class DesignTimeContexts :
    IDesignTimeDbContextFactory<SqlitePortalContext>,
    IDesignTimeDbContextFactory<PostgreSqlPortalContext>,
    IDesignTimeDbContextFactory<SqlServerPortalContext>
{
    SqlitePortalContext IDesignTimeDbContextFactory<SqlitePortalContext>.CreateDbContext(string[] args) =>
        (SqlitePortalContext)new SqliteDatabase("Data Source=design.db").OpenForMigrations();

    PostgreSqlPortalContext IDesignTimeDbContextFactory<PostgreSqlPortalContext>.CreateDbContext(string[] args) =>
        (PostgreSqlPortalContext)new PostgreSqlDatabase("Host=design").OpenForMigrations();

    SqlServerPortalContext IDesignTimeDbContextFactory<SqlServerPortalContext>.CreateDbContext(string[] args) =>
        (SqlServerPortalContext)new SqlServerDatabase("Server=design").OpenForMigrations();
}
