using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>A key that protects cookies and forms, encrypted; every instance uses the same ones.</summary>
public sealed class SessionKey
{
    /// <summary>Number in the order of making, from 1: of two instances that make the same one, the second finds it taken.</summary>
    public required int Id { get; init; }

    public required byte[] Sealed { get; init; }

    /// <summary>Place of <see cref="Sealed"/> for the field cipher.</summary>
    public static string PlaceOf(int id) => $"session_key:{id}";
}

public sealed class SessionKeyConfiguration : IEntityTypeConfiguration<SessionKey>
{
    public void Configure(EntityTypeBuilder<SessionKey> builder)
    {
        builder.ToTable("session_key");
        builder.Property(k => k.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(k => k.Sealed).HasColumnName("sealed");
    }
}
