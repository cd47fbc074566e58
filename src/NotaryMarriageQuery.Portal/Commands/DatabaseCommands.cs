using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Portal.Commands;

/// <summary>What the owner of the database does in a maintenance step: bring it up to date, or get the SQL that does so.</summary>
internal static class DatabaseCommands
{
    public const string Name = "database";

    public const string Usage = """
        用法：database migrate [--settings 文件]   以数据库所有者身份更新数据库结构
              database script [--settings 文件]    输出更新数据库结构的 SQL
              database roles [--settings 文件]     输出建立角色和授权的 SQL（PostgreSQL、SQL Server）
        """;

    /// <summary>0 done, 2 wrong words.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Length == 0 || args[0] is not ("migrate" or "script" or "roles"))
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        var settings = PortalSettings.From(PortalApp.ReadSettings(args[1..]));
        var database = settings.OpenDatabase();
        switch (args[0])
        {
            case "migrate":
                DatabaseSetup.Migrate(database, settings.Demo);
                await output.WriteLineAsync("数据库结构已是最新。");
                break;
            case "script":
                await output.WriteLineAsync(Script(database));
                break;
            default:
                await output.WriteLineAsync(Roles(settings.Provider));
                break;
        }

        return 0;
    }

    /// <summary>SQL that brings any older database up to date; on SQLite, which knows no conditions, an empty one.</summary>
    public static string Script(PortalDatabase database)
    {
        using var db = database.OpenForMigrations();
        var options = database is SqliteDatabase ? MigrationsSqlGenerationOptions.Script : MigrationsSqlGenerationOptions.Script | MigrationsSqlGenerationOptions.Idempotent;
        return db.GetService<IMigrator>().GenerateScript(options: options);
    }

    private static string Roles(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.PostgreSql => PostgreSqlAuditSchema.Roles,
        DatabaseProvider.SqlServer => SqlServerAuditSchema.Roles,
        _ => throw new InvalidOperationException("SQLite 没有角色：请只让运行门户的系统账户能读写数据库文件。"),
    };
}
