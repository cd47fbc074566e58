using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Spreadsheets;
using NotaryMarriageQuery.Core.Statistics;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>How much is looked up, by day, hour, institution, matter and outcome, beside the period before; as pictures with their tables, and as a spreadsheet.</summary>
public sealed class StatisticsModel(UseSearch search, LogInspection inspection, TimeProvider clock) : PageModel
{
    private const int UsualDays = 30;
    private const int MostDays = 366;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];

    public UseFigures? Figures { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : this.Again();

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return this.Again();
        }

        var stream = new MemoryStream();
        using (var writer = new XlsxWriter(stream, "统计", 28, 14, 14))
        {
            foreach (var row in StatisticsTable.Rows(Figures!))
            {
                writer.Write(row);
            }
        }

        stream.Position = 0;
        return File(stream, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"statistics-{Figures!.From:yyyyMMdd}-{Figures.To:yyyyMMdd}.xlsx");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var actor = HttpContext.Actor();
        Institutions = [.. (await inspection.InstitutionsAsync(actor, cancellationToken)).Where(i => i.Kind == InstitutionKind.NotaryOffice).Select(i => new SelectListItem(i.Name, i.Code))];
        var today = Core.ChinaDay.Today(clock);
        var to = LogFilterInput.ReadDay(ModelState, nameof(To), To, "截止日期") ?? today;
        var from = LogFilterInput.ReadDay(ModelState, nameof(From), From, "起始日期") ?? to.AddDays(1 - UsualDays);
        if (from > to)
        {
            ModelState.AddModelError(nameof(To), "截止日期早于起始日期");
        }
        else if (to.DayNumber - from.DayNumber >= MostDays)
        {
            ModelState.AddModelError(nameof(From), $"一次最多统计 {MostDays} 天");
        }

        if (!string.IsNullOrEmpty(Institution) && Institutions.All(i => i.Value != Institution))
        {
            ModelState.AddModelError(nameof(Institution), "没有这家公证机构，请重新选择");
        }

        if (!ModelState.IsValid)
        {
            return false;
        }

        (From, To) = (from.ToString("O", System.Globalization.CultureInfo.InvariantCulture), to.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Figures = await search.ReadAsync(from, to, string.IsNullOrEmpty(Institution) ? null : Institution, actor, cancellationToken);
        return true;
    }
}
