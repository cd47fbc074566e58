using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>Hands out a written application to the province's officer; that is evidence.</summary>
public sealed class AssistanceFileModel(AssistanceBook book) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid application, Guid file, CancellationToken cancellationToken) =>
        await book.OpenFileAsync(application, file, institutionId: null, HttpContext.Actor(), cancellationToken) is { } found ? found.ToResult("application") : NotFound();
}
