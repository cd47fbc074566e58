using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>The one row that counts changes to accounts, people, institutions, workstations, terms of use and sanctions.</summary>
/// <remarks>Reading it on every request is cheap, and makes a suspension bite at once in every process.</remarks>
public sealed class AccessVersion
{
    public const int TheOne = 1;

    public required int Id { get; init; }

    public required long Version { get; set; }
}

public sealed class AccessVersionConfiguration : IEntityTypeConfiguration<AccessVersion>
{
    public void Configure(EntityTypeBuilder<AccessVersion> builder)
    {
        builder.ToTable("access_version");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasData(new AccessVersion { Id = AccessVersion.TheOne, Version = 1 });
    }
}
