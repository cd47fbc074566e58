using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Accounts;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>An upload without faults that waits for its confirmation.</summary>
public sealed class ReportImport
{
    public required Guid Id { get; init; }

    /// <summary>The bureau's account; nobody else may confirm.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Its lines, encrypted.</summary>
    public required byte[] SealedLines { get; init; }

    /// <summary>SHA-256 of the file, hex.</summary>
    public required string Digest { get; init; }

    /// <summary>Microseconds since the Unix epoch, after which it is erased.</summary>
    public required long ExpiresAt { get; init; }
}

public sealed class ReportImportConfiguration : IEntityTypeConfiguration<ReportImport>
{
    public void Configure(EntityTypeBuilder<ReportImport> builder)
    {
        builder.ToTable("report_import");
        builder.Property(i => i.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(i => i.AccountId).HasColumnName("account_id");
        builder.Property(i => i.SealedLines).HasColumnName("sealed_lines");
        builder.Property(i => i.Digest).HasColumnName("digest").HasMaxLength(64);
        builder.Property(i => i.ExpiresAt).HasColumnName("expires_at");
        builder.HasIndex(i => i.ExpiresAt);
        builder.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
