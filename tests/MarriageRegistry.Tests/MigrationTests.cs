using MarriageRegistry.Data;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Tests;

/// <summary>The migrations make the model's tables; the service itself does not compare them at a start.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void ModelHasNoChangeWithoutMigration()
    {
        using var db = new RegistryDbContext(new DbContextOptionsBuilder<RegistryDbContext>().UseSqlite("Data Source=:memory:").Options);

        Assert.False(db.Database.HasPendingModelChanges());
    }
}
