using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Sanctions;

/// <summary>A decision of the province against an institution or one of its people (Z 六), or the decision that lifts one. Never changed, once decided.</summary>
public sealed class Sanction
{
    public const int DecisionNumberMaxLength = 40;
    public const int GroundMaxLength = 300;

    public required Guid Id { get; init; }

    public required SanctionKind Kind { get; init; }

    public required Guid InstitutionId { get; init; }

    /// <summary>The person it is against; null when it is against the institution.</summary>
    public Guid? OperatorId { get; init; }

    /// <summary>Name of that person; empty when it is against the institution.</summary>
    public string PersonName { get; init; } = "";

    /// <summary>Whom it is against as the evidence names them: the institution's code, or <c>account/01</c>.</summary>
    public required string Target { get; init; }

    /// <summary>决定文号.</summary>
    public required string DecisionNumber { get; init; }

    /// <summary>The ground, encrypted: it may name whom somebody looked up without a right.</summary>
    public required byte[] SealedGround { get; init; }

    /// <summary>From when a suspension holds, in microseconds since the Unix epoch, as all instants here; null for the other kinds.</summary>
    public long? StartsAt { get; init; }

    /// <summary>When a suspension ends by itself.</summary>
    public long? EndsAt { get; init; }

    /// <summary>The decision that this one lifts.</summary>
    public Guid? LiftsId { get; init; }

    public required string DraftedBy { get; init; }

    public required string DraftedByName { get; init; }

    public required long DraftedAt { get; init; }

    /// <summary>Since when it is decided; null while it waits for a second pair of eyes, and then it has no effect.</summary>
    public long? DecidedAt { get; set; }

    public string DecidedBy { get; set; } = "";

    public string DecidedByName { get; set; } = "";

    /// <summary>Place of <see cref="SealedGround"/> for the field cipher.</summary>
    public string GroundPlace => PlaceOf(Id);

    /// <summary>Place of the ground of a decision that is being made.</summary>
    public static string PlaceOf(Guid id) => $"sanction.ground:{id}";

    /// <summary>What it comes to at an instant.</summary>
    public SanctionState StateAt(long now, bool isLifted) => this switch
    {
        { DecidedAt: null } => SanctionState.Draft,
        _ when isLifted => SanctionState.Lifted,
        { Kind: SanctionKind.Suspension } when now >= EndsAt => SanctionState.Ended,
        { Kind: SanctionKind.Suspension } when now < StartsAt => SanctionState.NotYet,
        _ => SanctionState.InForce,
    };
}

/// <summary>What was decided. Stored by number; never renumbered.</summary>
public enum SanctionKind
{
    /// <summary>警告.</summary>
    Warning = 1,

    /// <summary>暂停查询权限.</summary>
    Suspension = 2,

    /// <summary>取消查询权限.</summary>
    Cancellation = 3,

    /// <summary>移送.</summary>
    Referral = 4,

    /// <summary>解除: an earlier decision holds no more.</summary>
    Lifting = 5,
}

/// <summary>What a decision comes to now; computed, never stored.</summary>
public enum SanctionState
{
    /// <summary>Waits for a second pair of eyes.</summary>
    Draft = 1,

    /// <summary>Decided, and its period has not begun.</summary>
    NotYet = 2,

    InForce = 3,

    /// <summary>Its period is over.</summary>
    Ended = 4,

    Lifted = 5,
}

public sealed class SanctionConfiguration : IEntityTypeConfiguration<Sanction>
{
    public void Configure(EntityTypeBuilder<Sanction> builder)
    {
        builder.ToTable("sanction");
        builder.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(s => s.Kind).HasColumnName("kind");
        builder.Property(s => s.InstitutionId).HasColumnName("institution_id");
        builder.Property(s => s.OperatorId).HasColumnName("operator_id");
        builder.Property(s => s.PersonName).HasColumnName("person_name").HasMaxLength(100);
        builder.Property(s => s.Target).HasColumnName("target").HasMaxLength(64);
        builder.Property(s => s.DecisionNumber).HasColumnName("decision_number").HasMaxLength(Sanction.DecisionNumberMaxLength * 2);
        builder.Property(s => s.SealedGround).HasColumnName("sealed_ground").HasMaxLength(2000);
        builder.Property(s => s.StartsAt).HasColumnName("starts_at");
        builder.Property(s => s.EndsAt).HasColumnName("ends_at");
        builder.Property(s => s.LiftsId).HasColumnName("lifts_id");
        builder.Property(s => s.DraftedBy).HasColumnName("drafted_by").HasMaxLength(64);
        builder.Property(s => s.DraftedByName).HasColumnName("drafted_by_name").HasMaxLength(100);
        builder.Property(s => s.DraftedAt).HasColumnName("drafted_at");
        builder.Property(s => s.DecidedAt).HasColumnName("decided_at").IsConcurrencyToken();
        builder.Property(s => s.DecidedBy).HasColumnName("decided_by").HasMaxLength(64);
        builder.Property(s => s.DecidedByName).HasColumnName("decided_by_name").HasMaxLength(100);
        builder.Ignore(s => s.GroundPlace);
        builder.HasIndex(s => new { s.InstitutionId, s.DraftedAt });
        builder.HasIndex(s => s.LiftsId);
        builder.HasOne<Institution>().WithMany().HasForeignKey(s => s.InstitutionId).OnDelete(DeleteBehavior.Restrict);
    }
}
