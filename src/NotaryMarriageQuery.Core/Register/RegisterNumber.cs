using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Register;

/// <summary>The number of a notarial certificate (公证书编号), added later to a lookup in the usage register (附件3). Never changed: a correction is a further addition.</summary>
public sealed class RegisterNumber
{
    public const int NumberMaxLength = 60;

    public required Guid Id { get; init; }

    /// <summary>Id of the evidence row that began the lookup.</summary>
    public required long ActId { get; init; }

    public required Guid InstitutionId { get; init; }

    public required string Number { get; init; }

    /// <summary>Microseconds since the Unix epoch, UTC.</summary>
    public required long AddedAt { get; init; }

    /// <summary>Who added it, as the evidence names them.</summary>
    public required string AddedBy { get; init; }

    public required string AddedByName { get; init; }
}

public sealed class RegisterNumberConfiguration : IEntityTypeConfiguration<RegisterNumber>
{
    public void Configure(EntityTypeBuilder<RegisterNumber> builder)
    {
        builder.ToTable("register_number");
        builder.Property(n => n.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(n => n.ActId).HasColumnName("act_id");
        builder.Property(n => n.InstitutionId).HasColumnName("institution_id");
        builder.Property(n => n.Number).HasColumnName("number").HasMaxLength(RegisterNumber.NumberMaxLength);
        builder.Property(n => n.AddedAt).HasColumnName("added_at");
        builder.Property(n => n.AddedBy).HasColumnName("added_by").HasMaxLength(AuditEntry.ActorMaxLength);
        builder.Property(n => n.AddedByName).HasColumnName("added_by_name").HasMaxLength(100);
        builder.HasIndex(n => new { n.ActId, n.AddedAt });
    }
}
