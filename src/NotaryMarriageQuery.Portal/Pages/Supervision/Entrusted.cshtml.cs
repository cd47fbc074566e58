using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Lookups for other institutions by those that one supervises, and whether their written request is there; reading them is evidence.</summary>
public sealed class EntrustedModel(EntrustmentSearch entrustments) : PageModel
{
    /// <summary>Only lookups whose written request is missing.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Missing { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    public EntrustmentPage List { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        List = await entrustments.InspectAsync(Missing, Before, HttpContext.Actor(), cancellationToken);
    }
}
