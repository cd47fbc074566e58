using MarriageRegistry.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Desk.Journal;

/// <summary>One line of the desk's journal: who did what when, in which office, to which registration. No name, no number of a party.</summary>
public sealed class DeskEntry
{
    public const int DetailMaxLength = 300;

    public long Id { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Null when somebody tried an account that does not exist.</summary>
    public long? RegistrarId { get; init; }

    public string? OfficeCode { get; init; }

    /// <summary>One of <see cref="DeskActs"/>.</summary>
    public required string Act { get; init; }

    public long? RegistrationId { get; init; }

    public string? Detail { get; init; }

    /// <summary>The key of the form that was sent: the same form sent twice is one act.</summary>
    public Guid? SubmissionKey { get; init; }
}

public sealed class DeskEntryConfiguration : IEntityTypeConfiguration<DeskEntry>
{
    public void Configure(EntityTypeBuilder<DeskEntry> builder)
    {
        builder.ToTable("desk_journal");
        builder.Property(e => e.Id).HasColumnName("id");
        builder.Property(e => e.At).HasColumnName("at").HasConversion(UnixMilliseconds.Converter);
        builder.Property(e => e.RegistrarId).HasColumnName("registrar_id");
        builder.Property(e => e.OfficeCode).HasColumnName("office_code").HasMaxLength(6);
        builder.Property(e => e.Act).HasColumnName("act").HasMaxLength(40);
        builder.Property(e => e.RegistrationId).HasColumnName("registration_id");
        builder.Property(e => e.Detail).HasColumnName("detail").HasMaxLength(DeskEntry.DetailMaxLength);
        builder.Property(e => e.SubmissionKey).HasColumnName("submission_key");
        builder.HasIndex(e => e.SubmissionKey).IsUnique().HasDatabaseName("ux_desk_journal_submission_key");
        builder.HasIndex(e => new { e.OfficeCode, e.Id }).HasDatabaseName("ix_desk_journal_office");
        builder.HasIndex(e => e.RegistrationId).HasDatabaseName("ix_desk_journal_registration");
    }
}
