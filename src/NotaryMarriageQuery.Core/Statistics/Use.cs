using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Statistics;

/// <summary>How many acts of one sort an institution had on one day. Rolled up from the evidence together with the lines of the acts.</summary>
public sealed class UseOfDay
{
    /// <summary>Stands for all institutions together.</summary>
    public const string Everybody = "*";

    /// <summary>Code of the institution, empty for the system itself, or <see cref="Everybody"/>.</summary>
    public required string Organisation { get; init; }

    /// <summary>Day in China, see <see cref="ChinaDay"/>.</summary>
    public required int Day { get; init; }

    public required AuditKind Kind { get; init; }

    public required AuditStatus Status { get; init; }

    public required short Reason { get; init; }

    public required string Matter { get; init; }

    public required int Count { get; init; }
}

/// <summary>How many acts of one sort an institution had in one month: the sum of its days, so that a year is twelve of them.</summary>
public sealed class UseOfMonth
{
    /// <summary>As in <see cref="UseOfDay"/>.</summary>
    public required string Organisation { get; init; }

    /// <summary>Month in China: twelve times the year, and 0 to 11.</summary>
    public required int Month { get; init; }

    public required AuditKind Kind { get; init; }

    public required AuditStatus Status { get; init; }

    public required short Reason { get; init; }

    public required string Matter { get; init; }

    public required int Count { get; init; }

    /// <summary>Number of the month of a day.</summary>
    public static int Of(DateOnly day) => (day.Year * 12) + day.Month - 1;
}

/// <summary>How many lookups, refused ones included, an institution made in one hour of one day.</summary>
public sealed class UseOfHour
{
    /// <summary>As in <see cref="UseOfDay"/>.</summary>
    public required string Organisation { get; init; }

    public required int Day { get; init; }

    /// <summary>Hour of the day in China, 0 to 23.</summary>
    public required short Hour { get; init; }

    public required int Count { get; init; }
}

public sealed class UseOfDayConfiguration : IEntityTypeConfiguration<UseOfDay>
{
    public void Configure(EntityTypeBuilder<UseOfDay> builder)
    {
        builder.ToTable("use_day");
        builder.HasKey(u => new { u.Organisation, u.Day, u.Kind, u.Status, u.Reason, u.Matter });
        builder.Property(u => u.Organisation).HasColumnName("org").HasMaxLength(AuditEntry.OrganisationMaxLength);
        builder.Property(u => u.Day).HasColumnName("day");
        builder.Property(u => u.Kind).HasColumnName("kind");
        builder.Property(u => u.Status).HasColumnName("status");
        builder.Property(u => u.Reason).HasColumnName("reason");
        builder.Property(u => u.Matter).HasColumnName("matter").HasMaxLength(Cases.NotarialMatter.MaxLength);
        builder.Property(u => u.Count).HasColumnName("acts");
        builder.HasIndex(u => new { u.Day, u.Organisation });
    }
}

public sealed class UseOfMonthConfiguration : IEntityTypeConfiguration<UseOfMonth>
{
    public void Configure(EntityTypeBuilder<UseOfMonth> builder)
    {
        builder.ToTable("use_month");
        builder.HasKey(u => new { u.Organisation, u.Month, u.Kind, u.Status, u.Reason, u.Matter });
        builder.Property(u => u.Organisation).HasColumnName("org").HasMaxLength(AuditEntry.OrganisationMaxLength);
        builder.Property(u => u.Month).HasColumnName("month");
        builder.Property(u => u.Kind).HasColumnName("kind");
        builder.Property(u => u.Status).HasColumnName("status");
        builder.Property(u => u.Reason).HasColumnName("reason");
        builder.Property(u => u.Matter).HasColumnName("matter").HasMaxLength(Cases.NotarialMatter.MaxLength);
        builder.Property(u => u.Count).HasColumnName("acts");
    }
}

public sealed class UseOfHourConfiguration : IEntityTypeConfiguration<UseOfHour>
{
    public void Configure(EntityTypeBuilder<UseOfHour> builder)
    {
        builder.ToTable("use_hour");
        builder.HasKey(u => new { u.Organisation, u.Day, u.Hour });
        builder.Property(u => u.Organisation).HasColumnName("org").HasMaxLength(AuditEntry.OrganisationMaxLength);
        builder.Property(u => u.Day).HasColumnName("day");
        builder.Property(u => u.Hour).HasColumnName("hour");
        builder.Property(u => u.Count).HasColumnName("acts");
    }
}
