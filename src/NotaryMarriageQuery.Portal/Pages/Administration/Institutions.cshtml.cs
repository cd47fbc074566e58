using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>All institutions of the province, with what belongs to them.</summary>
public sealed class InstitutionsModel(PortalDbContext db) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await db.Institutions
        .OrderBy(i => i.Kind == InstitutionKind.Province ? 0 : i.Kind == InstitutionKind.Bureau ? 1 : 2).ThenBy(i => i.RegionCode).ThenBy(i => i.Name)
        .Select(i => new Row(
            i.Name,
            i.Code,
            i.Kind,
            i.RegionCode,
            i.IsOpen,
            i.Head,
            db.Accounts.Count(a => a.InstitutionId == i.Id),
            db.Workstations.Count(w => w.InstitutionId == i.Id)))
        .ToListAsync(cancellationToken);

    /// <summary>An institution in the list.</summary>
    public sealed record Row(string Name, string Code, InstitutionKind Kind, string RegionCode, bool IsOpen, string Head, int Accounts, int Workstations);
}
