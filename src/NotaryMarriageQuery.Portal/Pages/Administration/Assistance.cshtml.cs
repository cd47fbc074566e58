using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Assistance;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>Applications for assistance of all institutions: open ones, the most urgent first, or closed ones.</summary>
public sealed class AssistanceModel(AssistanceBook book) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Closed { get; set; }

    public IReadOnlyList<AssistanceRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Rows = await book.ListAllAsync(Closed, cancellationToken);
    }
}
