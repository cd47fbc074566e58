using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Data;

/// <summary>The migrations make the model's tables; the services themselves do not compare them at a start.</summary>
public sealed class MigrationTests
{
    private const string FirstOnSqlite = "20261122023228_Initial";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    [InlineData(DatabaseProvider.SqlServer)]
    public void Model_HasNoChangeWithoutMigration(DatabaseProvider provider)
    {
        using var db = DatabaseScripts.Of(provider).OpenForMigrations();

        db.Database.HasPendingModelChanges().ShouldBeFalse();
        db.Database.GetMigrations().ShouldNotBeEmpty();
    }

    [Fact]
    public void Migrate_DatabaseOfTheFirstVersion_KeepsItsRowsAndGetsTheNewTables()
    {
        var folder = Directory.CreateTempSubdirectory("nmq-old-").FullName;
        var database = new SqliteDatabase($"Data Source={Path.Combine(folder, "portal.db")};Pooling=false");
        using (var old = database.OpenForMigrations())
        {
            old.GetService<IMigrator>().Migrate(FirstOnSqlite);
            old.Database.ExecuteSqlRaw("INSERT INTO database_mark VALUES ('demo')");
            old.Database.GetAppliedMigrations().ShouldBe([FirstOnSqlite]);
        }

        DatabaseSetup.Migrate(database, demo: true);

        using (var db = database.OpenForMigrations())
        {
            db.Marks.Count().ShouldBe(1);
            db.AuditCheckpoints.Any().ShouldBeFalse();
            db.Database.GetPendingMigrations().ShouldBeEmpty();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Migrate_SeveralInstancesAtOnceOnPostgreSql_AllStart()
    {
        var name = await PostgresTestDatabase.CreateEmptyAsync();
        var owner = await PostgresServer.AsAsync(name, PostgresTestDatabase.Owner) + ";Pooling=false";

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => DatabaseSetup.Migrate(new PostgreSqlDatabase(owner), demo: false))));

        using (var db = new PostgreSqlDatabase(owner).OpenForMigrations())
        {
            db.Database.GetPendingMigrations().ShouldBeEmpty();
            db.AccessVersions.Count().ShouldBe(1);
        }

        await PostgresServer.DropDatabaseAsync(name);
    }

    [Fact]
    public async Task Migrate_AccountWithoutRights_SaysWhatToDo_AndStartsWhenNothingIsPending()
    {
        var name = await PostgresTestDatabase.CreateEmptyAsync();
        var app = new PostgreSqlDatabase(await PostgresServer.AsAsync(name, PostgresTestDatabase.App) + ";Pooling=false");

        Should.Throw<InvalidOperationException>(() => DatabaseSetup.Migrate(app, demo: false)).Message.ShouldContain("database migrate");

        await PostgresServer.DropDatabaseAsync(name);
        using var ready = await TestDatabase.CreateAsync(demo: false, DatabaseProvider.PostgreSql);
        DatabaseSetup.Migrate(ready.Database, demo: false);
    }

    [Fact]
    public async Task Migrate_ServerIsAway_SaysSoInsteadOfAStack()
    {
        var away = new PostgreSqlDatabase("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2");

        var refusal = await Task.Run(() => Should.Throw<InvalidOperationException>(() => DatabaseSetup.Migrate(away, demo: false)));

        refusal.Message.ShouldContain("无法连接数据库");
    }
}
