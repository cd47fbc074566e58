using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>An answer that its asker may see again for a while (A9), encrypted; erased when the time is over.</summary>
public sealed class KeptAnswer
{
    /// <summary>Request id of the lookup, as 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required Guid OperatorId { get; init; }

    public required Guid InstitutionId { get; init; }

    /// <summary>The case that was looked up, marked so together with the answer; not kept in the row.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>Microseconds since the Unix epoch, UTC.</summary>
    public required long ExpiresAt { get; init; }

    public required byte[] Sealed { get; init; }

    /// <summary>Place of <see cref="Sealed"/> for the field cipher: the answer is readable for this person only.</summary>
    public static string Place(string id, Guid operatorId) => $"answer:{id}:{operatorId}";
}

public sealed class KeptAnswerConfiguration : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> builder)
    {
        builder.ToTable("kept_answer");
        builder.Property(a => a.Id).HasColumnName("id").HasMaxLength(32);
        builder.Property(a => a.OperatorId).HasColumnName("operator_id");
        builder.Property(a => a.InstitutionId).HasColumnName("institution_id");
        builder.Property(a => a.ExpiresAt).HasColumnName("expires_at");
        builder.Property(a => a.Sealed).HasColumnName("sealed");
        builder.Ignore(a => a.CaseId);
        builder.HasIndex(a => a.ExpiresAt);
    }
}

/// <summary>How the evidence's writer binds a kept answer, which it commits together with the outcome row.</summary>
internal static class KeptAnswerColumns
{
    public static readonly string[] Names = ["id", "operator_id", "institution_id", "expires_at", "sealed"];

    public static readonly string Insert =
        $"INSERT INTO kept_answer ({string.Join(", ", Names)}) VALUES ({string.Join(", ", Names.Select(n => "@" + n))})";

    public static void Bind(DbCommand command, KeptAnswer answer)
    {
        command.Parameters[0].Value = answer.Id;
        command.Parameters[1].Value = answer.OperatorId;
        command.Parameters[2].Value = answer.InstitutionId;
        command.Parameters[3].Value = answer.ExpiresAt;
        command.Parameters[4].Value = answer.Sealed;
    }
}
