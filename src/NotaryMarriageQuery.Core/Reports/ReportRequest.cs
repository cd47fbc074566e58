using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>A change that a bureau asks for and the province decides (B5): enrol, retire, correct a custodian, change the form of 附件4, register or remove a workstation.</summary>
public sealed class ReportRequest
{
    public const int ReasonMaxLength = 100;

    public required Guid Id { get; init; }

    public required Guid InstitutionId { get; init; }

    public required ReportKind Kind { get; init; }

    public RequestState State { get; set; } = RequestState.Open;

    /// <summary>The person whom it concerns; null for one to enrol, for the form of 附件4 and for workstations.</summary>
    public Guid? OperatorId { get; init; }

    /// <summary>Values before and after, encrypted.</summary>
    public required byte[] SealedContent { get; init; }

    /// <summary>Why the bureau asks.</summary>
    public required string Reason { get; init; }

    /// <summary>The bureau.</summary>
    public required string FiledByName { get; init; }

    /// <summary>The bureau's person, as the evidence names them.</summary>
    public required string FiledBy { get; init; }

    /// <summary>Microseconds since the Unix epoch.</summary>
    public required long FiledAt { get; init; }

    /// <summary>What only one open request may be about; null once it is decided or withdrawn.</summary>
    public string? OpenSubject { get; set; }

    public string DecidedBy { get; set; } = "";

    public string DecidedByName { get; set; } = "";

    public long? DecidedAt { get; set; }

    /// <summary>Why it was returned, or what the province noted when approving.</summary>
    public string DecisionReason { get; set; } = "";
}

/// <summary>What a request asks for; stored by number.</summary>
public enum ReportKind
{
    /// <summary>增加账户管理人员.</summary>
    Enrol = 1,

    /// <summary>停用账户管理人员.</summary>
    Retire = 2,

    /// <summary>更正账户管理人员信息; the name stays, since evidence bears it.</summary>
    Amend = 3,

    /// <summary>变更信息化建设信息（附件4）.</summary>
    Infrastructure = 4,

    /// <summary>登记固定计算机.</summary>
    RegisterWorkstation = 5,

    /// <summary>移除固定计算机.</summary>
    RemoveWorkstation = 6,
}

/// <summary>What became of a request; stored by number.</summary>
public enum RequestState
{
    Open = 1,
    Approved = 2,
    Returned = 3,

    /// <summary>Taken back by the bureau before the province decided.</summary>
    Withdrawn = 4,
}

public sealed class ReportRequestConfiguration : IEntityTypeConfiguration<ReportRequest>
{
    public void Configure(EntityTypeBuilder<ReportRequest> builder)
    {
        builder.ToTable("report_request");
        builder.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(r => r.InstitutionId).HasColumnName("institution_id");
        builder.Property(r => r.Kind).HasColumnName("kind");
        builder.Property(r => r.State).HasColumnName("state");
        builder.Property(r => r.OperatorId).HasColumnName("operator_id");
        builder.Property(r => r.SealedContent).HasColumnName("sealed_content").HasMaxLength(4000);
        builder.Property(r => r.Reason).HasColumnName("reason").HasMaxLength(ReportRequest.ReasonMaxLength * 2);
        builder.Property(r => r.FiledByName).HasColumnName("filed_by_name").HasMaxLength(Institution.NameMaxLength);
        builder.Property(r => r.FiledBy).HasColumnName("filed_by").HasMaxLength(AuditEntry.ActorMaxLength);
        builder.Property(r => r.FiledAt).HasColumnName("filed_at");
        builder.Property(r => r.OpenSubject).HasColumnName("open_subject").HasMaxLength(200);
        builder.Property(r => r.DecidedBy).HasColumnName("decided_by").HasMaxLength(AuditEntry.ActorMaxLength);
        builder.Property(r => r.DecidedByName).HasColumnName("decided_by_name").HasMaxLength(200);
        builder.Property(r => r.DecidedAt).HasColumnName("decided_at");
        builder.Property(r => r.DecisionReason).HasColumnName("decision_reason").HasMaxLength(ReportRequest.ReasonMaxLength * 2);
        builder.HasIndex(r => r.OpenSubject).IsUnique();
        builder.HasIndex(r => new { r.InstitutionId, r.FiledAt });
        builder.HasOne<Institution>().WithMany().HasForeignKey(r => r.InstitutionId).OnDelete(DeleteBehavior.Restrict);
    }
}
