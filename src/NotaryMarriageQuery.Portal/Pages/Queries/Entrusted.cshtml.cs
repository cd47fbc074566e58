using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Queries;

/// <summary>Lookups for other institutions: what was looked up here on a letter, and what others looked up for this institution (Z 八(二)).</summary>
public sealed class EntrustedModel(EntrustmentSearch entrustments) : PageModel
{
    /// <summary>Show what others did for this institution.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Elsewhere { get; set; }

    /// <summary>Only lookups whose written request is missing.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Missing { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    public EntrustmentPage List { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var actor = HttpContext.Actor();
        List = Elsewhere
            ? await entrustments.DoneElsewhereAsync(Before, actor, cancellationToken)
            : await entrustments.DoneHereAsync(Missing, Before, actor, cancellationToken);
    }
}
