using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Gateway;

/// <summary>How many business calls of one application were answered on one day; written together with the journal.</summary>
public sealed class QuotaUse
{
    public required string AppKey { get; init; }

    /// <summary>The day in China Standard Time (UTC+8).</summary>
    public required DateOnly Day { get; init; }

    public int Used { get; init; }
}

public sealed class QuotaUseConfiguration : IEntityTypeConfiguration<QuotaUse>
{
    public void Configure(EntityTypeBuilder<QuotaUse> builder)
    {
        builder.ToTable("quota_use");
        builder.HasKey(u => new { u.AppKey, u.Day });
        builder.Property(u => u.AppKey).HasColumnName("app_key").HasMaxLength(GatewayOptions.KeyMaxLength);
        builder.Property(u => u.Day).HasColumnName("day");
        builder.Property(u => u.Used).HasColumnName("used");
    }
}
