using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Verifications;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>One verification of an institution that one supervises; reading it is evidence.</summary>
public sealed class VerificationModel(VerificationBook book) : PageModel
{
    public VerificationRow Row { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid verification, CancellationToken cancellationToken)
    {
        if (await book.InspectAsync(verification, HttpContext.Actor(), cancellationToken) is not { } row)
        {
            return NotFound();
        }

        Row = row;
        return Page();
    }
}
