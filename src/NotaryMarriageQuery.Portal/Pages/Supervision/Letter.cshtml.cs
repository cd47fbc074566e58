using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Hands out a file of a written request to somebody who supervises the institution; that is evidence.</summary>
public sealed class LetterModel(EntrustmentSearch entrustments) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id, Guid file, CancellationToken cancellationToken) =>
        await entrustments.InspectAsync(id.ToLowerInvariant(), file, HttpContext.Actor(), cancellationToken) is { } found ? found.ToResult("letter") : NotFound();
}
