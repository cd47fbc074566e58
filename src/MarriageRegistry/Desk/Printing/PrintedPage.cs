using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Desk.Printing;

/// <summary>A page of a booklet in the order in which it is printed (E3).</summary>
public enum BookletPage
{
    /// <summary>个人信息页.</summary>
    Personal,

    /// <summary>二维码信息页: inner page 5 (E4).</summary>
    Code,
}

/// <summary>打印日志: a page that the registrar confirmed as printed. What is not confirmed is printed again, with the same code.</summary>
public sealed class PrintedPage
{
    public required long BookletId { get; init; }

    /// <summary>0 for the first paper; one more each time the head of the office lets the booklet be printed again.</summary>
    public required int Round { get; init; }

    public required BookletPage Page { get; init; }

    public required DateTime ConfirmedAt { get; init; }

    public required long RegistrarId { get; init; }

    public long? PrinterId { get; init; }
}

public sealed class PrintedPageConfiguration : IEntityTypeConfiguration<PrintedPage>
{
    public void Configure(EntityTypeBuilder<PrintedPage> builder)
    {
        builder.ToTable("printed_page");
        builder.HasKey(p => new { p.BookletId, p.Round, p.Page });
        builder.Property(p => p.BookletId).HasColumnName("booklet_id");
        builder.Property(p => p.Round).HasColumnName("round");
        builder.Property(p => p.Page).HasColumnName("page");
        builder.Property(p => p.ConfirmedAt).HasColumnName("confirmed_at").HasConversion(UnixMilliseconds.Converter);
        builder.Property(p => p.RegistrarId).HasColumnName("registrar_id");
        builder.Property(p => p.PrinterId).HasColumnName("printer_id");
        builder.HasOne<Booklet>().WithMany().HasForeignKey(p => p.BookletId).OnDelete(DeleteBehavior.Restrict);
    }
}
