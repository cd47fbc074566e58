using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>A full tile of the tree: 256 hashes of one level, and the hash over them. What is not full yet is computed from rows.</summary>
public sealed class AuditTile
{
    public const int MaxDataLength = 8192;

    public required short Level { get; init; }

    public required long Index { get; init; }

    public required byte[] Root { get; init; }

    public required byte[] Data { get; init; }
}

/// <summary>Mapping for reading; the table and its guards stand in the provider's schema.</summary>
public sealed class AuditTileConfiguration : IEntityTypeConfiguration<AuditTile>
{
    public void Configure(EntityTypeBuilder<AuditTile> builder)
    {
        builder.ToTable("audit_tile", table => table.ExcludeFromMigrations().HasTrigger("append_only"));
        builder.HasKey(t => new { t.Level, t.Index });
        builder.Property(t => t.Level).HasColumnName("level").ValueGeneratedNever();
        builder.Property(t => t.Index).HasColumnName("idx").ValueGeneratedNever();
        builder.Property(t => t.Root).HasColumnName("root").HasMaxLength(32);
        builder.Property(t => t.Data).HasColumnName("data").HasMaxLength(AuditTile.MaxDataLength);
    }
}
