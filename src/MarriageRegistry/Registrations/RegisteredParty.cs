using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Registrations;

/// <summary>One side of a registration, as the office wrote it down.</summary>
public sealed class RegisteredParty
{
    public const int NameMaxLength = 100;
    public const int IdNumberMaxLength = 18;

    public required string Name { get; init; }

    /// <summary>What lookups compare instead of <see cref="Name"/>: two spellings of one name have one key.</summary>
    public required string NameKey { get; init; }

    /// <summary>公民身份证号 exactly as held: records of before 1999 hold 15 digits.</summary>
    public required string IdNumber { get; init; }

    public DateOnly? BirthDate { get; init; }

    /// <summary>Numeric country code, 156 for China; null when the office did not record it.</summary>
    public string? Nation { get; init; }

    /// <summary>A party whose name is given as written on the document.</summary>
    /// <exception cref="ArgumentException">The name is not a person's name.</exception>
    public static RegisteredParty Create(string name, string idNumber, DateOnly? birthDate, string? nation = null) => new()
    {
        Name = name,
        NameKey = PersonName.TryParse(name, out var parsed, out _) ? parsed.Key : throw new ArgumentException("Not a person's name.", nameof(name)),
        IdNumber = idNumber,
        BirthDate = birthDate,
        Nation = nation,
    };

    internal static void Configure(OwnedNavigationBuilder<MarriageRegistration, RegisteredParty> builder, string side)
    {
        builder.Property(p => p.Name).HasColumnName(side + "_name").HasMaxLength(NameMaxLength);
        builder.Property(p => p.NameKey).HasColumnName(side + "_name_key").HasMaxLength(NameMaxLength);
        builder.Property(p => p.IdNumber).HasColumnName(side + "_id_number").HasMaxLength(IdNumberMaxLength);
        builder.Property(p => p.BirthDate).HasColumnName(side + "_birth_date");
        builder.Property(p => p.Nation).HasColumnName(side + "_nation").HasMaxLength(3);
        builder.HasIndex(p => p.NameKey).HasDatabaseName($"ix_registration_{side}_name_key");
        builder.HasIndex(p => p.IdNumber).HasDatabaseName($"ix_registration_{side}_id_number");
    }
}
