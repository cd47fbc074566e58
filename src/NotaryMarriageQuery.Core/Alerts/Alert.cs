using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Alerts;

/// <summary>What is looked for in the evidence (C5). Stored; never change their meaning.</summary>
public enum AlertKind : short
{
    /// <summary>非工作时间查询: lookups outside office hours or on weekends.</summary>
    OutOfHours = 1,

    /// <summary>短时间大量查询: many lookups of one person within minutes.</summary>
    Burst = 2,

    /// <summary>连续未查到: lookups of one person, one after the other, that found nothing.</summary>
    Misses = 3,

    /// <summary>多家机构查询同一人.</summary>
    SameSubject = 4,

    /// <summary>同一案件查询多人.</summary>
    ManySubjects = 5,

    /// <summary>查询同姓人员.</summary>
    OwnFamilyName = 6,

    /// <summary>登录失败: many failed sign-ins at one institution's account or workstation.</summary>
    FailedSignIns = 7,

    /// <summary>新工作站: a workstation that the institution has not used before.</summary>
    NewWorkstation = 8,

    /// <summary>长期无公证书编号: looked-up cases of an institution without a certificate's number.</summary>
    NoCertificate = 9,
}

/// <summary>How far an alert has been dealt with.</summary>
public enum AlertState : short
{
    Open = 1,
    InWork = 2,

    /// <summary>核实无异常.</summary>
    Harmless = 3,

    /// <summary>核实有问题.</summary>
    Confirmed = 4,
}

/// <summary>Something unusual that was noticed: one rule, one thing that it is about, one day.</summary>
public sealed class Alert
{
    public const int KeyMaxLength = 80;
    public const int NoteMaxLength = 500;

    public required Guid Id { get; init; }

    public required AlertKind Kind { get; init; }

    /// <summary>What it is about: a person, a case, a workstation, the blind index of a subject.</summary>
    public required string Key { get; init; }

    /// <summary>Day in China of the act that completed it.</summary>
    public required int Day { get; init; }

    /// <summary>Institution of the first act; the alert shows to whoever supervises one of <see cref="AlertAct"/>'s.</summary>
    public required string Organisation { get; init; }

    /// <summary>Microseconds since the Unix epoch, UTC: the acts that completed it, first and last.</summary>
    public required long FirstAt { get; init; }

    public required long LastAt { get; set; }

    /// <summary>How many acts belong to it.</summary>
    public required int Count { get; set; }

    public required AlertState State { get; set; }

    /// <summary>Who deals with it, as the evidence names them; empty for nobody.</summary>
    public string Owner { get; set; } = "";

    public string OwnerName { get; set; } = "";

    public string Note { get; set; } = "";

    /// <summary>Raised with each change: of two at once the second is told.</summary>
    public int Version { get; set; }
}

/// <summary>An act that belongs to an alert.</summary>
public sealed class AlertAct
{
    public required Guid AlertId { get; init; }

    public required long ActId { get; init; }

    public required string Organisation { get; init; }
}

/// <summary>A rule as the province has set it.</summary>
public sealed class AlertRule
{
    public required AlertKind Kind { get; init; }

    public required bool IsOn { get; set; }

    /// <summary>From how many on.</summary>
    public required int Threshold { get; set; }

    /// <summary>Within how many minutes; of rules that have no such span, 0.</summary>
    public required int Minutes { get; set; }

    /// <summary>Office hours, from this full hour to that one; of <see cref="AlertKind.OutOfHours"/> only.</summary>
    public required int FromHour { get; set; }

    public required int ToHour { get; set; }

    public int Version { get; set; }
}

/// <summary>Up to which act the rules have been applied. One row.</summary>
public sealed class AlertCursor
{
    public const int OnlyId = 1;

    public required int Id { get; init; }

    public required long At { get; set; }

    public required long ActId { get; set; }
}

public sealed class AlertConfiguration : IEntityTypeConfiguration<Alert>, IEntityTypeConfiguration<AlertAct>, IEntityTypeConfiguration<AlertRule>, IEntityTypeConfiguration<AlertCursor>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.ToTable("alert");
        builder.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(a => a.Kind).HasColumnName("kind");
        builder.Property(a => a.Key).HasColumnName("subject_key").HasMaxLength(Alert.KeyMaxLength);
        builder.Property(a => a.Day).HasColumnName("day");
        builder.Property(a => a.Organisation).HasColumnName("org").HasMaxLength(AuditEntry.OrganisationMaxLength);
        builder.Property(a => a.FirstAt).HasColumnName("first_at");
        builder.Property(a => a.LastAt).HasColumnName("last_at");
        builder.Property(a => a.Count).HasColumnName("acts");
        builder.Property(a => a.State).HasColumnName("state");
        builder.Property(a => a.Owner).HasColumnName("owner").HasMaxLength(AuditEntry.ActorMaxLength);
        builder.Property(a => a.OwnerName).HasColumnName("owner_name").HasMaxLength(100);
        builder.Property(a => a.Note).HasColumnName("note").HasMaxLength(Alert.NoteMaxLength);
        builder.Property(a => a.Version).HasColumnName("version").IsConcurrencyToken();
        builder.HasIndex(a => new { a.Kind, a.Key, a.Day }).IsUnique();
        builder.HasIndex(a => new { a.LastAt, a.Id });
    }

    public void Configure(EntityTypeBuilder<AlertAct> builder)
    {
        builder.ToTable("alert_act");
        builder.HasKey(a => new { a.AlertId, a.ActId });
        builder.Property(a => a.AlertId).HasColumnName("alert_id");
        builder.Property(a => a.ActId).HasColumnName("act_id");
        builder.Property(a => a.Organisation).HasColumnName("org").HasMaxLength(AuditEntry.OrganisationMaxLength);
        builder.HasIndex(a => new { a.Organisation, a.AlertId });
    }

    public void Configure(EntityTypeBuilder<AlertRule> builder)
    {
        builder.ToTable("alert_rule");
        builder.HasKey(r => r.Kind);
        builder.Property(r => r.Kind).HasColumnName("kind").ValueGeneratedNever();
        builder.Property(r => r.IsOn).HasColumnName("is_on");
        builder.Property(r => r.Threshold).HasColumnName("threshold");
        builder.Property(r => r.Minutes).HasColumnName("minutes");
        builder.Property(r => r.FromHour).HasColumnName("from_hour");
        builder.Property(r => r.ToHour).HasColumnName("to_hour");
        builder.Property(r => r.Version).HasColumnName("version").IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<AlertCursor> builder)
    {
        builder.ToTable("alert_cursor");
        builder.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(c => c.At).HasColumnName("at");
        builder.Property(c => c.ActId).HasColumnName("act_id");
    }
}
