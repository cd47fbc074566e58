using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Institutions;

/// <summary>A notary institution (公证机构), a bureau (司法局) or the provincial department (省厅).</summary>
public sealed class Institution
{
    public const int CodeMaxLength = 32;
    public const int NameMaxLength = 60;
    public const int ReasonMaxLength = 200;
    public const int HeadMaxLength = 50;

    public required Guid Id { get; init; }

    /// <summary>Short code (机构代码), lower-case letters, digits and hyphens; stands in the evidence and never changes.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    public required InstitutionKind Kind { get; init; }

    /// <summary>Administrative region: an inspector sees the notary institutions whose region lies in the bureau's.</summary>
    public required string RegionCode { get; set; }

    /// <summary>Lookups are open to this institution (Z 八(五)); meaningful for notary institutions only.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Why lookups are closed, shown to the institution; empty while open.</summary>
    public string ClosedReason { get; set; } = "";

    /// <summary>Head of the institution (负责人); empty while none was named.</summary>
    public string Head { get; set; } = "";

    /// <summary>Counts changes: of two admins who change it at once, the second is told.</summary>
    public int Revision { get; set; }

    public RegionCode Region => CivilIdentity.RegionCode.TryParse(RegionCode, out var region)
        ? region
        : throw new InvalidOperationException($"Institution {Code} has the region '{RegionCode}'.");
}

public enum InstitutionKind
{
    /// <summary>公证机构.</summary>
    NotaryOffice = 1,

    /// <summary>市、县（市、区）司法局.</summary>
    Bureau = 2,

    /// <summary>省司法厅.</summary>
    Province = 3,
}

public sealed class InstitutionConfiguration : IEntityTypeConfiguration<Institution>
{
    public void Configure(EntityTypeBuilder<Institution> builder)
    {
        builder.ToTable("institution");
        builder.Property(i => i.Code).HasMaxLength(Institution.CodeMaxLength);
        builder.Property(i => i.Name).HasMaxLength(Institution.NameMaxLength);
        builder.Property(i => i.RegionCode).HasMaxLength(6);
        builder.Property(i => i.ClosedReason).HasMaxLength(Institution.ReasonMaxLength);
        builder.Property(i => i.Head).HasMaxLength(Institution.HeadMaxLength * 2);
        builder.Property(i => i.Revision).IsConcurrencyToken();
        builder.HasIndex(i => i.Code).IsUnique();
        builder.Ignore(i => i.Region);
    }
}
