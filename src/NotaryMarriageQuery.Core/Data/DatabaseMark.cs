using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>A property of the whole database: <c>demo</c> when it was seeded with demo data.</summary>
public sealed class DatabaseMark
{
    public const string Demo = "demo";

    public required string Name { get; init; }
}

public sealed class DatabaseMarkConfiguration : IEntityTypeConfiguration<DatabaseMark>
{
    public void Configure(EntityTypeBuilder<DatabaseMark> builder)
    {
        builder.ToTable("database_mark");
        builder.HasKey(m => m.Name);
        builder.Property(m => m.Name).HasMaxLength(32);
    }
}
