using MarriageRegistry.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Journal;

/// <summary>
/// One lookup that was answered, also when nothing was found: the provider's side of the register that Z 五(六) asks for.
/// It holds no name and no full number.
/// </summary>
public sealed class AnsweredLookup
{
    public long Id { get; init; }

    /// <summary>Our own id of the answer: 32 hex digits, <c>requestId</c> of the response.</summary>
    public required string AnswerId { get; init; }

    /// <summary>The asker's id of the request (header <c>X-Request-Id</c>); null when none was given.</summary>
    public string? RequestId { get; init; }

    /// <summary>When it was answered (UTC, millisecond).</summary>
    public required DateTime At { get; init; }

    public required string Service { get; init; }

    public required string AppKey { get; init; }

    public required string LastFour { get; init; }

    public required int ResultCount { get; init; }
}

public sealed class AnsweredLookupConfiguration : IEntityTypeConfiguration<AnsweredLookup>
{
    public void Configure(EntityTypeBuilder<AnsweredLookup> builder)
    {
        builder.ToTable("answered_lookup");
        builder.Property(l => l.Id).HasColumnName("id");
        builder.Property(l => l.AnswerId).HasColumnName("answer_id").HasMaxLength(32);
        builder.Property(l => l.RequestId).HasColumnName("request_id").HasMaxLength(32);
        builder.Property(l => l.At).HasColumnName("at").HasConversion(UnixMilliseconds.Converter);
        builder.Property(l => l.Service).HasColumnName("service").HasMaxLength(32);
        builder.Property(l => l.AppKey).HasColumnName("app_key").HasMaxLength(Gateway.GatewayOptions.KeyMaxLength);
        builder.Property(l => l.LastFour).HasColumnName("last_four").HasMaxLength(4);
        builder.Property(l => l.ResultCount).HasColumnName("result_count");
    }
}
