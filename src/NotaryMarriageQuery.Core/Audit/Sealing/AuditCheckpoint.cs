using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>A signed head of the tree. Each follows exactly one before, so the evidence cannot fork.</summary>
public sealed class AuditCheckpoint
{
    public const int MaxNoteLength = 2000;

    /// <summary>Number of leaves.</summary>
    public required long Size { get; init; }

    /// <summary>Size of the checkpoint before, 0 for the first.</summary>
    public required long PreviousSize { get; init; }

    /// <summary>The signed note.</summary>
    public required string Note { get; init; }
}

/// <summary>Mapping for reading; the table and its guards stand in the provider's schema.</summary>
public sealed class AuditCheckpointConfiguration : IEntityTypeConfiguration<AuditCheckpoint>
{
    public void Configure(EntityTypeBuilder<AuditCheckpoint> builder)
    {
        builder.ToTable("audit_checkpoint", table => table.ExcludeFromMigrations().HasTrigger("append_only"));
        builder.HasKey(c => c.Size);
        builder.Property(c => c.Size).HasColumnName("size").ValueGeneratedNever();
        builder.Property(c => c.PreviousSize).HasColumnName("prev_size");
        builder.Property(c => c.Note).HasColumnName("note").HasMaxLength(AuditCheckpoint.MaxNoteLength);
        builder.HasIndex(c => c.PreviousSize).IsUnique();
    }
}
