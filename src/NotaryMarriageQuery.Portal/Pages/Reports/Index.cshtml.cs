using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Reports;

/// <summary>A bureau's institutions and how far the reporting of each has come (B5).</summary>
public sealed class IndexModel(ReportOverview overview, ReportExport export) : PageModel
{
    public ReportList List { get; private set; } = null!;

    public bool MayFile => ReportDirectory.MayFile(HttpContext.Actor());

    [BindProperty(Name = "File")]
    public string? Spreadsheet { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => List = await overview.GetAsync(HttpContext.Actor(), cancellationToken);

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellationToken)
    {
        if (await this.SpreadsheetAsync(export, Spreadsheet, cancellationToken) is { } file)
        {
            return file;
        }

        await OnGetAsync(cancellationToken);
        ModelState.Clear();
        return this.Again("File", "请选择要导出的名单");
    }
}
