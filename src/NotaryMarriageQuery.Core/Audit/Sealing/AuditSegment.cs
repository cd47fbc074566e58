using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Which rows stand at which leaves of the tree: leaves from <see cref="FirstLeaf"/> on are the rows from <see cref="FirstId"/> on.</summary>
/// <remarks>Numbers of a writer have no gaps, so a run of leaves needs one row here and none of its own.</remarks>
public sealed class AuditSegment
{
    public required long FirstLeaf { get; init; }

    public required long FirstId { get; init; }

    public required int Count { get; init; }
}

/// <summary>Mapping for reading; the table and its guards stand in the provider's schema.</summary>
public sealed class AuditSegmentConfiguration : IEntityTypeConfiguration<AuditSegment>
{
    public void Configure(EntityTypeBuilder<AuditSegment> builder)
    {
        builder.ToTable("audit_segment", table => table.ExcludeFromMigrations().HasTrigger("append_only"));
        builder.HasKey(s => s.FirstLeaf);
        builder.Property(s => s.FirstLeaf).HasColumnName("first_leaf").ValueGeneratedNever();
        builder.Property(s => s.FirstId).HasColumnName("first_id");
        builder.Property(s => s.Count).HasColumnName("count");
        builder.HasIndex(s => s.FirstId).IsUnique();
    }
}
