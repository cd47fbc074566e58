using MarriageRegistry.Booklets;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Journal;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Desk.Printing;

/// <summary>Keeps what was printed: a print that broke off goes on at the page where it stopped, with the same code (E3).</summary>
public sealed class PrintDesk(DeskTransactions transactions, TimeProvider clock)
{
    /// <summary>Confirms a page and those before it; a sentence when it cannot be, null when it stands.</summary>
    public Task<string?> ConfirmAsync(ConfirmPrint form, DeskActor actor, CancellationToken cancellationToken) => transactions.RunAsync(async db =>
    {
        var order = await PrintOrder.ReadAsync(db, form.RegistrationId, form.Side, cancellationToken);
        if (order is null || order.Registration.OfficeCode != actor.OfficeCode)
        {
            return "只能打印本机关办理的登记";
        }

        var last = order.Pages.ToList().FindIndex(p => p.Key == form.Page);
        if (last < 0)
        {
            return "这本证已更正、补领或已准许重打，请刷新页面后按新的页面打印";
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var printer = await db.Printers.AnyAsync(p => p.Id == form.PrinterId && p.OfficeCode == actor.OfficeCode, cancellationToken) ? form.PrinterId : null;
        foreach (var page in order.Pages.Take(last + 1).Where(p => !p.IsPrinted))
        {
            db.PrintedPages.Add(new PrintedPage
            {
                BookletId = page.Booklet.Id,
                Round = page.Booklet.PrintRound,
                Page = page.Page,
                ConfirmedAt = now,
                RegistrarId = actor.Id,
                PrinterId = printer,
            });
            db.DeskEntries.Add(DeskJournal.Entry(actor, DeskActs.PrintConfirmed, form.RegistrationId, page.Title, clock));
        }

        // A booklet is printed when its last page is.
        foreach (var done in order.Pages.Select((page, index) => (page.Booklet, index)).GroupBy(p => p.Booklet).Where(b => b.Max(p => p.index) <= last))
        {
            done.Key.PrintedAt ??= now;
        }

        await db.SaveChangesAsync(cancellationToken);
        return null;
    }, cancellationToken);

    /// <summary>Lets booklets be printed again on new paper, with the same code; null when it stands.</summary>
    public Task<string?> RepeatAsync(long registrationId, PrintSide side, string? reason, DeskActor actor, CancellationToken cancellationToken) => transactions.RunAsync(async db =>
    {
        var order = await PrintOrder.ReadAsync(db, registrationId, side, cancellationToken);
        if (order is null || order.Registration.OfficeCode != actor.OfficeCode || !actor.IsLead)
        {
            return "重新打印须由本机关负责人准许";
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 100 || reason.Any(char.IsControl))
        {
            return "请填写重新打印的原因，不超过 100 个字";
        }

        foreach (var booklet in order.Pages.Select(p => p.Booklet).Distinct())
        {
            booklet.PrintRound++;
            (booklet.PrintedAt, booklet.PrintingNumber) = (null, null);
        }

        db.DeskEntries.Add(DeskJournal.Entry(actor, DeskActs.PrintRepeated, registrationId, reason.Trim(), clock));
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }, cancellationToken);

    /// <summary>Keeps the number that a paper booklet bears; null when it stands.</summary>
    public Task<string?> KeepPrintingNumberAsync(long bookletId, string? number, DeskActor actor, CancellationToken cancellationToken) => transactions.RunAsync(async db =>
    {
        var booklet = await db.Booklets.SingleOrDefaultAsync(
            b => b.Id == bookletId && b.State == BookletState.Valid && db.Registrations.Any(r => r.Id == b.RegistrationId && r.OfficeCode == actor.OfficeCode), cancellationToken);
        var text = number?.Trim();
        if (booklet is null || string.IsNullOrEmpty(text) || text.Length > Booklet.PrintingNumberMaxLength || !text.All(char.IsAsciiLetterOrDigit))
        {
            return "请填写证书上的印制号，只含字母和数字";
        }

        booklet.PrintingNumber = text;
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }, cancellationToken);
}

/// <summary>已打印到这一页: the page's key as the print page gave it.</summary>
public sealed record ConfirmPrint(long RegistrationId, PrintSide Side, string? Page, long? PrinterId);
