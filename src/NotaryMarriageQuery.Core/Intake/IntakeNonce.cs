using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>A nonce that a signed call has used; kept as long as the same call could be sent again.</summary>
public sealed class IntakeNonce
{
    public const int MinLength = 8;
    public const int MaxLength = 64;

    public required Guid InstitutionId { get; init; }

    public required string Nonce { get; init; }

    /// <summary>Microseconds since the Unix epoch: when the call came.</summary>
    public required long At { get; init; }

    /// <summary>Microseconds since the Unix epoch: from when on its timestamp is refused anyway.</summary>
    public required long ExpiresAt { get; init; }
}

public sealed class IntakeNonceConfiguration : IEntityTypeConfiguration<IntakeNonce>
{
    public void Configure(EntityTypeBuilder<IntakeNonce> builder)
    {
        builder.ToTable("intake_nonce");
        builder.HasKey(n => new { n.InstitutionId, n.Nonce });
        builder.Property(n => n.InstitutionId).HasColumnName("institution_id");
        builder.Property(n => n.Nonce).HasColumnName("nonce").HasMaxLength(IntakeNonce.MaxLength);
        builder.Property(n => n.At).HasColumnName("at");
        builder.Property(n => n.ExpiresAt).HasColumnName("expires_at");
        builder.HasIndex(n => n.ExpiresAt);
    }
}
