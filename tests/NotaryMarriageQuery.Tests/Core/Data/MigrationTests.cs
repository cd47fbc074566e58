using Microsoft.EntityFrameworkCore;

namespace NotaryMarriageQuery.Tests.Core.Data;

/// <summary>The migrations make the model's tables; the services themselves do not compare them at a start.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task ModelHasNoChangeWithoutMigration()
    {
        using var database = await TestDatabase.CreateAsync(demo: false);
        await using var db = database.Context();

        Assert.False(db.Database.HasPendingModelChanges());
    }
}
