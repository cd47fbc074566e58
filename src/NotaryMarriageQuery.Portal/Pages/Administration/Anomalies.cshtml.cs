using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Anomalies;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>What people reported to be odd about their accounts: the open ones first, then the newest that were dealt with.</summary>
public sealed class AnomaliesModel(PortalDbContext db, AnomalyService anomalies) : PageModel
{
    private const int MostOpen = 200;
    private const int HandledShown = 50;

    private static readonly InlineValidator<AnomaliesModel> _validator = new()
    {
        v => v.RuleFor(m => m.Id).Must(i => Guid.TryParse(i, out _)).WithMessage("请选择报告"),
        v => v.RuleFor(m => m.Note).Text("请填写处理情况", AnomalyReport.NoteMaxLength, "处理情况"),
    };

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<Row> Open => [.. Rows.Where(r => r.Report.HandledAt is null)];

    public IReadOnlyList<SelectListItem> Choices =>
        [.. Open.Select(r => new SelectListItem($"{Display.Time(OpeningConditions.Instant(r.Report.ReportedAt))} {r.Report.ReportedByName} {AnomalyText.Of(r.Report.Kind)}", r.Report.Id.ToString()))];

    [BindProperty]
    public string? Id { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            await LoadAsync(cancellationToken);
            return this.Again();
        }

        if (await HandleAsync(Guid.Parse(Id!), cancellationToken))
        {
            return Redirect("/administration/anomalies");
        }

        await LoadAsync(cancellationToken);
        return this.Again("", $"这份报告已由他人登记处理情况（见下表），您填写的“{Note!.Trim()}”没有登记", StatusCodes.Status409Conflict);
    }

    private async Task<bool> HandleAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return await anomalies.HandleAsync(id, Note!.Trim(), HttpContext.Actor(), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var all = db.Anomalies.AsNoTracking();
        var open = await all.Where(a => a.HandledAt == null).OrderBy(a => a.ReportedAt).Take(MostOpen).ToListAsync(cancellationToken);
        var handled = await all.Where(a => a.HandledAt != null).OrderByDescending(a => a.HandledAt).Take(HandledShown).ToListAsync(cancellationToken);
        var names = await db.Institutions.ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        Rows = [.. open.Concat(handled).Select(a => new Row(a, a.ReportedBy.Split('/')[0], names.GetValueOrDefault(a.InstitutionId, ""), anomalies.TextOf(a)))];
    }

    /// <summary>A report in the list.</summary>
    public sealed record Row(AnomalyReport Report, string Account, string Institution, string Text);
}
