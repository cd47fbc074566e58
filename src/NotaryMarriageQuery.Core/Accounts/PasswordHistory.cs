using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Hash of a password that an account has had; the last five may not come back.</summary>
public sealed class PasswordHistory
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string Hash { get; init; }

    public required DateTime SetAt { get; init; }
}

public sealed class PasswordHistoryConfiguration : IEntityTypeConfiguration<PasswordHistory>
{
    public void Configure(EntityTypeBuilder<PasswordHistory> builder)
    {
        builder.ToTable("password_history");
        builder.Property(h => h.Hash).HasMaxLength(200);
        builder.HasIndex(h => new { h.AccountId, h.SetAt });
        builder.HasOne<Account>().WithMany().HasForeignKey(h => h.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
