using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Assistance;

/// <summary>An institution's written application for a lookup by less than name and number (协助查询, Z 八(四)).</summary>
public sealed class AssistanceApplication
{
    public required Guid Id { get; init; }

    public required Guid InstitutionId { get; init; }

    public required string CaseNumber { get; init; }

    public required string Matter { get; init; }

    /// <summary>What is known, as <see cref="AssistanceFacts"/>, encrypted.</summary>
    public required byte[] SealedFacts { get; init; }

    public required Guid FiledBy { get; init; }

    public required string FiledByName { get; init; }

    /// <summary>UTC instant.</summary>
    public required DateTime FiledAt { get; init; }

    /// <summary>Last day for the province, in China.</summary>
    public required DateOnly DueOn { get; init; }

    public required AssistanceState State { get; set; }

    /// <summary>Raised by each change: of two people who change one application at once, one is told.</summary>
    public required long Version { get; set; }

    /// <summary>The province's officer who searches and answers; another one confirms.</summary>
    public Guid? OfficerId { get; set; }

    public string OfficerName { get; set; } = "";

    public string ConfirmedByName { get; set; } = "";

    /// <summary>UTC instant of the last change of state.</summary>
    public required DateTime ChangedAt { get; set; }

    /// <summary>What the last search found, encrypted, for the officer only.</summary>
    public byte[]? SealedFound { get; set; }

    /// <summary>Until when <see cref="SealedFound"/> is kept; microseconds since the Unix epoch.</summary>
    public long? FoundUntil { get; set; }

    /// <summary>Request id of the last search, 32 hexadecimal digits; empty before there was one.</summary>
    public string SearchRequest { get; set; } = "";

    /// <summary>The answer, encrypted; null before there is one and after its time.</summary>
    public byte[]? SealedAnswer { get; set; }

    /// <summary>Until when <see cref="SealedAnswer"/> is kept; microseconds since the Unix epoch.</summary>
    public long? AnswerUntil { get; set; }

    /// <summary>The applicant has opened the answer; from then on it is kept as long as any answer.</summary>
    public bool IsAnswerOpened { get; set; }

    /// <summary>Why it was returned, or sent back by whoever should confirm, encrypted; null when there is nothing to say.</summary>
    public byte[]? SealedRemark { get; set; }

    /// <summary>Place of an encrypted column for the field cipher.</summary>
    public static string Place(Guid id, string column) => $"assistance.{column}:{id}";
}

/// <summary>Where an application stands. Stored by number.</summary>
public enum AssistanceState
{
    /// <summary>已提交.</summary>
    Filed = 1,

    /// <summary>办理中.</summary>
    InWork = 2,

    /// <summary>待复核: answered, waits for the second person.</summary>
    AwaitingConfirmation = 3,

    /// <summary>已答复.</summary>
    Answered = 4,

    /// <summary>已退回.</summary>
    Returned = 5,

    /// <summary>已撤回 by the institution.</summary>
    Withdrawn = 6,
}

public sealed class AssistanceConfiguration : IEntityTypeConfiguration<AssistanceApplication>
{
    public void Configure(EntityTypeBuilder<AssistanceApplication> builder)
    {
        builder.ToTable("assistance");
        builder.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(a => a.InstitutionId).HasColumnName("institution_id");
        builder.Property(a => a.CaseNumber).HasColumnName("case_number").HasMaxLength(CaseNumber.MaxLength);
        builder.Property(a => a.Matter).HasColumnName("matter").HasMaxLength(NotarialMatter.MaxLength);
        builder.Property(a => a.SealedFacts).HasColumnName("sealed_facts");
        builder.Property(a => a.FiledBy).HasColumnName("filed_by");
        builder.Property(a => a.FiledByName).HasColumnName("filed_by_name").HasMaxLength(120);
        builder.Property(a => a.FiledAt).HasColumnName("filed_at");
        builder.Property(a => a.DueOn).HasColumnName("due_on");
        builder.Property(a => a.State).HasColumnName("state");
        builder.Property(a => a.Version).HasColumnName("version").IsConcurrencyToken();
        builder.Property(a => a.OfficerId).HasColumnName("officer_id");
        builder.Property(a => a.OfficerName).HasColumnName("officer_name").HasMaxLength(120);
        builder.Property(a => a.ConfirmedByName).HasColumnName("confirmed_by_name").HasMaxLength(120);
        builder.Property(a => a.ChangedAt).HasColumnName("changed_at");
        builder.Property(a => a.SealedFound).HasColumnName("sealed_found");
        builder.Property(a => a.FoundUntil).HasColumnName("found_until");
        builder.Property(a => a.SearchRequest).HasColumnName("search_request").HasMaxLength(32);
        builder.Property(a => a.SealedAnswer).HasColumnName("sealed_answer");
        builder.Property(a => a.AnswerUntil).HasColumnName("answer_until");
        builder.Property(a => a.IsAnswerOpened).HasColumnName("is_answer_opened");
        builder.Property(a => a.SealedRemark).HasColumnName("sealed_remark");
        builder.HasIndex(a => new { a.InstitutionId, a.FiledAt });
        builder.HasIndex(a => new { a.State, a.DueOn });
        builder.HasIndex(a => a.AnswerUntil);
        builder.HasIndex(a => a.FoundUntil);
        builder.HasOne<Institution>().WithMany().HasForeignKey(a => a.InstitutionId).OnDelete(DeleteBehavior.Restrict);
    }
}
