using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>What the bureaus ask for, open requests first, and how far the reporting of each institution has come (B5).</summary>
public sealed class ReportsModel(PortalDbContext db, ReportOverview overview, ReportSecrets secrets, ReportExport export) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Open { get; private set; }

    /// <summary>How many requests stand before the next page; null on the last.</summary>
    public int? Next { get; private set; }

    public ReportList List { get; private set; } = null!;

    [BindProperty(Name = "File")]
    public string? Spreadsheet { get; set; }

    public async Task OnGetAsync(int skip, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        List = await overview.GetAsync(HttpContext.Actor(), cancellationToken);
        Open = await db.ReportRequests.CountAsync(r => r.State == RequestState.Open, cancellationToken);
        var found = await db.ReportRequests.AsNoTracking()
            .OrderBy(r => r.State == RequestState.Open ? 0 : 1).ThenByDescending(r => r.FiledAt).ThenBy(r => r.Id)
            .Skip(Math.Max(0, skip)).Take(PageSize + 1)
            .Join(db.Institutions, r => r.InstitutionId, i => i.Id, (r, i) => new { Request = r, i.Name })
            .ToListAsync(cancellationToken);
        Next = found.Count > PageSize ? Math.Max(0, skip) + PageSize : null;
        Rows = [.. found.Take(PageSize)
            .OrderBy(f => f.Request.State == RequestState.Open ? 0 : 1).ThenByDescending(f => f.Request.FiledAt).ThenBy(f => f.Request.Id)
            .Select(f => new Row(
                f.Request.Id,
                OpeningConditions.Instant(f.Request.FiledAt),
                f.Name,
                f.Request.Kind,
                ReportText.Summary(secrets.Open(f.Request)),
                f.Request.FiledByName,
                f.Request.State))];
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellationToken)
    {
        if (await this.SpreadsheetAsync(export, Spreadsheet, cancellationToken) is { } file)
        {
            return file;
        }

        await OnGetAsync(0, cancellationToken);
        return this.Again("File", "请选择要导出的名单");
    }

    /// <summary>A request in the list.</summary>
    public sealed record Row(Guid Id, DateTime FiledAt, string Institution, ReportKind Kind, string Summary, string Bureau, RequestState State);
}
