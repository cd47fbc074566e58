using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>The report of an inspection to print on A4, with the newest checkpoint and its QR code; that is evidence.</summary>
public sealed class InspectionPrintModel(InspectionBook book, TimeProvider clock) : PageModel
{
    public InspectionDetail Detail { get; private set; } = null!;

    public string PrintedAt { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid inspection, CancellationToken cancellationToken)
    {
        if (await book.OpenAsync(inspection, AuditKind.Print, HttpContext.Actor(), cancellationToken) is not { } detail)
        {
            return NotFound();
        }

        (Detail, PrintedAt) = (detail, Display.Time(clock.GetUtcNow().UtcDateTime));
        return Page();
    }
}
