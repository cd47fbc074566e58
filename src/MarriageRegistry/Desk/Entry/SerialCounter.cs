using System.Globalization;
using CivilIdentity;
using MarriageRegistry.Data;
using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Desk.Entry;

/// <summary>The last serial that an office gave in a year to one kind of certificate.</summary>
public sealed class SerialCounter
{
    public required string OfficeCode { get; init; }

    /// <summary>J, L, BJ or BL.</summary>
    public required string Letters { get; init; }

    public required int Year { get; init; }

    public required int Last { get; set; }
}

public sealed class SerialCounterConfiguration : IEntityTypeConfiguration<SerialCounter>
{
    public void Configure(EntityTypeBuilder<SerialCounter> builder)
    {
        builder.ToTable("serial_counter");
        builder.HasKey(c => new { c.OfficeCode, c.Letters, c.Year });
        builder.Property(c => c.OfficeCode).HasColumnName("office_code").HasMaxLength(6);
        builder.Property(c => c.Letters).HasColumnName("letters").HasMaxLength(2);
        builder.Property(c => c.Year).HasColumnName("year");
        builder.Property(c => c.Last).HasColumnName("last");
    }
}

/// <summary>
/// Gives the numbers of certificates: letters, office, year, serial (domain.md 2.1). The counter is raised in the transaction that writes
/// the registration; one that fails gives its number back.
/// </summary>
internal static class SerialNumbers
{
    private const int Most = 999_999;

    /// <summary>The next number, or null when the year's serials are used up.</summary>
    public static async Task<string?> NextAsync(RegistryDbContext db, RegistrationKind kind, string officeCode, int year, int first, CancellationToken cancellationToken)
    {
        var letters = Letters(kind);
        var counter = await db.SerialCounters.FindAsync([officeCode, letters, year], cancellationToken);
        if (counter is null)
        {
            var last = Math.Max(first - 1, await FindLastAsync(db, $"{letters}{officeCode}-{year:0000}-", cancellationToken));
            db.SerialCounters.Add(counter = new SerialCounter { OfficeCode = officeCode, Letters = letters, Year = year, Last = last });
        }

        return counter.Last >= Most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{letters}{officeCode}-{year:0000}-{++counter.Last:000000}");
    }

    private static string Letters(RegistrationKind kind) => kind switch
    {
        RegistrationKind.Marriage => "J",
        RegistrationKind.Divorce => "L",
        RegistrationKind.ReissuedMarriageCertificate => "BJ",
        RegistrationKind.ReissuedDivorceCertificate => "BL",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An annulment bears the number of its decision."),
    };

    // Numbers that came with older records are not given again.
    private static async Task<int> FindLastAsync(RegistryDbContext db, string prefix, CancellationToken cancellationToken)
    {
        var end = prefix[..^1] + '.';
#pragma warning disable CA1309 // EF Core translates this form only; SQLite compares by code point.
        var last = await db.Registrations
            .Where(r => string.Compare(r.CertificateNumber, prefix) > 0 && string.Compare(r.CertificateNumber, end) < 0)
            .MaxAsync(r => r.CertificateNumber, cancellationToken);
#pragma warning restore CA1309
        return CertificateNumber.TryParse(last, out var number) ? number.Serial ?? 0 : 0;
    }
}
