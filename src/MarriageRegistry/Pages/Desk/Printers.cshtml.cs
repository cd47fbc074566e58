using System.Globalization;
using MarriageRegistry.Data;
using MarriageRegistry.Desk;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Journal;
using MarriageRegistry.Desk.Printing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Pages.Desk;

/// <summary>The office's printers and how far each prints beside the place.</summary>
public sealed class PrintersModel(IDbContextFactory<RegistryDbContext> contexts, DeskTransactions transactions, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    public IReadOnlyList<Printer> Printers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var office = DeskActor.Of(HttpContext).OfficeCode;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        Printers = await db.Printers.AsNoTracking().Where(p => p.OfficeCode == office).OrderBy(p => p.Name).ToListAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var (actor, name) = (DeskActor.Of(HttpContext), Name?.Trim());
        if (string.IsNullOrEmpty(name) || name.Length > Printer.NameMaxLength || name.Any(char.IsControl))
        {
            return await AgainAsync(nameof(Name), $"请填写打印机名称，不超过 {Printer.NameMaxLength} 个字", cancellationToken);
        }

        var isNew = await transactions.RunAsync(async db =>
        {
            if (await db.Printers.AnyAsync(p => p.OfficeCode == actor.OfficeCode && p.Name == name, cancellationToken))
            {
                return false;
            }

            db.Printers.Add(new Printer { OfficeCode = actor.OfficeCode, Name = name });
            db.DeskEntries.Add(DeskJournal.Entry(actor, DeskActs.PrinterChanged, null, $"添加 {name}", clock));
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);
        return isNew ? Redirect("/desk/printers") : await AgainAsync(nameof(Name), "已有同名的打印机，请换一个名称", cancellationToken);
    }

    public async Task<IActionResult> OnPostSaveAsync(long printerId, string? x, string? y, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var actor = DeskActor.Of(HttpContext);
        if (Tenths(x) is not { } right || Tenths(y) is not { } down)
        {
            return await AgainAsync("", "校准值应在 -20 到 20 毫米之间，最多一位小数", cancellationToken);
        }

        var isOurs = await transactions.RunAsync(async db =>
        {
            if (await db.Printers.SingleOrDefaultAsync(p => p.Id == printerId && p.OfficeCode == actor.OfficeCode, cancellationToken) is not { } printer)
            {
                return false;
            }

            (printer.OffsetX, printer.OffsetY) = (right, down);
            db.DeskEntries.Add(DeskJournal.Entry(actor, DeskActs.PrinterChanged, null, $"{printer.Name}：向右 {Millimetres(right)}，向下 {Millimetres(down)}", clock));
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);
        return isOurs ? Redirect("/desk/printers") : NotFound();
    }

    public static string Millimetres(int tenths) => (tenths / 10m).ToString("0.#", CultureInfo.InvariantCulture);

    private static int? Tenths(string? text) =>
        decimal.TryParse(text?.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var millimetres)
        && Math.Abs(millimetres) * 10 <= Printer.MostTenths && decimal.Truncate(millimetres * 10) == millimetres * 10
            ? (int)(millimetres * 10)
            : null;

    private async Task<IActionResult> AgainAsync(string field, string message, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(field, message);
        await OnGetAsync(cancellationToken);
        return this.Again();
    }
}
