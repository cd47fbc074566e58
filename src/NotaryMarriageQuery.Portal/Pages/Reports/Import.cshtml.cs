using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Core.Spreadsheets;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Reports;

/// <summary>A list as a spreadsheet: looked at, then filed, whole or not at all.</summary>
/// <remarks>Larger files than are read come in as far as this, so that people get a sentence instead of a connection that breaks off.</remarks>
[RequestSizeLimit(2 * SpreadsheetLimits.FileLength)]
public sealed class ImportModel(ReportImports imports) : PageModel
{
    /// <summary>Lines of a preview that are shown; how many there are is said.</summary>
    public const int MostShown = 200;

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Id { get; set; }

    public ImportPreview? Preview { get; private set; }

    public bool MayFile => ReportDirectory.MayFile(HttpContext.Actor());

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!MayFile)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (Upload is null)
        {
            return this.Again(nameof(Upload), "请选择名单文件");
        }

        try
        {
            await using var stream = Upload.OpenReadStream();
            Preview = await imports.PreviewAsync(stream, HttpContext.Actor(), cancellationToken);
        }
        catch (SpreadsheetException e)
        {
            return this.Again(nameof(Upload), e.Message);
        }

        return Preview.Id is null ? this.Again(nameof(Upload), $"有 {Preview.Plan.Problems.Count} 行有误，见下表") : Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!MayFile)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Preview = Guid.TryParse(Id, out var id) ? await imports.ConfirmAsync(id, HttpContext.Actor(), cancellationToken) : null;
        return Preview switch
        {
            null => this.Again(nameof(Upload), "预览已过期或已提交，请重新上传", StatusCodes.Status409Conflict),
            { Plan.Problems.Count: > 0 } => this.Again(nameof(Upload), "预览之后情况有变，见下表；没有导入任何内容", StatusCodes.Status409Conflict),
            _ => Redirect("/reports"),
        };
    }
}
