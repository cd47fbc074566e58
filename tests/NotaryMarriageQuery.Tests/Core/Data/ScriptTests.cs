using System.Text.RegularExpressions;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal.Commands;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Data;

/// <summary>The scripts for people who make the database by hand are those in <c>docs/sql</c>, and hold every guard.</summary>
public sealed class ScriptTests
{
    private static readonly string[] _tables = ["audit_entry", "audit_segment", "audit_tile", "audit_checkpoint"];

    [Theory]
    [InlineData("PostgreSql", "script", "postgresql.sql")]
    [InlineData("PostgreSql", "roles", "postgresql-roles.sql")]
    [InlineData("SqlServer", "script", "sqlserver.sql")]
    [InlineData("SqlServer", "roles", "sqlserver-roles.sql")]
    public async Task Documents_HoldWhatTheCommandPrints(string provider, string command, string file)
    {
        var printed = await PrintAsync(provider, command);

        Plain(await File.ReadAllTextAsync(Path.Combine(ArchitectureTests.FindRoot(), "docs", "sql", file))).ShouldBe(Plain(printed));
    }

    [Fact]
    public async Task SqlServer_Script_HoldsEveryGuard()
    {
        var script = await PrintAsync("SqlServer", "script");
        var roles = await PrintAsync("SqlServer", "roles");

        foreach (var table in _tables)
        {
            script.ShouldContain($"CREATE TABLE {table} (");
            script.ShouldContain($"CREATE TRIGGER {table}_append_only ON {table} INSTEAD OF UPDATE, DELETE");
            Regex.IsMatch(script, $@"CREATE TABLE audit_truncate_guard \([^;]*REFERENCES {table} \(", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeTrue();
            roles.ShouldContain($"DENY UPDATE, DELETE, ALTER, CONTROL, TAKE OWNERSHIP ON {table} TO portal_app");
        }

        script.ShouldContain("CREATE TRIGGER audit_no_ddl ON DATABASE FOR DROP_TABLE, ALTER_TABLE, DROP_TRIGGER, ALTER_TRIGGER");
        roles.ShouldContain("LEDGER = ON (APPEND_ONLY = ON)");

        // Every text, or a case or an account could be taken for another one; the two others are EF's own list of migrations.
        Regex.Count(script, @"\bnvarchar\((\d+|max)\)(?! COLLATE Latin1_General_100_BIN2)", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(2);
    }

    [Fact]
    public async Task PostgreSql_Script_MakesTheSameDatabaseAndMayRunAgain()
    {
        var name = await PostgresTestDatabase.CreateEmptyAsync();
        var script = await PrintAsync("PostgreSql", "script");

        await PostgresServer.ExecuteAsync(name, script);
        await PostgresServer.ExecuteAsync(name, script);
        await PostgresServer.ExecuteAsync(name, PostgreSqlAuditSchema.Roles);
        await PostgresServer.ExecuteAsync(name, PostgreSqlAuditSchema.Roles);

        DatabaseSetup.Migrate(new PostgreSqlDatabase(await PostgresServer.AsAsync(name) + ";Pooling=false"), demo: false);
        await PostgresServer.DropDatabaseAsync(name);
    }

    private static async Task<string> PrintAsync(string provider, string command)
    {
        var output = new StringWriter();
        var code = await PortalCommands.RunAsync(["database", command, "--Database:Provider", provider, "--ConnectionStrings:Portal", "Timeout=5"], output, output);
        code.ShouldBe(0, output.ToString());
        return output.ToString();
    }

    private static string Plain(string text) => text.TrimStart('\ufeff').ReplaceLineEndings("\n").Trim();
}
