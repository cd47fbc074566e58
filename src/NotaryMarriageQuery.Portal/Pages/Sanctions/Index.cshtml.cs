using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Sanctions;

/// <summary>What was decided about the own institution and its people.</summary>
public sealed class IndexModel(SanctionBook book) : PageModel
{
    public IReadOnlyList<SanctionRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await book.ListOwnAsync(HttpContext.Actor(), cancellationToken);
}
