using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Cases;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>A lookup that was made for another institution (Z 八(二), 八(八)), without the person and without the answer.</summary>
public sealed class EntrustedLookUp
{
    public const int NameMaxLength = 100;
    public const int LetterNumberMaxLength = 80;

    /// <summary>Request id of the lookup, 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Row of the lookup's intent in the evidence.</summary>
    public required long EntryId { get; init; }

    /// <summary>The institution that looked up.</summary>
    public required Guid InstitutionId { get; init; }

    /// <summary>The institution that asked for it, where it is one of the system's; null otherwise.</summary>
    public Guid? EntrustedBy { get; init; }

    /// <summary>Its name as the clerk wrote it.</summary>
    public required string EntrustedByName { get; init; }

    public required string LetterNumber { get; init; }

    public required DateOnly LetterDate { get; init; }

    public required string CaseNumber { get; init; }

    public required string Matter { get; init; }

    public required string AskedByName { get; init; }

    /// <summary>UTC instant.</summary>
    public required DateTime AskedAt { get; init; }
}

public sealed class EntrustedLookUpConfiguration : IEntityTypeConfiguration<EntrustedLookUp>
{
    public void Configure(EntityTypeBuilder<EntrustedLookUp> builder)
    {
        builder.ToTable("entrusted_lookup");
        builder.Property(e => e.Id).HasColumnName("id").HasMaxLength(32);
        builder.Property(e => e.EntryId).HasColumnName("entry_id");
        builder.Property(e => e.InstitutionId).HasColumnName("institution_id");
        builder.Property(e => e.EntrustedBy).HasColumnName("entrusted_by");
        builder.Property(e => e.EntrustedByName).HasColumnName("entrusted_by_name").HasMaxLength(EntrustedLookUp.NameMaxLength);
        builder.Property(e => e.LetterNumber).HasColumnName("letter_number").HasMaxLength(EntrustedLookUp.LetterNumberMaxLength);
        builder.Property(e => e.LetterDate).HasColumnName("letter_date");
        builder.Property(e => e.CaseNumber).HasColumnName("case_number").HasMaxLength(CaseNumber.MaxLength);
        builder.Property(e => e.Matter).HasColumnName("matter").HasMaxLength(NotarialMatter.MaxLength);
        builder.Property(e => e.AskedByName).HasColumnName("asked_by_name").HasMaxLength(120);
        builder.Property(e => e.AskedAt).HasColumnName("asked_at");
        builder.HasIndex(e => new { e.InstitutionId, e.AskedAt });
        builder.HasIndex(e => new { e.EntrustedBy, e.AskedAt });
    }
}
