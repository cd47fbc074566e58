using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Anomalies;

/// <summary>Somebody tells the province that something is odd about the account (报告异常, B3). The words are encrypted: they may name people.</summary>
public sealed class AnomalyReport
{
    public const int TextMaxLength = 300;
    public const int NoteMaxLength = 200;

    public required Guid Id { get; init; }

    public required AnomalyKind Kind { get; init; }

    /// <summary>What is odd, encrypted.</summary>
    public required byte[] SealedText { get; init; }

    public required Guid InstitutionId { get; init; }

    public required Guid OperatorId { get; init; }

    /// <summary>Who reported, <c>account/01</c>.</summary>
    public required string ReportedBy { get; init; }

    public required string ReportedByName { get; init; }

    /// <summary>Microseconds since the Unix epoch, as all instants here.</summary>
    public required long ReportedAt { get; init; }

    /// <summary>When the province had dealt with it; null while it has not.</summary>
    public long? HandledAt { get; set; }

    public string HandledBy { get; set; } = "";

    /// <summary>What the province did; shown to who reported.</summary>
    public string Note { get; set; } = "";

    /// <summary>Place of <see cref="SealedText"/> for the field cipher.</summary>
    public static string PlaceOf(Guid id) => $"anomaly.text:{id}";
}

/// <summary>What is odd. Stored by number; never renumbered.</summary>
public enum AnomalyKind
{
    /// <summary>不是本人的登录或查询.</summary>
    NotMe = 1,

    /// <summary>口令可能泄露.</summary>
    PasswordKnown = 2,

    /// <summary>认证器遗失.</summary>
    FactorLost = 3,

    /// <summary>工作站异常.</summary>
    Workstation = 4,

    /// <summary>其他.</summary>
    Other = 5,
}

public sealed class AnomalyReportConfiguration : IEntityTypeConfiguration<AnomalyReport>
{
    public void Configure(EntityTypeBuilder<AnomalyReport> builder)
    {
        builder.ToTable("anomaly_report");
        builder.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(a => a.Kind).HasColumnName("kind");
        builder.Property(a => a.SealedText).HasColumnName("sealed_text").HasMaxLength(1400);
        builder.Property(a => a.InstitutionId).HasColumnName("institution_id");
        builder.Property(a => a.OperatorId).HasColumnName("operator_id");
        builder.Property(a => a.ReportedBy).HasColumnName("reported_by").HasMaxLength(64);
        builder.Property(a => a.ReportedByName).HasColumnName("reported_by_name").HasMaxLength(100);
        builder.Property(a => a.ReportedAt).HasColumnName("reported_at");
        builder.Property(a => a.HandledAt).HasColumnName("handled_at");
        builder.Property(a => a.HandledBy).HasColumnName("handled_by").HasMaxLength(64);
        builder.Property(a => a.Note).HasColumnName("note").HasMaxLength(AnomalyReport.NoteMaxLength * 2);
        builder.HasIndex(a => new { a.HandledAt, a.ReportedAt });
        builder.HasIndex(a => a.OperatorId);
    }
}
