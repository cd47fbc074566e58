using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Queries;

/// <summary>Hands out a file of the written request of a lookup of the own institution; that is evidence.</summary>
public sealed class LetterModel(EntrustmentSearch entrustments) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id, Guid file, CancellationToken cancellationToken) =>
        await entrustments.OpenOwnAsync(id.ToLowerInvariant(), file, HttpContext.Actor(), cancellationToken) is { } found ? found.ToResult("letter") : NotFound();
}
