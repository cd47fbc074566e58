using CivilIdentity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Cases;

/// <summary>The institution's cases, the last entered first, with parties masked; a case can be closed here.</summary>
public sealed class IndexModel(PortalDbContext db, CaseService cases, CaseSecrets secrets) : PageModel
{
    private const int PageSize = 50;

    /// <summary>Id of the last case of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    [BindProperty]
    public Guid? Id { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Cases may also be entered by hand.</summary>
    public bool AllowsManualCases { get; private set; }

    public Guid? NextAfter { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        await LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Id is not { } id)
        {
            return BadRequest();
        }

        if (await cases.CloseAsync(id, HttpContext.Actor(), cancellationToken))
        {
            return Redirect("/cases");
        }

        var exists = await db.Cases.AnyAsync(c => c.Id == id && c.InstitutionId == HttpContext.Actor().InstitutionId, cancellationToken);
        if (!exists)
        {
            return NotFound();
        }

        await LoadAsync(cancellationToken);
        return this.Again("", "该案件已被他人办结。", StatusCodes.Status409Conflict);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var mine = db.Cases.AsNoTracking().Where(c => c.InstitutionId == HttpContext.Actor().InstitutionId);
        AllowsManualCases = await db.Openings.AnyAsync(o => o.InstitutionId == HttpContext.Actor().InstitutionId && o.AllowsManualCases, cancellationToken);
        var rows = mine;
        if (After is { } after)
        {
            var last = mine.Where(c => c.Id == after).Select(c => c.EnteredAt);
            rows = mine.Where(c => c.EnteredAt < last.First() || (c.EnteredAt == last.First() && c.Id.CompareTo(after) < 0));
        }

        var found = await rows.OrderByDescending(c => c.EnteredAt).ThenByDescending(c => c.Id).Take(PageSize + 1)
            .Include(c => c.Parties).ToListAsync(cancellationToken);
        NextAfter = found.Count > PageSize ? found[PageSize - 1].Id : null;
        Rows = [.. found.Take(PageSize).Select(c => new Row(c.Id, c.Number, c.Matter, c.AcceptedOn, c.CertificateNumber, c.Version > 0, c.IsOpen, [.. c.Parties.Select(Mask)]))];
    }

    private Party Mask(CaseParty party) =>
        new(secrets.OpenName(party.Id, party.SealedName).Masked, ResidentId.Mask(secrets.OpenIdNumber(party)));

    /// <summary>A case in the list.</summary>
    public sealed record Row(Guid Id, string Number, string Matter, DateOnly AcceptedOn, string? CertificateNumber, bool IsUploaded, bool IsOpen, IReadOnlyList<Party> Parties);

    /// <summary>A party, masked.</summary>
    public sealed record Party(string Name, string IdNumber);
}
