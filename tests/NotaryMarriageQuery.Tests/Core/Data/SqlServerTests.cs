using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Data;

/// <summary>Runs where <c>NMQ_TEST_SQLSERVER</c> names an empty database for an owner, in a build with SQL Server's whole client.</summary>
public sealed class SqlServerFactAttribute : FactAttribute
{
    public const string Variable = "NMQ_TEST_SQLSERVER";

    public SqlServerFactAttribute() => Skip =
        !SqlServerDatabase.IsInThisBuild ? "This build has no SQL Server client; build with -p:SqlServerRuntime=true."
        : string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)) ? $"{Variable} names no SQL Server."
        : null;
}

/// <summary>The guards on a real SQL Server, and the refusal to start without its client.</summary>
public sealed class SqlServerTests
{
    [Fact]
    public void Migrate_BuildWithoutTheClient_SaysWhichBuildIsNeeded()
    {
        if (!SqlServerDatabase.IsInThisBuild)
        {
            Should.Throw<InvalidOperationException>(() => DatabaseSetup.Migrate(DatabaseScripts.Of(DatabaseProvider.SqlServer), demo: false))
                .Message.ShouldContain("-p:SqlServerRuntime=true");
        }
    }

    [SqlServerFact]
    public void Evidence_OnARealServer_IsStoredExactlyAndRefusesChanges()
    {
        var database = new SqlServerDatabase(Environment.GetEnvironmentVariable(SqlServerFactAttribute.Variable)!);
        DatabaseSetup.Migrate(database, demo: false);
        DatabaseSetup.Migrate(database, demo: false);
        using var connection = database.Connect();
        foreach (var statement in SqlServerAuditSchema.Roles.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Execute(connection, statement);
        }

        var row = new AuditEntry
        {
            Id = DateTime.UtcNow.Ticks,
            Kind = AuditKind.Search,
            At = 1,
            Mono = 2,
            Request = Guid.NewGuid().ToByteArray(),
            Organisation = "示",
            Actor = "𠮷🙂/01",
            CaseNumber = "",
            Subject1 = null,
            Subject2 = new byte[AuditEntry.SubjectLength],
            Status = AuditStatus.Done,
            KeyId = 2026,
            Detail = new byte[AuditEntry.DetailMaxLength],
            Mac = new byte[AuditEntry.MacLength],
        };
        using (var store = new AuditStore(database.Connect))
        {
            store.Insert([(row, null)]);
            store.Probe();
        }

        var options = new DbContextOptionsBuilder<PortalDbContext>();
        database.Use(options);
        using var db = new PortalDbContext(options.Options);
        CanonicalRow.Write(db.AuditEntries.AsNoTracking().Single(e => e.Id == row.Id), withMac: true).ShouldBe(CanonicalRow.Write(row, withMac: true));
        db.AuditEntries.Any(e => e.Actor == "𠮷🙂/０1").ShouldBeFalse();

        foreach (var table in new[] { "audit_entry", "audit_segment", "audit_tile", "audit_checkpoint" })
        {
            ShouldRefuse(connection, $"TRUNCATE TABLE {table}");
            ShouldRefuse(connection, $"DROP TABLE {table}");
            ShouldRefuse(connection, $"DISABLE TRIGGER {table}_append_only ON {table}; DROP TRIGGER {table}_append_only");
            ShouldRefuse(connection, $"ALTER TABLE {table} ADD other int NULL");
        }

        ShouldRefuse(connection, "UPDATE audit_entry SET actor = N'x'");
        ShouldRefuse(connection, "DELETE FROM audit_entry");
        ShouldRefuse(connection, "MERGE audit_entry AS t USING (SELECT 1 AS one) AS s ON 1 = 1 WHEN MATCHED THEN DELETE;");
        using var held = database.TryBeginSealing(connection);
        held.ShouldNotBeNull();
        using var other = database.Connect();
        database.TryBeginSealing(other).ShouldBeNull();
    }

    private static void ShouldRefuse(DbConnection connection, string sql) => Should.Throw<DbException>(() => Execute(connection, sql), sql);

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
