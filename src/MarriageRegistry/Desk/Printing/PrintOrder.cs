using System.Globalization;
using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Desk.Printing;

/// <summary>What one button prints: 一键打印证书, 《结/离婚证》男, 《结/离婚证》女 (E3).</summary>
public enum PrintSide
{
    All,
    Man,
    Woman,
}

/// <summary>One page to print and whether it was confirmed.</summary>
internal sealed record PageToPrint(Booklet Booklet, BookletPage Page, bool IsPrinted)
{
    /// <summary>Names this page of this paper; a page of a void booklet or an earlier paper is another one.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Booklet.Id}.{Booklet.PrintRound}.{(int)Page}");

    public string Title => (Booklet.Holder == BookletHolder.Man ? "男方" : "女方") + (Page == BookletPage.Personal ? "个人信息页" : "二维码信息页");
}

/// <summary>The pages of a registration's valid booklets in their order: man's personal page, man's code page, woman's personal page, woman's code page.</summary>
internal sealed record PrintOrder(MarriageRegistration Registration, PrintSide Side, IReadOnlyList<PageToPrint> Pages)
{
    public IEnumerable<PageToPrint> Left => Pages.Where(p => !p.IsPrinted);

    /// <summary>The order, or null when there is no such registration.</summary>
    public static async Task<PrintOrder?> ReadAsync(RegistryDbContext db, long registrationId, PrintSide side, CancellationToken cancellationToken)
    {
        var registration = await db.Registrations.Include(r => r.Booklets).SingleOrDefaultAsync(r => r.Id == registrationId, cancellationToken);
        if (registration is null)
        {
            return null;
        }

        var booklets = registration.Booklets
            .Where(b => b.State == BookletState.Valid && (side == PrintSide.All || (b.Holder == BookletHolder.Man) == (side == PrintSide.Man)))
            .OrderBy(b => b.Holder).ToList();
        var ids = booklets.ConvertAll(b => b.Id);
        var printed = await db.PrintedPages.AsNoTracking().Where(p => ids.Contains(p.BookletId)).ToListAsync(cancellationToken);
        return new PrintOrder(registration, side, [.. booklets.SelectMany(PagesOf)]);

        IEnumerable<PageToPrint> PagesOf(Booklet booklet)
        {
            yield return Page(booklet, BookletPage.Personal);
            if (booklet.Code is not null)
            {
                yield return Page(booklet, BookletPage.Code);
            }
        }

        PageToPrint Page(Booklet booklet, BookletPage page) =>
            new(booklet, page, printed.Exists(p => p.BookletId == booklet.Id && p.Round == booklet.PrintRound && p.Page == page));
    }
}
