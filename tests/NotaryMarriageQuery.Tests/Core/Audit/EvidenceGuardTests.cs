using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

/// <summary>What the database refuses to the program itself, whatever is injected into it.</summary>
public sealed class EvidenceGuardTests : CoreTest
{
    private const string Copy = "kind, at, mono, req, org, 'somebody', case_no, subj1, subj2, status, key_id, detail, mac FROM audit_entry WHERE kind = 3";
    private const string Columns = "id, kind, at, mono, req, org, actor, case_no, subj1, subj2, status, key_id, detail, mac";

    public static TheoryData<string> Changes => new(
        "UPDATE audit_entry SET actor = 'somebody'",
        "UPDATE audit_entry SET actor = 'somebody' WHERE kind = 3",
        "UPDATE OR REPLACE audit_entry SET id = id + 1 WHERE kind = 3",
        "UPDATE OR IGNORE audit_entry SET actor = 'somebody'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE kind = 3",
        $"INSERT INTO audit_entry ({Columns}) SELECT id, {Copy}",
        $"REPLACE INTO audit_entry ({Columns}) SELECT id, {Copy}",
        $"INSERT OR REPLACE INTO audit_entry ({Columns}) SELECT id, {Copy}",
        $"INSERT OR IGNORE INTO audit_entry ({Columns}) SELECT id, {Copy}",
        $"INSERT OR REPLACE INTO audit_entry ({Columns}) SELECT id + 100000, {Copy}",
        $"INSERT OR REPLACE INTO audit_entry ({Columns}) SELECT id + 100000, {Copy.Replace("kind = 3", "kind = 4", StringComparison.Ordinal)}",
        $"INSERT OR IGNORE INTO audit_entry ({Columns}) SELECT id + 100000, {Copy}",
        $"INSERT INTO audit_entry ({Columns}) SELECT id, {Copy} ON CONFLICT (id) DO UPDATE SET actor = 'somebody'",
        $"INSERT INTO audit_entry ({Columns}) SELECT id, {Copy} ON CONFLICT DO NOTHING",
        $"INSERT INTO audit_entry ({Columns}) SELECT id + 100000, {Copy} ON CONFLICT (req, kind) WHERE kind IN (3, 4) DO UPDATE SET actor = 'somebody'");

    public static TheoryData<string> SchemaChanges => new(
        "DROP TABLE audit_entry",
        "DROP TRIGGER audit_entry_u",
        "DROP TRIGGER audit_entry_d",
        "DROP TRIGGER audit_entry_i",
        "DROP TRIGGER AUDIT_ENTRY_U",
        "DROP INDEX IX_audit_entry_req_kind",
        "ALTER TABLE audit_entry RENAME TO other",
        "ALTER TABLE audit_entry RENAME COLUMN actor TO other",
        "ALTER TABLE audit_entry ADD COLUMN other TEXT",
        "ALTER TABLE audit_entry DROP COLUMN subj2",
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = 'audit_entry_u'",
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = '' WHERE name = 'audit_entry_u'");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), await Host.ActorAsync(), CancellationToken.None);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Rows_ChangedOnTheProgramsConnections_AreRefused(string sql)
    {
        var before = Form();

        ShouldRefuse(sql, "append-only");
        await ShouldRefuseInEfAsync(sql);

        Form().ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Rows_ChangedOnAPlainConnection_AreRefusedByTheTriggersAlone(string sql)
    {
        var before = Form();
        using var plain = Host.Database.OpenAsIntruder();

        Should.Throw<SqliteException>(() => Execute(plain, sql)).Message.ShouldContain("append-only");

        Form().ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(SchemaChanges))]
    public async Task TableAndTriggers_RemovedOrAlteredOnTheProgramsConnections_AreRefused(string sql)
    {
        var before = Form();

        ShouldRefuse(sql, "");
        await ShouldRefuseInEfAsync(sql);

        Form().ShouldBe(before);
        using var plain = Host.Database.OpenAsIntruder();
        Scalar(plain, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'").ShouldBe(3L);
    }

    [Fact]
    public async Task Connections_OfTheWriterAndOfEf_AreFullyDurable()
    {
        await using var writer = Host.Database.Database.Connect();
        await using var db = Host.Database.Context();
        await db.Database.OpenConnectionAsync();

        foreach (var connection in new[] { writer, db.Database.GetDbConnection() })
        {
            Scalar(connection, "PRAGMA synchronous").ShouldBe(2L);
            Scalar(connection, "PRAGMA journal_mode").ShouldBe("wal");
            Scalar(connection, "PRAGMA recursive_triggers").ShouldBe(1L);
            Scalar(connection, "PRAGMA secure_delete").ShouldBe(1L);
            Scalar(connection, "PRAGMA foreign_keys").ShouldBe(1L);
        }
    }

    private void ShouldRefuse(string sql, string why)
    {
        using var connection = Host.Database.Database.Connect();
        Should.Throw<SqliteException>(() => Execute(connection, sql)).Message.ShouldContain(why);
    }

    private async Task ShouldRefuseInEfAsync(string sql)
    {
        await using var db = Host.Database.Context();
        await Should.ThrowAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql));
    }

    private string Form() => string.Join('\n', Host.Database.ReadRows().Select(r => Convert.ToHexString(CanonicalRow.Write(r, withMac: true))));

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
