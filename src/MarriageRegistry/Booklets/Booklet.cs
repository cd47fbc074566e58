using MarriageRegistry.Data;
using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Booklets;

/// <summary>持证人: whose booklet it is.</summary>
public enum BookletHolder
{
    /// <summary>男方.</summary>
    Man,

    /// <summary>女方.</summary>
    Woman,
}

/// <summary>What became of a booklet.</summary>
public enum BookletState
{
    /// <summary>有效.</summary>
    Valid,

    /// <summary>已作废（更正）: the registration was corrected, another booklet took its place.</summary>
    Corrected,

    /// <summary>已作废（补领）: a reissue took its place.</summary>
    Reissued,
}

/// <summary>One booklet (本) of a registration and its code (E1). A voided booklet stays, so that its code is still recognised.</summary>
public sealed class Booklet
{
    public const int PrintingNumberMaxLength = 32;

    public long Id { get; init; }

    public long RegistrationId { get; init; }

    public required BookletHolder Holder { get; init; }

    /// <summary>The 30 characters of the <see cref="BookletCode"/>; null for certificates that bear none (E2).</summary>
    public string? Code { get; init; }

    /// <summary>Digest of the registration's content when this booklet was made, see <see cref="CertificateDigest"/>.</summary>
    public required byte[] Digest { get; init; }

    public BookletState State { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTime MadeAt { get; init; }

    public DateTime? VoidedAt { get; private set; }

    /// <summary>When its last page was confirmed as printed (UTC); null until then.</summary>
    public DateTime? PrintedAt { get; set; }

    /// <summary>印制号: the number that the paper booklet bears; null until it is known.</summary>
    public string? PrintingNumber { get; set; }

    /// <summary>How often the head of the office let it be printed again on new paper; the code stays.</summary>
    public int PrintRound { get; set; }

    /// <summary>Takes the booklet out of use; one that is already void keeps its reason.</summary>
    public void Void(BookletState reason, DateTime at)
    {
        if (State == BookletState.Valid)
        {
            (State, VoidedAt) = (reason, at);
        }
    }
}

public sealed class BookletConfiguration : IEntityTypeConfiguration<Booklet>
{
    public void Configure(EntityTypeBuilder<Booklet> builder)
    {
        builder.ToTable("booklet");
        builder.Property(b => b.Id).HasColumnName("id");
        builder.Property(b => b.RegistrationId).HasColumnName("registration_id");
        builder.Property(b => b.Holder).HasColumnName("holder");
        builder.Property(b => b.Code).HasColumnName("code").HasMaxLength(BookletCode.Length);
        builder.Property(b => b.Digest).HasColumnName("digest").HasMaxLength(32);
        builder.Property(b => b.State).HasColumnName("state");
        builder.Property(b => b.MadeAt).HasColumnName("made_at").HasConversion(UnixMilliseconds.Converter);
        builder.Property(b => b.VoidedAt).HasColumnName("voided_at").HasConversion(UnixMilliseconds.Converter);
        builder.Property(b => b.PrintedAt).HasColumnName("printed_at").HasConversion(UnixMilliseconds.Converter);
        builder.Property(b => b.PrintingNumber).HasColumnName("printing_number").HasMaxLength(Booklet.PrintingNumberMaxLength);
        builder.Property(b => b.PrintRound).HasColumnName("print_round");
        builder.HasIndex(b => b.Code).IsUnique().HasDatabaseName("ux_booklet_code");
        builder.HasIndex(b => b.RegistrationId).HasDatabaseName("ix_booklet_registration_id");
        builder.HasOne<MarriageRegistration>().WithMany(r => r.Booklets).HasForeignKey(b => b.RegistrationId).OnDelete(DeleteBehavior.Restrict);
    }
}
