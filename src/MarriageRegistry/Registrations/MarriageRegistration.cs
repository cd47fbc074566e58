using MarriageRegistry.Booklets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Registrations;

/// <summary>One registration as the office holds it: the content that Z 二 shares.</summary>
public sealed class MarriageRegistration
{
    public const int NumberMaxLength = 64;
    public const int OfficeMaxLength = 100;
    public const int RemarkMaxLength = 500;

    public long Id { get; init; }

    public required RegistrationKind Kind { get; init; }

    public required RegisteredParty Man { get; init; }

    public required RegisteredParty Woman { get; init; }

    /// <summary>登记证字号; for an annulment the number of the decision; old numbers are kept as they were written.</summary>
    public required string CertificateNumber { get; init; }

    /// <summary>Six-digit region code of the registering office.</summary>
    public required string OfficeCode { get; init; }

    public required string OfficeName { get; init; }

    /// <summary>登记日期: the day of this act, also for a reissue.</summary>
    public required DateOnly RegisteredOn { get; init; }

    /// <summary>备注; null when the office wrote none.</summary>
    public string? Remark { get; init; }

    /// <summary>When the record reached the shared data (UTC).</summary>
    public required DateTime SharedAt { get; init; }

    /// <summary>
    /// The registration that this act names: a reissue the one whose booklets it replaces, a divorce or an annulment the marriage it ends.
    /// Null for a marriage, and for records from before the desk.
    /// </summary>
    public long? ReplacesId { get; init; }

    public MarriageRegistration? Replaces { get; init; }

    /// <summary>Every booklet that was ever made for it, void ones too; empty for records from before the codes.</summary>
    public ICollection<Booklet> Booklets { get; init; } = [];
}

public sealed class MarriageRegistrationConfiguration : IEntityTypeConfiguration<MarriageRegistration>
{
    public void Configure(EntityTypeBuilder<MarriageRegistration> builder)
    {
        builder.ToTable("registration");
        builder.Property(r => r.Id).HasColumnName("id");
        builder.Property(r => r.Kind).HasColumnName("kind").HasMaxLength(3)
            .HasConversion(kind => kind.ToCode(), code => RegistrationKinds.FromCode(code));
        builder.OwnsOne(r => r.Man, man => RegisteredParty.Configure(man, "man"));
        builder.OwnsOne(r => r.Woman, woman => RegisteredParty.Configure(woman, "woman"));
        builder.Navigation(r => r.Man).IsRequired();
        builder.Navigation(r => r.Woman).IsRequired();
        builder.Property(r => r.CertificateNumber).HasColumnName("certificate_number").HasMaxLength(MarriageRegistration.NumberMaxLength);
        builder.Property(r => r.OfficeCode).HasColumnName("office_code").HasMaxLength(6);
        builder.Property(r => r.OfficeName).HasColumnName("office_name").HasMaxLength(MarriageRegistration.OfficeMaxLength);
        builder.Property(r => r.RegisteredOn).HasColumnName("registered_on");
        builder.Property(r => r.Remark).HasColumnName("remark").HasMaxLength(MarriageRegistration.RemarkMaxLength);
        builder.Property(r => r.SharedAt).HasColumnName("shared_at").HasConversion(Data.UnixMilliseconds.Converter);
        builder.Property(r => r.ReplacesId).HasColumnName("replaces_id");
        builder.HasOne(r => r.Replaces).WithMany().HasForeignKey(r => r.ReplacesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.ReplacesId).HasDatabaseName("ix_registration_replaces_id");
        builder.HasIndex(r => r.CertificateNumber).HasDatabaseName("ix_registration_certificate_number");
    }
}
