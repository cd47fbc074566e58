using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Inspections;

public sealed class InspectionConfiguration :
    IEntityTypeConfiguration<Inspection>, IEntityTypeConfiguration<InspectionScope>, IEntityTypeConfiguration<InspectionItem>, IEntityTypeConfiguration<InspectionFinding>
{
    public void Configure(EntityTypeBuilder<Inspection> builder)
    {
        builder.ToTable("inspection");
        builder.Property(i => i.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(i => i.Title).HasColumnName("title").HasMaxLength(Inspection.TitleMaxLength * 2);
        builder.Property(i => i.Kind).HasColumnName("kind");
        builder.Property(i => i.OwnerId).HasColumnName("owner_id");
        builder.Property(i => i.FirstDay).HasColumnName("first_day");
        builder.Property(i => i.LastDay).HasColumnName("last_day");
        builder.Property(i => i.FromAt).HasColumnName("from_at");
        builder.Property(i => i.UntilAt).HasColumnName("until_at");
        builder.Property(i => i.SampleSize).HasColumnName("sample_size");
        builder.Property(i => i.SamplePercent).HasColumnName("sample_percent");
        builder.Property(i => i.Strata).HasColumnName("strata");
        builder.Property(i => i.Seed).HasColumnName("seed").HasMaxLength(Inspection.SeedLength);
        builder.Property(i => i.PlannedBy).HasColumnName("planned_by").HasMaxLength(64);
        builder.Property(i => i.PlannedByName).HasColumnName("planned_by_name").HasMaxLength(100);
        builder.Property(i => i.PlannedAt).HasColumnName("planned_at");
        builder.Property(i => i.State).HasColumnName("state");
        builder.Property(i => i.Changes).HasColumnName("changes");
        builder.Property(i => i.DrawnAt).HasColumnName("drawn_at");
        builder.Property(i => i.PopulationSize).HasColumnName("population_size");
        builder.Property(i => i.PopulationSha256).HasColumnName("population_sha256").HasMaxLength(32);
        builder.Property(i => i.SampleSha256).HasColumnName("sample_sha256").HasMaxLength(32);
        builder.Property(i => i.Checkpoint).HasColumnName("checkpoint").HasMaxLength(1000);
        builder.Property(i => i.SealedConclusion).HasColumnName("sealed_conclusion").HasMaxLength(3000);
        builder.Property(i => i.ClosedBy).HasColumnName("closed_by").HasMaxLength(64);
        builder.Property(i => i.ClosedByName).HasColumnName("closed_by_name").HasMaxLength(100);
        builder.Property(i => i.ClosedAt).HasColumnName("closed_at");
        builder.HasIndex(i => new { i.OwnerId, i.PlannedAt });
        builder.HasMany(i => i.Scope).WithOne().HasForeignKey(s => s.InspectionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Institution>().WithMany().HasForeignKey(i => i.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<InspectionScope> builder)
    {
        builder.ToTable("inspection_scope");
        builder.HasKey(s => new { s.InspectionId, s.InstitutionId });
        builder.Property(s => s.InspectionId).HasColumnName("inspection_id");
        builder.Property(s => s.InstitutionId).HasColumnName("institution_id");
        builder.Property(s => s.Code).HasColumnName("code").HasMaxLength(Institution.CodeMaxLength);
        builder.HasOne<Institution>().WithMany().HasForeignKey(s => s.InstitutionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<InspectionItem> builder)
    {
        builder.ToTable("inspection_item");
        builder.HasKey(i => new { i.InspectionId, i.Position });
        builder.Property(i => i.InspectionId).HasColumnName("inspection_id");
        builder.Property(i => i.Position).HasColumnName("position").ValueGeneratedNever();
        builder.Property(i => i.EntryId).HasColumnName("entry_id");
        builder.Property(i => i.Code).HasColumnName("code").HasMaxLength(Institution.CodeMaxLength);
        builder.Property(i => i.Stratum).HasColumnName("stratum").HasMaxLength(Institution.CodeMaxLength);
        builder.Property(i => i.Consent).HasColumnName("consent");
        builder.Property(i => i.Genuine).HasColumnName("genuine");
        builder.Property(i => i.Party).HasColumnName("party");
        builder.Property(i => i.Letter).HasColumnName("letter");
        builder.Property(i => i.SealedRemark).HasColumnName("sealed_remark").HasMaxLength(1500);
        builder.Property(i => i.CheckedByName).HasColumnName("checked_by_name").HasMaxLength(100);
        builder.Property(i => i.CheckedAt).HasColumnName("checked_at");
        builder.Property(i => i.Version).HasColumnName("version").IsConcurrencyToken();
        builder.HasOne<Inspection>().WithMany().HasForeignKey(i => i.InspectionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<InspectionFinding> builder)
    {
        builder.ToTable("inspection_finding");
        builder.Property(f => f.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(f => f.InspectionId).HasColumnName("inspection_id");
        builder.Property(f => f.InstitutionId).HasColumnName("institution_id");
        builder.Property(f => f.Position).HasColumnName("position");
        builder.Property(f => f.Severity).HasColumnName("severity");
        builder.Property(f => f.SealedText).HasColumnName("sealed_text").HasMaxLength(2500);
        builder.Property(f => f.RecordedByName).HasColumnName("recorded_by_name").HasMaxLength(100);
        builder.Property(f => f.RecordedAt).HasColumnName("recorded_at");
        builder.Property(f => f.SealedAnswer).HasColumnName("sealed_answer").HasMaxLength(2500);
        builder.Property(f => f.AnsweredByName).HasColumnName("answered_by_name").HasMaxLength(100);
        builder.Property(f => f.AnsweredAt).HasColumnName("answered_at").IsConcurrencyToken();
        builder.HasIndex(f => new { f.InspectionId, f.RecordedAt });
        builder.HasIndex(f => new { f.InstitutionId, f.RecordedAt });
        builder.HasOne<Inspection>().WithMany().HasForeignKey(f => f.InspectionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Institution>().WithMany().HasForeignKey(f => f.InstitutionId).OnDelete(DeleteBehavior.Restrict);
    }
}
