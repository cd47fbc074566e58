using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>Mapping for reading. Rows are written by <see cref="AuditStore"/> alone; guards stand in the migration.</summary>
public sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entry", table => table.ExcludeFromMigrations().HasTrigger("append_only"));
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(e => e.Kind).HasColumnName("kind");
        builder.Property(e => e.At).HasColumnName("at");
        builder.Property(e => e.Mono).HasColumnName("mono");
        builder.Property(e => e.Request).HasColumnName("req").HasMaxLength(AuditEntry.RequestLength);
        builder.Property(e => e.Organisation).HasColumnName("org").HasMaxLength(AuditEntry.OrganisationMaxLength);
        builder.Property(e => e.Actor).HasColumnName("actor").HasMaxLength(AuditEntry.ActorMaxLength);
        builder.Property(e => e.CaseNumber).HasColumnName("case_no").HasMaxLength(AuditEntry.CaseNumberMaxLength);
        builder.Property(e => e.Subject1).HasColumnName("subj1").HasMaxLength(AuditEntry.SubjectLength);
        builder.Property(e => e.Subject2).HasColumnName("subj2").HasMaxLength(AuditEntry.SubjectLength);
        builder.Property(e => e.Status).HasColumnName("status");
        builder.Property(e => e.KeyId).HasColumnName("key_id");
        builder.Property(e => e.Detail).HasColumnName("detail").HasMaxLength(AuditEntry.DetailMaxLength);
        builder.Property(e => e.Mac).HasColumnName("mac").HasMaxLength(AuditEntry.MacLength);
        builder.Ignore(e => e.AtUtc);
        builder.HasIndex(e => e.At);
        builder.HasIndex(e => new { e.Actor, e.At });
        builder.HasIndex(e => new { e.Organisation, e.At });
        builder.HasIndex(e => new { e.Subject1, e.At }).HasFilter("subj1 IS NOT NULL");
        builder.HasIndex(e => new { e.Subject2, e.At }).HasFilter("subj2 IS NOT NULL");
        builder.HasIndex(e => e.CaseNumber).HasFilter("case_no <> ''");
        builder.HasIndex(e => new { e.Request, e.Kind }).IsUnique().HasFilter("kind IN (3, 4)");
        builder.HasIndex(e => e.Request);
        builder.HasIndex(e => new { e.Kind, e.At }).HasFilter("kind IN (5, 6)");
    }
}
