using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Sanctions;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>Decisions on consequences, newest first, of all institutions or one.</summary>
public sealed class SanctionsModel(PortalDbContext db, SanctionBook book) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];

    public IReadOnlyList<SanctionRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var offices = await db.Institutions.AsNoTracking().Where(i => i.Kind == InstitutionKind.NotaryOffice).OrderBy(i => i.Name).ToListAsync(cancellationToken);
        var chosen = offices.Find(i => i.Code == Institution);
        Institutions = [.. offices.Select(i => new SelectListItem(i.Name, i.Code))];
        Institution = chosen?.Code;
        Rows = await book.ListAsync(chosen?.Id, cancellationToken);
    }
}
