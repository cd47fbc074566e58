using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Inspections;

/// <summary>Findings about the own institution.</summary>
public sealed class IndexModel(FindingBook book) : PageModel
{
    public IReadOnlyList<FindingRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await book.ListOwnAsync(HttpContext.Actor(), cancellationToken);
}
