using Microsoft.Data.Sqlite;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Data;

/// <summary>A database that may lose what it acknowledged is refused at the start.</summary>
public sealed class DurabilityTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task CheckDurability_AsSetUp_Passes(DatabaseProvider provider)
    {
        using var database = await TestDatabase.CreateAsync(demo: false, provider);

        database.Database.CheckDurability();
    }

    [Theory]
    [InlineData("PRAGMA synchronous = NORMAL", "synchronous")]
    [InlineData("PRAGMA synchronous = OFF", "synchronous")]
    [InlineData("PRAGMA journal_mode = DELETE", "WAL")]
    [InlineData("PRAGMA journal_mode = MEMORY", "WAL")]
    public async Task CheckDurability_SqliteWeakened_IsRefused(string weaken, string word)
    {
        using var database = await TestDatabase.CreateAsync(demo: false);
        await using var connection = (SqliteConnection)database.OpenAsIntruder();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL; " + weaken;
        await command.ExecuteNonQueryAsync();

        Should.Throw<InvalidOperationException>(() => SqliteDatabase.CheckDurability(connection)).Message.ShouldContain(word);
    }

    [Theory]
    [InlineData("off", true)]
    [InlineData("local", false)]
    [InlineData("on", false)]
    [InlineData("remote_apply", false)]
    public async Task CheckDurability_PostgresConnectionWithItsOwnSetting_IsLookedAt(string commit, bool refused)
    {
        var database = new PostgreSqlDatabase($"{await PostgresServer.SuperuserAsync()};Options=-c synchronous_commit={commit}");

        if (refused)
        {
            Should.Throw<InvalidOperationException>(database.CheckDurability).Message.ShouldContain("synchronous_commit");
        }
        else
        {
            database.CheckDurability();
        }
    }

    [Fact]
    public async Task Migrate_WeakDatabase_IsRefused()
    {
        using var test = (PostgresTestDatabase)await TestDatabase.CreateAsync(demo: false, DatabaseProvider.PostgreSql);
        var weak = new PostgreSqlDatabase($"{await PostgresServer.AsAsync(test.Name)};Options=-c synchronous_commit=off;Pooling=false");

        Should.Throw<InvalidOperationException>(() => DatabaseSetup.Migrate(weak, demo: false)).Message.ShouldContain("synchronous_commit");
    }

    [Fact]
    public async Task Connect_PostgresAccountWithWeakDefault_IsDurableAllTheSame()
    {
        using var test = (PostgresTestDatabase)await TestDatabase.CreateAsync(demo: false, DatabaseProvider.PostgreSql);
        test.Execute($"ALTER DATABASE {test.Name} SET synchronous_commit = off");

        await using var connection = test.Database.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = "SHOW synchronous_commit";

        (await command.ExecuteScalarAsync()).ShouldBe("on");
        test.Database.CheckDurability();
    }

    [Theory]
    [InlineData("on", "on", "on", "", null)]
    [InlineData("on", "on", "local", "", null)]
    [InlineData("off", "on", "on", "", "fsync")]
    [InlineData("on", "off", "on", "", "full_page_writes")]
    [InlineData("on", "on", "off", "", "synchronous_commit")]
    [InlineData("on", "on", "local", "standby1", "同步备库")]
    [InlineData("on", "on", "on", "standby1", null)]
    public void FindWeakness_NamesTheSetting(string fsync, string fullPageWrites, string commit, string standbys, string? word)
    {
        var weakness = PostgreSqlDatabase.FindWeakness(fsync, fullPageWrites, commit, standbys);

        if (word is null)
        {
            weakness.ShouldBeNull();
        }
        else
        {
            weakness.ShouldNotBeNull().ShouldContain(word);
        }
    }
}
