using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Desk.Printing;

/// <summary>A printer of an office and how far its prints lie beside the place, found with the test page.</summary>
public sealed class Printer
{
    public const int NameMaxLength = 40;

    /// <summary>Farthest correction, in tenths of a millimetre.</summary>
    public const int MostTenths = 200;

    public long Id { get; init; }

    public required string OfficeCode { get; init; }

    public required string Name { get; init; }

    /// <summary>To the right, in tenths of a millimetre; negative to the left.</summary>
    public int OffsetX { get; set; }

    /// <summary>Downwards, in tenths of a millimetre; negative upwards.</summary>
    public int OffsetY { get; set; }
}

public sealed class PrinterConfiguration : IEntityTypeConfiguration<Printer>
{
    public void Configure(EntityTypeBuilder<Printer> builder)
    {
        builder.ToTable("printer");
        builder.Property(p => p.Id).HasColumnName("id");
        builder.Property(p => p.OfficeCode).HasColumnName("office_code").HasMaxLength(6);
        builder.Property(p => p.Name).HasColumnName("name").HasMaxLength(Printer.NameMaxLength);
        builder.Property(p => p.OffsetX).HasColumnName("offset_x");
        builder.Property(p => p.OffsetY).HasColumnName("offset_y");
        builder.HasIndex(p => new { p.OfficeCode, p.Name }).IsUnique().HasDatabaseName("ux_printer_name");
    }
}
