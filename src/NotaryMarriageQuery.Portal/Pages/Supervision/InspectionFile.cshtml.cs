using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Hands out a file of a finding or of its answer; that is evidence.</summary>
public sealed class InspectionFileModel(InspectionBook book) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid inspection, Guid file, CancellationToken cancellationToken) =>
        await book.OpenFileAsync(inspection, file, HttpContext.Actor(), cancellationToken) is { } found ? found.ToResult("finding") : NotFound();
}
