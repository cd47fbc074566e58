using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Tests.Core.Data;

/// <summary>The migrations of every database make the model's tables; the services themselves do not compare them at a start.</summary>
public sealed class MigrationTests
{
    public static TheoryData<PortalDatabase> Databases =>
        [new SqliteDatabase("Data Source=:memory:"), new PostgreSqlDatabase("Host=nowhere"), new SqlServerDatabase("Server=nowhere")];

    [Theory]
    [MemberData(nameof(Databases))]
    public void ModelHasNoChangeWithoutMigration(PortalDatabase database)
    {
        using var db = database.OpenForMigrations();

        Assert.False(db.Database.HasPendingModelChanges());
    }
}
