using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Approvals;

/// <summary>An act that widens rights, asked for by one provincial admin; it takes effect when another one confirms (四眼原则).</summary>
public sealed class Approval
{
    public const int ReasonMaxLength = 100;
    public const int DetailMaxLength = 200;

    /// <summary>How long a request may be confirmed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    public required Guid Id { get; init; }

    public required ApprovalKind Kind { get; init; }

    /// <summary>The account, person, institution or drafted decision that it is about.</summary>
    public required Guid TargetId { get; init; }

    /// <summary>The same for people: account name, <c>account/01</c> or the institution's code.</summary>
    public required string Target { get; init; }

    /// <summary>Name of the person to add, or end of the leave in microseconds since the Unix epoch; empty for the rest.</summary>
    public required string Detail { get; init; }

    public required string Reason { get; init; }

    /// <summary>The person who asked, and may not confirm.</summary>
    public required Guid AskedById { get; init; }

    /// <summary>The same as the evidence names them, <c>account/01</c>.</summary>
    public required string AskedBy { get; init; }

    public required string AskedByName { get; init; }

    /// <summary>Microseconds since the Unix epoch, as all instants here.</summary>
    public required long AskedAt { get; init; }

    public required long ExpiresAt { get; init; }

    public ApprovalState State { get; set; } = ApprovalState.Pending;

    /// <summary>Who confirmed or refused it; empty while nobody has.</summary>
    public string DecidedBy { get; set; } = "";

    public long? DecidedAt { get; set; }

    /// <summary>True while it may be confirmed.</summary>
    public bool IsOpenAt(long now) => State == ApprovalState.Pending && now < ExpiresAt;
}

/// <summary>What is asked for. Stored by number; never renumbered.</summary>
public enum ApprovalKind
{
    /// <summary>恢复账户.</summary>
    ResumeAccount = 1,

    /// <summary>重置口令.</summary>
    ResetPassword = 2,

    /// <summary>更换动态码.</summary>
    ReplaceFactor = 3,

    /// <summary>登记人员.</summary>
    EnrolPerson = 4,

    /// <summary>特许开放.</summary>
    GrantLeave = 5,

    /// <summary>发放接口密钥.</summary>
    IssueSecret = 6,

    /// <summary>取消查询权限.</summary>
    CancelRight = 7,

    /// <summary>解除处理决定.</summary>
    LiftSanction = 8,
}

public enum ApprovalState
{
    Pending = 1,
    Confirmed = 2,
    Refused = 3,
}

public sealed class ApprovalConfiguration : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> builder)
    {
        builder.ToTable("approval");
        builder.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(a => a.Kind).HasColumnName("kind");
        builder.Property(a => a.TargetId).HasColumnName("target_id");
        builder.Property(a => a.Target).HasColumnName("target").HasMaxLength(64);
        builder.Property(a => a.Detail).HasColumnName("detail").HasMaxLength(Approval.DetailMaxLength);
        builder.Property(a => a.Reason).HasColumnName("reason").HasMaxLength(Approval.ReasonMaxLength * 2);
        builder.Property(a => a.AskedById).HasColumnName("asked_by_id");
        builder.Property(a => a.AskedBy).HasColumnName("asked_by").HasMaxLength(64);
        builder.Property(a => a.AskedByName).HasColumnName("asked_by_name").HasMaxLength(100);
        builder.Property(a => a.AskedAt).HasColumnName("asked_at");
        builder.Property(a => a.ExpiresAt).HasColumnName("expires_at");
        builder.Property(a => a.State).HasColumnName("state");
        builder.Property(a => a.DecidedBy).HasColumnName("decided_by").HasMaxLength(64);
        builder.Property(a => a.DecidedAt).HasColumnName("decided_at");
        builder.HasIndex(a => a.AskedAt);
    }
}
