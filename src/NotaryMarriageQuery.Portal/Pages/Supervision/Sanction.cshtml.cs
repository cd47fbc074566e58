using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>One decision about an institution that one supervises; reading it is evidence.</summary>
public sealed class SanctionModel(SanctionBook book) : PageModel
{
    public SanctionRow Row { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid sanction, CancellationToken cancellationToken)
    {
        if (await book.InspectAsync(sanction, HttpContext.Actor(), cancellationToken) is not { } row)
        {
            return NotFound();
        }

        Row = row;
        return Page();
    }
}
