using System.Data.Common;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Npgsql;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

/// <summary>What PostgreSQL refuses to the portal's account, to the owner of the tables, and to a superuser who lifts nothing.</summary>
public sealed class PostgresGuardTests : CoreTest
{
    private static readonly Dictionary<string, (string Key, string Column)> _tables = new()
    {
        ["audit_entry"] = ("id", "actor"),
        ["audit_segment"] = ("first_leaf", "count"),
        ["audit_tile"] = ("level, idx", "data"),
        ["audit_checkpoint"] = ("size", "note"),
    };

    public static TheoryData<string, string> Changes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (table, (key, column)) in _tables)
            {
                var on = string.Join(" AND ", key.Split(", ").Select(k => $"t.{k} = s.{k}"));
                data.Add(table, $"UPDATE {table} SET {column} = {column}");
                data.Add(table, $"UPDATE ONLY {table} SET {column} = {column} WHERE false");
                data.Add(table, $"DELETE FROM {table}");
                data.Add(table, $"WITH gone AS (DELETE FROM {table} RETURNING *) SELECT count(*) FROM gone");
                data.Add(table, $"TRUNCATE {table}");
                data.Add(table, $"TRUNCATE {table} RESTART IDENTITY CASCADE");
                data.Add(table, $"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}");
                data.Add(table, $"MERGE INTO {table} t USING {table} s ON {on} WHEN MATCHED THEN DELETE");
                data.Add(table, $"MERGE INTO {table} t USING {table} s ON {on} WHEN MATCHED THEN UPDATE SET {column} = s.{column}");
            }

            return data;
        }
    }

    public static TheoryData<string> SchemaChanges => new(
        "DROP TABLE audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "ALTER TABLE audit_entry DISABLE TRIGGER append_only",
        "ALTER TABLE audit_entry RENAME TO other",
        "ALTER TABLE audit_entry ADD COLUMN other text",
        "DROP TRIGGER append_only ON audit_entry",
        "DROP FUNCTION audit_deny() CASCADE",
        "CREATE OR REPLACE FUNCTION audit_deny() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER other BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_deny()",
        "CREATE RULE other AS ON INSERT TO audit_entry DO INSTEAD NOTHING",
        "SET session_replication_role = replica",
        "CREATE TABLE other (id int)",
        "DELETE FROM \"__EFMigrationsHistory\"",
        $"SET ROLE {PostgresTestDatabase.Owner}",
        "SET ROLE audit_owner");

    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;

    private PostgresTestDatabase Database => (PostgresTestDatabase)Host.Database;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), await Host.ActorAsync(), CancellationToken.None);
        Database.Execute("""
            INSERT INTO audit_segment VALUES (0, 4294967297, 4);
            INSERT INTO audit_tile VALUES (0, 0, decode(repeat('00', 32), 'hex'), decode(repeat('00', 8192), 'hex'));
            INSERT INTO audit_checkpoint VALUES (4, 0, 'note');
            """);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Rows_Changed_AreRefusedToEverybody(string table, string sql)
    {
        var before = Fingerprint(table);

        ShouldRefuse(await AsAppAsync(), sql).MessageText.ShouldContain("permission denied");
        ShouldRefuse(await AsOwnerAsync(), sql).MessageText.ShouldContain("append-only");
        ShouldRefuse(Database.OpenAsIntruder(), sql).MessageText.ShouldContain("append-only");
        ShouldRefuse(Database.OpenAsIntruder(), "SET session_replication_role = replica; " + sql).MessageText.ShouldContain("append-only");

        Fingerprint(table).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(SchemaChanges))]
    public async Task TablesAndTriggers_ChangedByThePortalsAccount_AreRefused(string sql) => ShouldRefuse(await AsAppAsync(), sql);

    [Theory]
    [InlineData("audit_entry")]
    [InlineData("audit_segment")]
    [InlineData("audit_tile")]
    [InlineData("audit_checkpoint")]
    public async Task Rows_OfTheSameKey_AreNotReplaced(string table)
    {
        var before = Fingerprint(table);
        await using var app = await AsAppAsync();

        Should.Throw<PostgresException>(() => Execute(app, $"INSERT INTO {table} SELECT * FROM {table}")).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
        Execute(app, $"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT DO NOTHING").ShouldBe(0);

        Fingerprint(table).ShouldBe(before);
    }

    [Fact]
    public void Superuser_WhoLiftsTheGuards_CanChangeRows_AndTheMacsSpeak()
    {
        Database.Execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL; UPDATE audit_entry SET actor = 'somebody' WHERE kind = 3").ShouldBe(1);

        EvidenceRows.FindBreak(Database.ReadRows(), Database.Keys.MacKey).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("inspector", "SELECT count(*) FROM audit_entry", true)]
    [InlineData("inspector", "SELECT count(*) FROM audit_checkpoint", true)]
    [InlineData("inspector", "SELECT count(*) FROM account", false)]
    [InlineData("inspector", "INSERT INTO audit_segment VALUES (100, 100, 1)", false)]
    [InlineData("portal_app", "SELECT count(*) FROM account", true)]
    [InlineData("portal_app", "INSERT INTO audit_segment VALUES (100, 100, 1)", false)]
    [InlineData("audit_sealer", "INSERT INTO audit_segment VALUES (100, 100, 1)", true)]
    [InlineData("audit_sealer", "SELECT count(*) FROM account", false)]
    [InlineData("audit_owner", "SELECT count(*) FROM audit_entry", false)]
    public void Roles_HaveTheirRightsAndNoMore(string role, string sql, bool allowed)
    {
        using var connection = Database.OpenAsIntruder();
        Execute(connection, $"SET ROLE {role}");
        if (allowed)
        {
            Execute(connection, sql);
        }
        else
        {
            ShouldRefuse(connection, sql);
        }
    }

    private static PostgresException ShouldRefuse(DbConnection connection, string sql)
    {
        using (connection)
        {
            var refused = Should.Throw<PostgresException>(() => Execute(connection, sql));
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
            return refused;
        }
    }

    private static int Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private async Task<DbConnection> AsAppAsync() => await OpenAsync(PostgresTestDatabase.App);

    private async Task<DbConnection> AsOwnerAsync() => await OpenAsync(PostgresTestDatabase.Owner);

    private async Task<DbConnection> OpenAsync(string user)
    {
        var connection = new NpgsqlConnection(await PostgresServer.AsAsync(Database.Name, user) + ";Pooling=false;Server Compatibility Mode=NoTypeLoading");
        await connection.OpenAsync();
        return connection;
    }

    private string Fingerprint(string table)
    {
        using var connection = Database.OpenAsIntruder();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t";
        return (string)command.ExecuteScalar()!;
    }
}
