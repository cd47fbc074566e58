using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Assistance;

/// <summary>Hands out the written application to its institution; that is evidence.</summary>
public sealed class FileModel(AssistanceBook book) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid application, Guid file, CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        return await book.OpenFileAsync(application, file, actor.InstitutionId, actor, cancellationToken) is { } found ? found.ToResult("application") : NotFound();
    }
}
