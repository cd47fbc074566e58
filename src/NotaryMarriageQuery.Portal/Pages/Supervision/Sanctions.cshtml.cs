using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Decisions about the institutions that one supervises; reading them is evidence.</summary>
public sealed class SanctionsModel(SanctionBook book, LogInspection inspection) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];

    public IReadOnlyList<SanctionRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var actor = HttpContext.Actor();
        Institutions = [.. (await inspection.InstitutionsAsync(actor, cancellationToken)).Where(i => i.Kind == InstitutionKind.NotaryOffice).Select(i => new SelectListItem(i.Name, i.Code))];
        Institution = Institutions.FirstOrDefault(i => i.Value == Institution)?.Value;
        Rows = await book.InspectAsync(Institution, actor, cancellationToken);
    }
}
