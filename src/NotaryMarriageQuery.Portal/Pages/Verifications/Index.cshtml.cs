using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Verifications;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Verifications;

/// <summary>What marriage registries asked this institution about its certificates (Z 七), newest first.</summary>
public sealed class IndexModel(VerificationBook book) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public VerificationPage List { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        List = await book.ListOwnAsync(After, HttpContext.Actor(), cancellationToken);
    }
}
