using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Desk.Accounts;

/// <summary>婚姻登记机关: an office that registers here; its region code stands in the certificates' numbers.</summary>
public sealed class RegistryOffice
{
    public required string Code { get; init; }

    public required string Name { get; set; }
}

public sealed class RegistryOfficeConfiguration : IEntityTypeConfiguration<RegistryOffice>
{
    public void Configure(EntityTypeBuilder<RegistryOffice> builder)
    {
        builder.ToTable("office");
        builder.HasKey(o => o.Code);
        builder.Property(o => o.Code).HasColumnName("code").HasMaxLength(6);
        builder.Property(o => o.Name).HasColumnName("name").HasMaxLength(MarriageRegistration.OfficeMaxLength);
    }
}
