using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Institutions;

/// <summary>A registered workstation (固定计算机): one address, or a range of addresses, on the private network (Z 五(三)).</summary>
public sealed class Workstation
{
    public const int NetworkMaxLength = 50;
    public const int LabelMaxLength = 60;

    public required Guid Id { get; init; }

    public required Guid InstitutionId { get; init; }

    /// <summary>Network in CIDR form as <see cref="WorkstationNetwork"/> writes it.</summary>
    public required string Network { get; init; }

    /// <summary>Where it stands, for people.</summary>
    public required string Label { get; init; }
}

public sealed class WorkstationConfiguration : IEntityTypeConfiguration<Workstation>
{
    public void Configure(EntityTypeBuilder<Workstation> builder)
    {
        builder.ToTable("workstation");
        builder.Property(w => w.Network).HasMaxLength(Workstation.NetworkMaxLength);
        builder.Property(w => w.Label).HasMaxLength(Workstation.LabelMaxLength);
        builder.HasIndex(w => new { w.InstitutionId, w.Network }).IsUnique();
        builder.HasOne<Institution>().WithMany().HasForeignKey(w => w.InstitutionId).OnDelete(DeleteBehavior.Restrict);
    }
}
