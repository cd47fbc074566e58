using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>One person's proposal to erase a period's keys, which takes a second person to carry out.</summary>
public sealed class KeyErasure
{
    public required Guid Id { get; init; }

    /// <summary>Calendar year whose rows become unreadable.</summary>
    public required int Period { get; init; }

    public required string Reason { get; init; }

    /// <summary>Person who proposed it; somebody else must confirm.</summary>
    public required Guid ProposedBy { get; init; }

    public required string ProposedByName { get; init; }

    public required DateTime ProposedAt { get; init; }
}

public sealed class KeyErasureConfiguration : IEntityTypeConfiguration<KeyErasure>
{
    public void Configure(EntityTypeBuilder<KeyErasure> builder)
    {
        builder.ToTable("key_erasure");
        builder.Property(e => e.Id).HasColumnName("id");
        builder.Property(e => e.Period).HasColumnName("period");
        builder.Property(e => e.Reason).HasColumnName("reason").HasMaxLength(200);
        builder.Property(e => e.ProposedBy).HasColumnName("proposed_by");
        builder.Property(e => e.ProposedByName).HasColumnName("proposed_by_name").HasMaxLength(100);
        builder.Property(e => e.ProposedAt).HasColumnName("proposed_at");
        builder.HasIndex(e => e.Period).IsUnique();
    }
}
