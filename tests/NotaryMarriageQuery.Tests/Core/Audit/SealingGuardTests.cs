using System.Data.Common;
using Microsoft.Data.Sqlite;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

/// <summary>The tables of the sealed tree on SQLite: nothing in them changes, by whatever key REPLACE finds its row.</summary>
public sealed class SealingGuardTests : CoreTest
{
    public static TheoryData<string> Changes => new(
        "UPDATE audit_segment SET count = 9",
        "DELETE FROM audit_segment",
        "INSERT OR REPLACE INTO audit_segment VALUES (0, 99, 1)",
        "INSERT OR REPLACE INTO audit_segment VALUES (99, 5, 1)",
        "INSERT OR REPLACE INTO audit_segment (rowid, first_id, count) VALUES (0, 99, 1)",
        "INSERT OR IGNORE INTO audit_segment VALUES (0, 99, 1)",
        "INSERT INTO audit_segment VALUES (0, 99, 1) ON CONFLICT DO UPDATE SET count = 9",
        "UPDATE OR REPLACE audit_segment SET first_id = 6 WHERE first_id = 5",
        "UPDATE audit_tile SET data = x''",
        "DELETE FROM audit_tile",
        "INSERT OR REPLACE INTO audit_tile VALUES (0, 0, zeroblob(32), x'01')",
        "INSERT INTO audit_tile VALUES (0, 0, zeroblob(32), x'01') ON CONFLICT (level, idx) DO UPDATE SET data = excluded.data",
        "UPDATE audit_checkpoint SET note = ''",
        "DELETE FROM audit_checkpoint WHERE size = 4",
        "INSERT OR REPLACE INTO audit_checkpoint VALUES (4, 99, 'x')",
        "INSERT OR REPLACE INTO audit_checkpoint VALUES (99, 0, 'x')",
        "REPLACE INTO audit_checkpoint VALUES (99, 0, 'x')",
        "INSERT INTO audit_checkpoint VALUES (99, 0, 'x')");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        using var plain = Host.Database.OpenAsIntruder();
        Execute(plain, """
            INSERT INTO audit_segment VALUES (0, 5, 4), (4, 6, 1);
            INSERT INTO audit_tile VALUES (0, 0, zeroblob(32), zeroblob(8192));
            INSERT INTO audit_checkpoint VALUES (4, 0, 'note');
            """);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Rows_Changed_AreRefused(string sql)
    {
        using var plain = Host.Database.OpenAsIntruder();
        using var own = Host.Database.Database.Connect();
        var before = Form(plain);

        Should.Throw<SqliteException>(() => Execute(plain, sql)).Message.ShouldContain("append-only");
        Should.Throw<SqliteException>(() => Execute(own, sql)).Message.ShouldContain("append-only");

        Form(plain).ShouldBe(before);
    }

    [Fact]
    public void Tile_HasNoHiddenKey()
    {
        using var plain = Host.Database.OpenAsIntruder();

        Should.Throw<SqliteException>(() => Execute(plain, "INSERT OR REPLACE INTO audit_tile (rowid, level, idx, root, data) VALUES (1, 7, 7, zeroblob(32), x'')"))
            .Message.ShouldContain("no column named rowid");
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Form(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT (SELECT group_concat(first_leaf || ' ' || first_id || ' ' || count) FROM audit_segment)
                || (SELECT group_concat(level || ' ' || idx || hex(root) || hex(data)) FROM audit_tile)
                || (SELECT group_concat(size || ' ' || prev_size || note) FROM audit_checkpoint)
            """;
        return (string)command.ExecuteScalar()!;
    }
}
