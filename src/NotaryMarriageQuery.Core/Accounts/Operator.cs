using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>A person behind an account (账户管理人员, Z 附件2), with a second factor of their own, so that every action names a person.</summary>
public sealed class Operator
{
    public const int NameMaxLength = 50;

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Number within the account, from 1, never used again.</summary>
    public required int Number { get; init; }

    public required string Name { get; init; }

    /// <summary>The TOTP key, encrypted.</summary>
    public required byte[] SealedTotpKey { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>Time step of the last accepted code; a code is accepted once (RFC 6238 §5.2).</summary>
    public long LastTotpStep { get; set; }

    public int FailedCodes { get; set; }

    /// <summary>UTC instant until which codes are refused after too many wrong ones.</summary>
    public DateTime? LockedUntil { get; set; }

    public DateTime? LastSignInAt { get; set; }

    /// <summary>UTC instant at which the person was retired; null for somebody active.</summary>
    public DateTime? RetiredAt { get; set; }

    /// <summary>Version of the terms of use (使用规定) that the person accepted last; 0 for none.</summary>
    public int AcceptedTerms { get; set; }

    public DateTime? AcceptedTermsAt { get; set; }

    /// <summary>Place of <see cref="SealedTotpKey"/> for the field cipher.</summary>
    public string TotpKeyPlace => PlaceOf(Id);

    /// <summary>Place of the TOTP key of a person who is being enrolled.</summary>
    public static string PlaceOf(Guid id) => $"operator.totp:{id}";
}

public sealed class OperatorConfiguration : IEntityTypeConfiguration<Operator>
{
    public void Configure(EntityTypeBuilder<Operator> builder)
    {
        builder.ToTable("operator");
        builder.Property(o => o.Name).HasMaxLength(Operator.NameMaxLength * 2);
        builder.HasIndex(o => new { o.AccountId, o.Number }).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(o => o.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(o => o.TotpKeyPlace);
    }
}
