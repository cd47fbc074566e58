using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>Hands out the file of a decision; that is evidence.</summary>
public sealed class SanctionFileModel(SanctionBook book) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid sanction, Guid file, CancellationToken cancellationToken) =>
        await book.OpenFileAsync(sanction, file, HttpContext.Actor(), cancellationToken) is { } found ? found.ToResult("decision") : NotFound();
}
