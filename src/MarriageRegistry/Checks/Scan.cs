using MarriageRegistry.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Checks;

/// <summary>
/// One line of the scan journal (E5, E6): every check that was asked for, answered or refused. No name, no number and no code stands in it:
/// a person is a keyed hash, a code the hash of its random bits.
/// </summary>
public sealed class Scan
{
    public const int ClientMaxLength = 64;
    public const int AskMaxLength = 160;
    public const int WordMaxLength = 32;

    /// <summary>The registry could not answer.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The check was not made; <see cref="Reason"/> says why.</summary>
    public const string Refused = "refused";

    public long Id { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Of <see cref="ScanClient"/>.</summary>
    public required string ClientKind { get; init; }

    /// <summary>Key of the application or department; null at the scan port.</summary>
    public string? Client { get; init; }

    /// <summary>Keyed hash of the signed-in person's identity; null where there is no person.</summary>
    public string? Person { get; init; }

    /// <summary>SHA-256 of a well-formed code in hex; null where the text was none, because a guessable text would be readable in its hash.</summary>
    public string? CodeHash { get; init; }

    /// <summary>The word of a <see cref="CheckOutcome"/>, <see cref="Unavailable"/> or <see cref="Refused"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it was refused, of <see cref="ScanRefusal"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Names of the fields that differ, separated by commas.</summary>
    public string? Differing { get; init; }

    public string? VoidedBy { get; init; }

    public string? Status { get; init; }

    /// <summary>The answer's own id, 32 hex digits; null of a refusal.</summary>
    public string? AnswerId { get; init; }

    /// <summary>The asker's form or nonce: unique, so that nothing is answered twice.</summary>
    public string? Ask { get; init; }
}

/// <summary>Who asked.</summary>
public static class ScanClient
{
    /// <summary>The scan port: a person.</summary>
    public const string Port = "port";

    /// <summary>An application at the gateway.</summary>
    public const string Gateway = "gateway";

    /// <summary>Another department's machine.</summary>
    public const string Machine = "machine";
}

/// <summary>Why a check was not made.</summary>
public static class ScanRefusal
{
    public const string NoSession = "noSession";
    public const string ForeignOrigin = "foreignOrigin";
    public const string LowAssurance = "lowAssurance";
    public const string IdentityExpired = "identityExpired";
    public const string IdentityUnverified = "identityUnverified";
    public const string PersonLimit = "personLimit";
    public const string CodeLimit = "codeLimit";
    public const string Locked = "locked";
    public const string Replayed = "replayed";
    public const string Signature = "signature";
    public const string Clock = "clock";
    public const string Field = "field";
    public const string Quota = "quota";
}

public sealed class ScanConfiguration : IEntityTypeConfiguration<Scan>
{
    public void Configure(EntityTypeBuilder<Scan> builder)
    {
        builder.ToTable("scan");
        builder.Property(s => s.Id).HasColumnName("id");
        builder.Property(s => s.At).HasColumnName("at").HasConversion(UnixMilliseconds.Converter);
        builder.Property(s => s.ClientKind).HasColumnName("client_kind").HasMaxLength(Scan.WordMaxLength);
        builder.Property(s => s.Client).HasColumnName("client").HasMaxLength(Scan.ClientMaxLength);
        builder.Property(s => s.Person).HasColumnName("person").HasMaxLength(64);
        builder.Property(s => s.CodeHash).HasColumnName("code_hash").HasMaxLength(64);
        builder.Property(s => s.Outcome).HasColumnName("outcome").HasMaxLength(Scan.WordMaxLength);
        builder.Property(s => s.Reason).HasColumnName("reason").HasMaxLength(Scan.WordMaxLength);
        builder.Property(s => s.Differing).HasColumnName("differing").HasMaxLength(64);
        builder.Property(s => s.VoidedBy).HasColumnName("voided_by").HasMaxLength(Scan.WordMaxLength);
        builder.Property(s => s.Status).HasColumnName("status").HasMaxLength(Scan.WordMaxLength);
        builder.Property(s => s.AnswerId).HasColumnName("answer_id").HasMaxLength(32);
        builder.Property(s => s.Ask).HasColumnName("ask").HasMaxLength(Scan.AskMaxLength);
        builder.HasIndex(s => new { s.Person, s.At }).HasDatabaseName("ix_scan_person");
        builder.HasIndex(s => new { s.CodeHash, s.At }).HasDatabaseName("ix_scan_code");
        builder.HasIndex(s => s.AnswerId).IsUnique().HasDatabaseName("ux_scan_answer");
        builder.HasIndex(s => s.Ask).IsUnique().HasDatabaseName("ux_scan_ask");
    }
}
