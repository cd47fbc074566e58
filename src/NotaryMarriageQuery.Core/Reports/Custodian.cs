using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Accounts;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>What 附件2 tells of a person behind an institution's account beside the name. A person whom the province enrolled by itself has none yet.</summary>
public sealed class Custodian
{
    public const int PostMaxLength = 30;

    public required Guid OperatorId { get; init; }

    public required Sex Sex { get; set; }

    /// <summary>职务.</summary>
    public required string Post { get; set; }

    /// <summary>Mobile number, encrypted.</summary>
    public required byte[] SealedMobile { get; set; }
}

public sealed class CustodianConfiguration : IEntityTypeConfiguration<Custodian>
{
    public void Configure(EntityTypeBuilder<Custodian> builder)
    {
        builder.ToTable("custodian");
        builder.HasKey(c => c.OperatorId);
        builder.Property(c => c.OperatorId).HasColumnName("operator_id").ValueGeneratedNever();
        builder.Property(c => c.Sex).HasColumnName("sex");
        builder.Property(c => c.Post).HasColumnName("post").HasMaxLength(Custodian.PostMaxLength * 2);
        builder.Property(c => c.SealedMobile).HasColumnName("sealed_mobile").HasMaxLength(100);
        builder.HasOne<Operator>().WithOne().HasForeignKey<Custodian>(c => c.OperatorId).OnDelete(DeleteBehavior.Restrict);
    }
}
