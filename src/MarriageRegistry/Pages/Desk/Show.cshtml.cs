using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Entry;
using MarriageRegistry.Desk.Journal;
using MarriageRegistry.Desk.Printing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Pages.Desk;

/// <summary>One registration: its content, its booklets, the couple's other acts, and what can be done. Every view stands in the journal.</summary>
public sealed class ShowModel(IDbContextFactory<RegistryDbContext> contexts, DeskJournal journal, PrintDesk printing, TimeProvider clock) : PageModel
{
    public RegistrationView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        await journal.WriteAsync(DeskActor.Of(HttpContext), DeskActs.Viewed, id, null, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostPrintingNumberAsync(long id, long bookletId, string? printingNumber, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var problem = await printing.KeepPrintingNumberAsync(bookletId, printingNumber, DeskActor.Of(HttpContext), cancellationToken);
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        return problem is null ? Redirect(FormattableString.Invariant($"/desk/registrations/{id}")) : this.Again(problem);
    }

    public static string State(BookletState state) => state switch
    {
        BookletState.Valid => "有效",
        BookletState.Corrected => "已作废（更正）",
        _ => "已作废（补领）",
    };

    private async Task<bool> LoadAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var view = await RegistrationView.ReadAsync(db, id, DeskActor.Of(HttpContext), clock, cancellationToken);
        View = view!;
        return view is not null;
    }
}
