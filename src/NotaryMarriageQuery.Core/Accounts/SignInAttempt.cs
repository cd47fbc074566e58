using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Somebody tried to sign in; counted for a minute over all instances, then erased.</summary>
public sealed class SignInAttempt
{
    public const int AddressLength = 16;

    public required Guid Id { get; init; }

    /// <summary>Keyed hash of the caller's address: equality is all that counting needs.</summary>
    public required byte[] Address { get; init; }

    /// <summary>Microseconds since the Unix epoch, UTC.</summary>
    public required long At { get; init; }
}

public sealed class SignInAttemptConfiguration : IEntityTypeConfiguration<SignInAttempt>
{
    public void Configure(EntityTypeBuilder<SignInAttempt> builder)
    {
        builder.ToTable("sign_in_attempt");
        builder.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(a => a.Address).HasColumnName("address").HasMaxLength(SignInAttempt.AddressLength);
        builder.Property(a => a.At).HasColumnName("at");
        builder.HasIndex(a => new { a.Address, a.At });
        builder.HasIndex(a => a.At);
    }
}
