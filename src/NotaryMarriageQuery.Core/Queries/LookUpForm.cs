using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>A form of a session that one instance has taken on, and how its lookup ended.</summary>
public sealed class LookUpForm
{
    public const int OutcomeMaxLength = 4000;

    public required Guid SessionId { get; init; }

    public required Guid FormId { get; init; }

    /// <summary>Number of this attempt: another one may follow after a refusal or failure.</summary>
    public required Guid Claim { get; set; }

    /// <summary>Microseconds since the Unix epoch, UTC.</summary>
    public required long ClaimedAt { get; set; }

    /// <summary>Id of the kept answer; null while there is none.</summary>
    public string? AnswerId { get; set; }

    /// <summary>The <see cref="LookUpOutcome"/> as JSON, nothing of the question or the answer; null while the lookup is under way.</summary>
    public string? Outcome { get; set; }
}

public sealed class LookUpFormConfiguration : IEntityTypeConfiguration<LookUpForm>
{
    public void Configure(EntityTypeBuilder<LookUpForm> builder)
    {
        builder.ToTable("lookup_form");
        builder.HasKey(f => new { f.SessionId, f.FormId });
        builder.Property(f => f.SessionId).HasColumnName("session_id");
        builder.Property(f => f.FormId).HasColumnName("form_id");
        builder.Property(f => f.Claim).HasColumnName("claim");
        builder.Property(f => f.ClaimedAt).HasColumnName("claimed_at");
        builder.Property(f => f.AnswerId).HasColumnName("answer_id").HasMaxLength(32);
        builder.Property(f => f.Outcome).HasColumnName("outcome").HasMaxLength(LookUpForm.OutcomeMaxLength);
        builder.HasIndex(f => f.ClaimedAt);
    }
}
