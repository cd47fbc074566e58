using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Verifications;

/// <summary>A marriage registry asked about a notarial certificate, or came to read its file (Z 七). Never changed; what follows is added.</summary>
public sealed class Verification
{
    public const int CertificateNumberMaxLength = 60;
    public const int PersonNameMaxLength = 60;

    public required Guid Id { get; init; }

    /// <summary>The notary institution that was asked.</summary>
    public required Guid InstitutionId { get; init; }

    public required VerificationChannel Channel { get; init; }

    /// <summary>Number of the notarial certificate in question (公证书编号).</summary>
    public required string CertificateNumber { get; init; }

    /// <summary>Day on which the question came, or of the visit, in China.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The answer that was given at once.</summary>
    public required VerificationAnswer Answer { get; init; }

    /// <summary>Who asked, what and with which papers: <see cref="VerificationFacts"/> as JSON, encrypted; it may name anybody.</summary>
    public required byte[] SealedFacts { get; init; }

    public required Guid RecordedBy { get; init; }

    public required string RecordedByName { get; init; }

    /// <summary>UTC instant.</summary>
    public required DateTime RecordedAt { get; init; }

    public ICollection<VerificationAddition> Additions { get; init; } = [];

    /// <summary>Place of <see cref="SealedFacts"/> for the field cipher.</summary>
    public static string FactsPlace(Guid id) => $"verification.facts:{id}";
}

/// <summary>Something added to a verification: a note, or the answer that was given later.</summary>
public sealed class VerificationAddition
{
    public required Guid Id { get; init; }

    public required Guid VerificationId { get; init; }

    /// <summary>The answer as it stands from now on; null for a note.</summary>
    public VerificationAnswer? Answer { get; init; }

    public required byte[] SealedText { get; init; }

    public required Guid AddedBy { get; init; }

    public required string AddedByName { get; init; }

    /// <summary>UTC instant.</summary>
    public required DateTime AddedAt { get; init; }

    /// <summary>Place of <see cref="SealedText"/> for the field cipher.</summary>
    public static string TextPlace(Guid id) => $"verification_addition.text:{id}";
}

/// <summary>How the question came. Stored by number.</summary>
public enum VerificationChannel
{
    /// <summary>电话.</summary>
    Telephone = 1,

    /// <summary>传真.</summary>
    Fax = 2,

    /// <summary>信函.</summary>
    Letter = 3,

    /// <summary>电子邮件.</summary>
    Email = 4,

    /// <summary>来人阅卷: letter of introduction, work card and certificate were shown.</summary>
    Visit = 5,
}

/// <summary>What the institution answered. Stored by number.</summary>
public enum VerificationAnswer
{
    /// <summary>尚未答复.</summary>
    Pending = 1,

    /// <summary>属实.</summary>
    Genuine = 2,

    /// <summary>与存档不符.</summary>
    Differs = 3,

    /// <summary>不是本处出具.</summary>
    NotOurs = 4,

    /// <summary>已提供阅卷.</summary>
    FileShown = 5,
}

public sealed class VerificationConfiguration : IEntityTypeConfiguration<Verification>, IEntityTypeConfiguration<VerificationAddition>
{
    public void Configure(EntityTypeBuilder<Verification> builder)
    {
        builder.ToTable("verification");
        builder.Property(v => v.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(v => v.InstitutionId).HasColumnName("institution_id");
        builder.Property(v => v.Channel).HasColumnName("channel");
        builder.Property(v => v.CertificateNumber).HasColumnName("certificate_number").HasMaxLength(Verification.CertificateNumberMaxLength * 2);
        builder.Property(v => v.ReceivedOn).HasColumnName("received_on");
        builder.Property(v => v.Answer).HasColumnName("answer");
        builder.Property(v => v.SealedFacts).HasColumnName("sealed_facts");
        builder.Property(v => v.RecordedBy).HasColumnName("recorded_by");
        builder.Property(v => v.RecordedByName).HasColumnName("recorded_by_name").HasMaxLength(Verification.PersonNameMaxLength * 2);
        builder.Property(v => v.RecordedAt).HasColumnName("recorded_at");
        builder.HasIndex(v => new { v.InstitutionId, v.RecordedAt });
        builder.HasIndex(v => v.RecordedAt);
        builder.HasOne<Institution>().WithMany().HasForeignKey(v => v.InstitutionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(v => v.Additions).WithOne().HasForeignKey(a => a.VerificationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<VerificationAddition> builder)
    {
        builder.ToTable("verification_addition");
        builder.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(a => a.VerificationId).HasColumnName("verification_id");
        builder.Property(a => a.Answer).HasColumnName("answer");
        builder.Property(a => a.SealedText).HasColumnName("sealed_text");
        builder.Property(a => a.AddedBy).HasColumnName("added_by");
        builder.Property(a => a.AddedByName).HasColumnName("added_by_name").HasMaxLength(Verification.PersonNameMaxLength * 2);
        builder.Property(a => a.AddedAt).HasColumnName("added_at");
    }
}
