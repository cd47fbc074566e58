using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Data;

/// <summary>A lasting statement about the whole database.</summary>
public sealed class DatabaseMark
{
    /// <summary>The database holds invented people; it must never answer for real ones.</summary>
    public const string Demo = "demo";

    public required string Name { get; init; }
}

public sealed class DatabaseMarkConfiguration : IEntityTypeConfiguration<DatabaseMark>
{
    public void Configure(EntityTypeBuilder<DatabaseMark> builder)
    {
        builder.ToTable("database_mark");
        builder.HasKey(m => m.Name);
        builder.Property(m => m.Name).HasColumnName("name").HasMaxLength(20);
    }
}
