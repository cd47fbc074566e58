using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The gateway's secrets of our application, encrypted, one pair for all instances.</summary>
public sealed class GatewaySecret
{
    /// <summary>应用标识 that the platform issued.</summary>
    public required string AppKey { get; init; }

    /// <summary>The pair; empty before the first renewal has ended.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>Counts renewals.</summary>
    public required long Version { get; init; }

    /// <summary>Until when one instance alone may renew, in microseconds since the Unix epoch, UTC; 0 when none does.</summary>
    public required long RenewingUntil { get; init; }

    /// <summary>Place of <see cref="Sealed"/> for the field cipher.</summary>
    public static string PlaceOf(string appKey, long version) => $"gateway_secret:{appKey}:{version}";
}

public sealed class GatewaySecretConfiguration : IEntityTypeConfiguration<GatewaySecret>
{
    public void Configure(EntityTypeBuilder<GatewaySecret> builder)
    {
        builder.ToTable("gateway_secret");
        builder.HasKey(s => s.AppKey);
        builder.Property(s => s.AppKey).HasColumnName("app_key").HasMaxLength(128);
        builder.Property(s => s.Sealed).HasColumnName("sealed");
        builder.Property(s => s.Version).HasColumnName("version");
        builder.Property(s => s.RenewingUntil).HasColumnName("renewing_until");
    }
}
