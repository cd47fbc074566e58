using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Assistance;

/// <summary>The institution's applications for assistance (Z 八(四)), newest first.</summary>
public sealed class IndexModel(AssistanceBook book) : PageModel
{
    public IReadOnlyList<AssistanceRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await book.ListOwnAsync(HttpContext.Actor(), cancellationToken);
}
