using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>What was reported of an institution: its form of 附件4 as approved, and when its list of 附件2 was last filed or confirmed.</summary>
/// <remarks>The address of its server stands in the opening, where it works.</remarks>
public sealed class InstitutionReport
{
    public required Guid InstitutionId { get; init; }

    /// <summary>信息化建设负责人; empty while nothing was approved.</summary>
    public string HeadName { get; set; } = "";

    /// <summary>The head's telephone, encrypted; null while nothing was approved.</summary>
    public byte[]? SealedPhone { get; set; }

    /// <summary>When the bureau last filed or confirmed the list of custodians; microseconds since the Unix epoch.</summary>
    public long? ReportedAt { get; set; }
}

/// <summary>The period in which bureaus report; one row.</summary>
public sealed class ReportPeriod
{
    public const int TheOne = 1;

    public required int Id { get; init; }

    /// <summary>Since when a list counts as reported; microseconds since the Unix epoch.</summary>
    public long BeganAt { get; set; }

    /// <summary>The last day in China; null while the province has set none.</summary>
    public DateOnly? DueOn { get; set; }
}

public sealed class InstitutionReportConfiguration : IEntityTypeConfiguration<InstitutionReport>, IEntityTypeConfiguration<ReportPeriod>
{
    public void Configure(EntityTypeBuilder<InstitutionReport> builder)
    {
        builder.ToTable("institution_report");
        builder.HasKey(r => r.InstitutionId);
        builder.Property(r => r.InstitutionId).HasColumnName("institution_id").ValueGeneratedNever();
        builder.Property(r => r.HeadName).HasColumnName("head_name").HasMaxLength(Operator.NameMaxLength * 2);
        builder.Property(r => r.SealedPhone).HasColumnName("sealed_phone").HasMaxLength(200);
        builder.Property(r => r.ReportedAt).HasColumnName("reported_at");
        builder.HasOne<Institution>().WithOne().HasForeignKey<InstitutionReport>(r => r.InstitutionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ReportPeriod> builder)
    {
        builder.ToTable("report_period");
        builder.Property(p => p.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(p => p.BeganAt).HasColumnName("began_at");
        builder.Property(p => p.DueOn).HasColumnName("due_on");
        builder.HasData(new ReportPeriod { Id = ReportPeriod.TheOne });
    }
}
