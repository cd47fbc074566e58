using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Journal;
using MarriageRegistry.Desk.Printing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Pages.Desk;

/// <summary>测试页 of a printer: marks to measure from, and where the code will stand.</summary>
public sealed class PrinterTestModel(IDbContextFactory<RegistryDbContext> contexts, DeskJournal journal) : PageModel
{
    public Printer Printer { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        var actor = DeskActor.Of(HttpContext);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Printers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.OfficeCode == actor.OfficeCode, cancellationToken) is not { } printer)
        {
            return NotFound();
        }

        Printer = printer;
        await journal.WriteAsync(actor, DeskActs.TestPage, null, printer.Name, cancellationToken);
        return Page();
    }
}
