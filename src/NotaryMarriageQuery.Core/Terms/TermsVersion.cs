using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Terms;

/// <summary>A version of the terms of use (使用规定) as the province published it. Never changed; the highest number is in force.</summary>
public sealed class TermsVersion
{
    public const int TextMaxLength = 4000;

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    public required string Text { get; init; }

    /// <summary>Microseconds since the Unix epoch.</summary>
    public required long PublishedAt { get; init; }

    /// <summary>Who published it, <c>account/01</c>.</summary>
    public required string PublishedBy { get; init; }
}

public sealed class TermsVersionConfiguration : IEntityTypeConfiguration<TermsVersion>
{
    public void Configure(EntityTypeBuilder<TermsVersion> builder)
    {
        builder.ToTable("terms_version");
        builder.HasKey(t => t.Number);
        builder.Property(t => t.Number).HasColumnName("number").ValueGeneratedNever();
        builder.Property(t => t.Text).HasColumnName("text").HasMaxLength(TermsVersion.TextMaxLength);
        builder.Property(t => t.PublishedAt).HasColumnName("published_at");
        builder.Property(t => t.PublishedBy).HasColumnName("published_by").HasMaxLength(64);
    }
}
