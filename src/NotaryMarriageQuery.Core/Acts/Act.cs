using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Acts;

/// <summary>One act in the log as one line: what the evidence tells of it in several rows, made searchable. Nothing personal stands here.</summary>
/// <remarks>
/// Derived from the evidence by <see cref="ActFollower"/> and made anew from it at any time; what a page shows of an act is read from the
/// evidence itself. <see cref="ActCheck"/> compares both.
/// </remarks>
public sealed class Act
{
    public const int AddressMaxLength = 45;

    /// <summary>Id of the row that began the act.</summary>
    public required long Id { get; init; }

    /// <summary>Microseconds since the Unix epoch, UTC.</summary>
    public required long At { get; init; }

    /// <summary>Kind of the row that began the act, or one of <see cref="ActKind"/>.</summary>
    public required AuditKind Kind { get; init; }

    public required string Organisation { get; init; }

    public required string Actor { get; init; }

    /// <summary>Address of the workstation; empty where there was none.</summary>
    public required string Address { get; init; }

    public required string CaseNumber { get; init; }

    /// <summary>Notarial matter of a lookup, <see cref="ActFacts.OtherMatter"/> for one that is on no list; empty for other acts.</summary>
    public required string Matter { get; init; }

    /// <summary>How the act ended; <see cref="AuditStatus.None"/> while a lookup or change is in doubt.</summary>
    public AuditStatus Status { get; set; }

    /// <summary>Why it was refused, see <see cref="ActReason"/>; 0 where it was not.</summary>
    public required short Reason { get; init; }

    public required ActMarks Marks { get; init; }

    /// <summary>Blind index of the person looked up, as in the evidence; empty where there is none.</summary>
    public required byte[] Subject { get; init; }

    /// <summary>Id of the row that ended the act; 0 while there is none.</summary>
    public long OutcomeId { get; set; }

    /// <summary>How often the answer was shown.</summary>
    public int Views { get; set; }

    /// <summary>How often it was shown for printing.</summary>
    public int Prints { get; set; }

    /// <summary>True for an asked or refused lookup.</summary>
    public bool IsLookup => Kind is AuditKind.Intent or AuditKind.Refusal;

    /// <summary>True for whatever asks the registry or was refused to: lookups and certificate checks.</summary>
    public bool IsRequest => IsLookup || Kind is ActKind.Check or ActKind.CheckRefusal;
}

/// <summary>What supervision wants to know of a lookup without opening the person's data.</summary>
[Flags]
public enum ActMarks : short
{
    None = 0,

    /// <summary>The person looked up has the family name of the person who asked.</summary>
    OwnFamilyName = 1,
}

public sealed class ActConfiguration : IEntityTypeConfiguration<Act>
{
    public void Configure(EntityTypeBuilder<Act> builder)
    {
        builder.ToTable("act");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(a => a.At).HasColumnName("at");
        builder.Property(a => a.Kind).HasColumnName("kind");
        builder.Property(a => a.Organisation).HasColumnName("org").HasMaxLength(AuditEntry.OrganisationMaxLength);
        builder.Property(a => a.Actor).HasColumnName("actor").HasMaxLength(AuditEntry.ActorMaxLength);
        builder.Property(a => a.Address).HasColumnName("address").HasMaxLength(Act.AddressMaxLength);
        builder.Property(a => a.CaseNumber).HasColumnName("case_no").HasMaxLength(AuditEntry.CaseNumberMaxLength);
        builder.Property(a => a.Matter).HasColumnName("matter").HasMaxLength(Cases.NotarialMatter.MaxLength);
        builder.Property(a => a.Status).HasColumnName("status");
        builder.Property(a => a.Reason).HasColumnName("reason");
        builder.Property(a => a.Marks).HasColumnName("marks");
        builder.Property(a => a.Subject).HasColumnName("subject").HasMaxLength(AuditEntry.SubjectLength);
        builder.Property(a => a.OutcomeId).HasColumnName("outcome_id");
        builder.Property(a => a.Views).HasColumnName("views");
        builder.Property(a => a.Prints).HasColumnName("prints");
        builder.Ignore(a => a.IsLookup);
        builder.Ignore(a => a.IsRequest);

        // Each index holds the other filters as well: a filter that few rows pass is then decided without reading the rows.
        builder.HasIndex(a => new { a.At, a.Id, a.Organisation, a.Kind, a.Status, a.Reason, a.Matter }).HasDatabaseName("IX_act_at");
        builder.HasIndex(a => new { a.Organisation, a.At, a.Id, a.Kind, a.Status, a.Reason, a.Matter }).HasDatabaseName("IX_act_org");
        builder.HasIndex(a => new { a.Actor, a.At, a.Id, a.Kind, a.Status, a.Reason, a.Matter, a.Organisation, a.Address }).HasDatabaseName("IX_act_actor");
        builder.HasIndex(a => new { a.Address, a.At, a.Id, a.Kind, a.Status, a.Reason, a.Matter, a.Organisation }).HasDatabaseName("IX_act_address");
        // Where one has a condition of its own, a search states that condition to have it used, and leaves it out to have another one used.
        builder.HasIndex(a => new { a.CaseNumber, a.At, a.Id }).HasFilter("case_no <> ''").HasDatabaseName("IX_act_case");
        builder.HasIndex(a => new { a.Matter, a.At, a.Id, a.Organisation, a.Kind, a.Status, a.Reason }).HasFilter("matter <> ''").HasDatabaseName("IX_act_matter");
        builder.HasIndex(a => new { a.Organisation, a.Matter, a.At, a.Id, a.Kind, a.Status, a.Reason }).HasFilter("matter > ''").HasDatabaseName("IX_act_org_matter");
        builder.HasIndex(a => new { a.Reason, a.At, a.Id, a.Organisation, a.Kind, a.Status, a.Matter }).HasFilter("reason <> 0").HasDatabaseName("IX_act_reason");
        builder.HasIndex(a => new { a.Status, a.At, a.Id, a.Organisation, a.Kind, a.Reason, a.Matter }).HasFilter("status > 3 AND status <> 9").HasDatabaseName("IX_act_failed");
        builder.HasIndex(a => new { a.Kind, a.At, a.Id, a.Organisation, a.Status, a.Reason, a.Matter }).HasFilter("kind <> 3 AND kind <> 12").HasDatabaseName("IX_act_kind");
        builder.HasIndex(a => new { a.Subject, a.At, a.Id }).HasDatabaseName("IX_act_subject");
    }
}

/// <summary>How far a reader of the evidence has come with the rows of one writer.</summary>
public sealed class EvidencePosition
{
    /// <summary>First number of the writer's ids.</summary>
    public required long Writer { get; init; }

    /// <summary>Last row that was read.</summary>
    public required long LastId { get; set; }
}

public sealed class EvidencePositionConfiguration : IEntityTypeConfiguration<EvidencePosition>
{
    public void Configure(EntityTypeBuilder<EvidencePosition> builder)
    {
        builder.ToTable("act_position");
        builder.HasKey(p => p.Writer);
        builder.Property(p => p.Writer).HasColumnName("writer").ValueGeneratedNever();
        builder.Property(p => p.LastId).HasColumnName("last_id");
    }
}
