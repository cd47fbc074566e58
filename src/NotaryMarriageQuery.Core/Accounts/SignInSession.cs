using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>A signed-in session. It lives on the server, so that signing out and suspending end it wherever its cookie is.</summary>
public sealed class SignInSession
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid OperatorId { get; init; }

    /// <summary>Security stamp of the account at sign-in; another stamp now ends the session.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>Address of the workstation at sign-in; the session is good there only.</summary>
    public required string Address { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>UTC instant of the last request, at most <see cref="SessionRules.TouchEvery"/> behind.</summary>
    public required DateTime LastSeenAt { get; set; }

    public DateTime? EndedAt { get; set; }
}

/// <summary>How long sessions last (GB/T 22239 8.1.4.1 b).</summary>
public static class SessionRules
{
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    /// <summary>How often the last request is written down; idle time may end a session by so much early, never late.</summary>
    public static readonly TimeSpan TouchEvery = TimeSpan.FromSeconds(20);
}

public sealed class SignInSessionConfiguration : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.ToTable("sign_in_session");
        builder.Property(s => s.SecurityStamp).HasMaxLength(64);
        builder.Property(s => s.Address).HasMaxLength(50);
        builder.HasIndex(s => s.LastSeenAt);
    }
}
