using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Openings;

/// <summary>What an institution's server has shown of itself, and what the province grants it (Z 八(五)). One row per notary institution.</summary>
/// <remarks>Apart from <see cref="Institution"/>: a sign of life every minute must not make every process read its directory anew.</remarks>
public sealed class Opening
{
    public const int ReasonMaxLength = 200;

    public required Guid InstitutionId { get; init; }

    /// <summary>Address of the institution's server on the private network (附件4), in CIDR form; empty when none is registered.</summary>
    public string ServerNetwork { get; set; } = "";

    /// <summary>The secret that the server signs with, encrypted; null when none was issued.</summary>
    public byte[]? SealedSecret { get; set; }

    /// <summary>Microseconds since the Unix epoch, as all instants here.</summary>
    public long? SecretIssuedAt { get; set; }

    /// <summary>Since when the server has been connected without a lapse; null while it is not.</summary>
    public long? ConnectedAt { get; set; }

    /// <summary>The last signed call, whichever.</summary>
    public long? SeenAt { get; set; }

    /// <summary>The last upload that was taken in.</summary>
    public long? UploadedAt { get; set; }

    public int LastReceived { get; set; }

    public int LastStored { get; set; }

    public int LastRejected { get; set; }

    /// <summary>Until when the province opens lookups whatever the server does; null when it does not.</summary>
    public long? OverrideEndsAt { get; set; }

    public string OverrideReason { get; set; } = "";

    /// <summary>Cases may also be entered by hand (small offices).</summary>
    public bool AllowsManualCases { get; set; }

    /// <summary>Counts the province's changes, not the server's calls: of two admins who change it at once, the second is told.</summary>
    public int Revision { get; set; }

    /// <summary>Place of <see cref="SealedSecret"/> for the field cipher.</summary>
    public static string SecretPlace(Guid institutionId) => $"opening.secret:{institutionId}";
}

/// <summary>What the province has set for all institutions; one row.</summary>
public sealed class OpeningRule
{
    public const int TheOne = 1;
    public const int ContactMaxLength = 60;
    public const int LongestGraceMinutes = 3 * 24 * 60;

    public required int Id { get; init; }

    /// <summary>How long lookups stay open after the connection has lapsed.</summary>
    public required int ConnectionGraceMinutes { get; set; }

    /// <summary>How long after the day's end lookups stay open without an upload.</summary>
    public required int UploadGraceMinutes { get; set; }

    /// <summary>Whom the clerk is told to call.</summary>
    public required string Contact { get; set; }

    /// <summary>Counts changes: of two admins who change it at once, the second is told.</summary>
    public int Revision { get; set; }
}

public sealed class OpeningConfiguration : IEntityTypeConfiguration<Opening>, IEntityTypeConfiguration<OpeningRule>
{
    public void Configure(EntityTypeBuilder<Opening> builder)
    {
        builder.ToTable("opening");
        builder.HasKey(o => o.InstitutionId);
        builder.Property(o => o.InstitutionId).HasColumnName("institution_id").ValueGeneratedNever();
        builder.Property(o => o.ServerNetwork).HasColumnName("server_network").HasMaxLength(Workstation.NetworkMaxLength);
        builder.Property(o => o.SealedSecret).HasColumnName("sealed_secret").HasMaxLength(200);
        builder.Property(o => o.SecretIssuedAt).HasColumnName("secret_issued_at");
        builder.Property(o => o.ConnectedAt).HasColumnName("connected_at");
        builder.Property(o => o.SeenAt).HasColumnName("seen_at");
        builder.Property(o => o.UploadedAt).HasColumnName("uploaded_at");
        builder.Property(o => o.LastReceived).HasColumnName("last_received");
        builder.Property(o => o.LastStored).HasColumnName("last_stored");
        builder.Property(o => o.LastRejected).HasColumnName("last_rejected");
        builder.Property(o => o.OverrideEndsAt).HasColumnName("override_ends_at");
        builder.Property(o => o.OverrideReason).HasColumnName("override_reason").HasMaxLength(Opening.ReasonMaxLength);
        builder.Property(o => o.AllowsManualCases).HasColumnName("allows_manual_cases");
        builder.Property(o => o.Revision).HasColumnName("revision").IsConcurrencyToken();
        builder.HasOne<Institution>().WithOne().HasForeignKey<Opening>(o => o.InstitutionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<OpeningRule> builder)
    {
        builder.ToTable("opening_rule");
        builder.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(r => r.ConnectionGraceMinutes).HasColumnName("connection_grace_minutes");
        builder.Property(r => r.UploadGraceMinutes).HasColumnName("upload_grace_minutes");
        builder.Property(r => r.Contact).HasColumnName("contact").HasMaxLength(OpeningRule.ContactMaxLength);
        builder.Property(r => r.Revision).HasColumnName("revision").IsConcurrencyToken();
        builder.HasData(new OpeningRule { Id = OpeningRule.TheOne, ConnectionGraceMinutes = 30, UploadGraceMinutes = 600, Contact = "省厅" });
    }
}
