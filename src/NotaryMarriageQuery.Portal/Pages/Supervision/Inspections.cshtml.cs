using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Inspections of the own bureau, newest first; of all for the auditor.</summary>
public sealed class InspectionsModel(InspectionBook book) : PageModel
{
    public IReadOnlyList<InspectionLine> Lines { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Lines = await book.ListAsync(HttpContext.Actor(), cancellationToken);
}
