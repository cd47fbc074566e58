using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>A case that was looked up and has not come to its end since. The row goes when an upload brings the certificate's number.</summary>
/// <remarks>
/// A table of its own: the evidence's writer alone adds to it, in the transaction of the outcome, and never waits for an upload that holds
/// rows of <c>notarial_case</c>. For the same reason nothing refers to the case by a foreign key.
/// </remarks>
public sealed class LookedUpCase
{
    public required Guid CaseId { get; init; }

    public required Guid InstitutionId { get; init; }

    /// <summary>Microseconds since the Unix epoch: the first answered lookup since the case was last settled.</summary>
    public required long FirstAt { get; init; }

    public required long LastAt { get; init; }
}

public sealed class LookedUpCaseConfiguration : IEntityTypeConfiguration<LookedUpCase>
{
    public void Configure(EntityTypeBuilder<LookedUpCase> builder)
    {
        builder.ToTable("looked_up_case");
        builder.HasKey(l => l.CaseId);
        builder.Property(l => l.CaseId).HasColumnName("case_id").ValueGeneratedNever();
        builder.Property(l => l.InstitutionId).HasColumnName("institution_id");
        builder.Property(l => l.FirstAt).HasColumnName("first_at");
        builder.Property(l => l.LastAt).HasColumnName("last_at");
        builder.HasIndex(l => new { l.FirstAt, l.CaseId });
    }
}

/// <summary>How the evidence's writer marks a case as looked up.</summary>
internal sealed class LookedUpCaseCommands(DbConnection connection) : IDisposable
{
    private readonly Statement _update = new(connection, "UPDATE looked_up_case SET last_at = @at WHERE case_id = @id", "@at", "@id");

    private readonly Statement _insert = new(
        connection, "INSERT INTO looked_up_case (case_id, institution_id, first_at, last_at) VALUES (@id, @institution, @at, @last)", "@id", "@institution", "@at", "@last");

    public void Write(DbTransaction transaction, Guid caseId, Guid institutionId, long at)
    {
        if (_update.Run(transaction, at, caseId) == 0)
        {
            _insert.Run(transaction, caseId, institutionId, at, at);
        }
    }

    public void Dispose()
    {
        _update.Dispose();
        _insert.Dispose();
    }
}
