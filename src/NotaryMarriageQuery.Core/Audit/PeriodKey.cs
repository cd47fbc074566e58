using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The root key of one period, wrapped by the master key; what is left of it after its erasure.</summary>
public sealed class PeriodKey
{
    /// <summary>Calendar year.</summary>
    public required int Period { get; init; }

    /// <summary>Empty when the key was erased. The row stays, so that the key is never made again.</summary>
    public required byte[] Wrapped { get; init; }

    /// <summary>Microseconds since the Unix epoch, UTC; null while the key is there.</summary>
    public long? ErasedAt { get; init; }
}

public sealed class PeriodKeyConfiguration : IEntityTypeConfiguration<PeriodKey>
{
    public void Configure(EntityTypeBuilder<PeriodKey> builder)
    {
        builder.ToTable("period_key");
        builder.HasKey(k => k.Period);
        builder.Property(k => k.Period).HasColumnName("period").ValueGeneratedNever();
        builder.Property(k => k.Wrapped).HasColumnName("wrapped").HasMaxLength(100);
        builder.Property(k => k.ErasedAt).HasColumnName("erased_at");
    }
}
