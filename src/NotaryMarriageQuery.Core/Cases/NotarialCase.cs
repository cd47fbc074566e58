using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Cases;

/// <summary>A case that an institution has accepted (公证业务). Lookups name one and concern its parties only (A6).</summary>
public sealed class NotarialCase
{
    public const int CertificateNumberMaxLength = 60;

    public required Guid Id { get; init; }

    public required Guid InstitutionId { get; init; }

    /// <summary>Acceptance number in the form of <see cref="CaseNumber"/>.</summary>
    public required string Number { get; init; }

    /// <summary>Version that the institution's server gave it; 0 for a case that was entered by hand. The newest stays.</summary>
    public long Version { get; set; }

    /// <summary>Notarial matter (公证事项).</summary>
    public required string Matter { get; set; }

    public required DateOnly AcceptedOn { get; set; }

    public bool IsOpen { get; set; } = true;

    /// <summary>UTC instant of entry.</summary>
    public required DateTime EnteredAt { get; init; }

    /// <summary>Number of the notarial certificate (公证书编号), once there is one.</summary>
    public string? CertificateNumber { get; set; }

    /// <summary>Microseconds since the Unix epoch: when the institution's server last brought a newer version; null for never.</summary>
    public long? UploadedAt { get; set; }

    public ICollection<CaseParty> Parties { get; init; } = [];
}

/// <summary>A party to a case (当事人); name and ID number are encrypted, a keyed hash of the number serves the comparison.</summary>
public sealed class CaseParty
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required byte[] IdIndex { get; init; }

    public required byte[] SealedName { get; init; }

    public required byte[] SealedIdNumber { get; init; }
}

public sealed class NotarialCaseConfiguration : IEntityTypeConfiguration<NotarialCase>, IEntityTypeConfiguration<CaseParty>
{
    public void Configure(EntityTypeBuilder<NotarialCase> builder)
    {
        builder.ToTable("notarial_case");
        builder.Property(c => c.Number).HasMaxLength(CaseNumber.MaxLength);
        builder.Property(c => c.Matter).HasMaxLength(NotarialMatter.MaxLength);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.CertificateNumber).HasMaxLength(NotarialCase.CertificateNumberMaxLength);
        builder.HasIndex(c => new { c.InstitutionId, c.Number }).IsUnique();
        builder.HasIndex(c => c.Number);
        builder.HasIndex(c => new { c.InstitutionId, c.EnteredAt });
        builder.HasOne<Institution>().WithMany().HasForeignKey(c => c.InstitutionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Parties).WithOne().HasForeignKey(p => p.CaseId);
    }

    public void Configure(EntityTypeBuilder<CaseParty> builder)
    {
        builder.ToTable("case_party");
        builder.Property(p => p.IdIndex).HasMaxLength(16);
        builder.HasIndex(p => new { p.CaseId, p.IdIndex }).IsUnique();
    }
}
