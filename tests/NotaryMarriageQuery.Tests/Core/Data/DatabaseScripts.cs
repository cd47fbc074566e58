using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Tests.Core.Data;

/// <summary>Databases that need not be there: for models and scripts.</summary>
internal static class DatabaseScripts
{
    public static PortalDatabase Of(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.PostgreSql => new PostgreSqlDatabase("Host=none"),
        DatabaseProvider.SqlServer => new SqlServerDatabase("Server=none"),
        _ => new SqliteDatabase("Data Source=none.db"),
    };
}
