using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>A sign-in account (登录专用账户): one per notary institution (Z 五(一)), one per inspector, admin or auditor.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public const int NameMaxLength = 32;

    public required AccountRole Role { get; init; }

    public required Guid InstitutionId { get; init; }

    public AccountState State { get; set; } = AccountState.Active;

    /// <summary>UTC instant at which the password was last set; its age counts from here.</summary>
    public DateTime PasswordChangedAt { get; set; }

    /// <summary>The password was issued by the province and must be changed at first use.</summary>
    public bool PasswordIsOneTime { get; set; }

    public DateTime? LastSignInAt { get; set; }

    /// <summary>UTC instant at which the province last suspended, resumed or cancelled it; null for never.</summary>
    public DateTime? StateChangedAt { get; set; }
}

public enum AccountState
{
    Active = 1,

    /// <summary>暂停: by the province, until resumed.</summary>
    Suspended = 2,

    /// <summary>注销: for good.</summary>
    Cancelled = 3,
}

public sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("account");
        builder.Property(a => a.UserName).HasMaxLength(Account.NameMaxLength);
        builder.Property(a => a.NormalizedUserName).HasMaxLength(Account.NameMaxLength);
        builder.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(a => a.NormalizedUserName).IsUnique();
        builder.HasOne<Institution>().WithMany().HasForeignKey(a => a.InstitutionId).OnDelete(DeleteBehavior.Restrict);

        // Identity carries these for other kinds of sites; our second factor belongs to the person, and there is no e-mail.
        builder.Ignore(a => a.Email);
        builder.Ignore(a => a.NormalizedEmail);
        builder.Ignore(a => a.EmailConfirmed);
        builder.Ignore(a => a.PhoneNumber);
        builder.Ignore(a => a.PhoneNumberConfirmed);
        builder.Ignore(a => a.TwoFactorEnabled);
        builder.Ignore(a => a.LockoutEnabled);
    }
}
