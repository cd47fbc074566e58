using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Inspections;

/// <summary>Hands out a file of a finding about the own institution; that is evidence.</summary>
public sealed class FileModel(FindingBook book) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid finding, Guid file, CancellationToken cancellationToken) =>
        await book.OpenFileAsync(finding, file, HttpContext.Actor(), cancellationToken) is { } found ? found.ToResult("finding") : NotFound();
}
