using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Alerts;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Alerts (C5): what the rules noticed, with yesterday's summary; the own region's only.</summary>
public sealed class AlertsModel(AlertBook book, LogInspection inspection) : PageModel
{
    private Dictionary<string, string> _names = [];

    public static IReadOnlyList<SelectListItem> States { get; } = [.. Enum.GetValues<AlertState>().Select(s => new SelectListItem(AlertText.Of(s), s.ToString()))];

    public static IReadOnlyList<SelectListItem> Kinds { get; } = [.. Enum.GetValues<AlertKind>().Select(k => new SelectListItem(AlertText.Of(k), k.ToString()))];

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Day { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public AlertPage? Found { get; private set; }

    public AlertSummary Summary { get; private set; } = null!;

    public string? NextUrl { get; private set; }

    public string InstitutionName(string code) => _names.GetValueOrDefault(code, code.Length == 0 ? "—" : "其他机构");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var actor = HttpContext.Actor();
        _names = (await inspection.InstitutionsAsync(actor, cancellationToken)).ToDictionary(i => i.Code, i => i.Name, StringComparer.Ordinal);
        Summary = await book.SummariseAsync(book.Yesterday, actor, cancellationToken);
        var day = LogFilterInput.ReadDay(ModelState, nameof(Day), Day, "日期");
        Check(nameof(State), State, States, "没有这种状态，请重新选择");
        Check(nameof(Kind), Kind, Kinds, "没有这种预警，请重新选择");
        Guid? after = Guid.TryParseExact(After, "N", out var id) ? id : null;
        if (!string.IsNullOrEmpty(After) && after is null)
        {
            ModelState.AddModelError("", "翻页位置有误，请从第一页重新查看");
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var filter = new AlertFilter(
            string.IsNullOrEmpty(State) ? null : Enum.Parse<AlertState>(State), string.IsNullOrEmpty(Kind) ? null : Enum.Parse<AlertKind>(Kind), day, after);
        Found = await book.SearchAsync(filter, actor, cancellationToken);
        NextUrl = Found.NextAfter is { } next
            ? "/supervision/alerts" + new QueryBuilder { { nameof(State), State ?? "" }, { nameof(Kind), Kind ?? "" }, { nameof(Day), Day ?? "" }, { nameof(After), next.ToString("N") } }
            : null;
        return Page();
    }

    private void Check(string field, string? typed, IReadOnlyList<SelectListItem> choices, string otherwise)
    {
        if (!string.IsNullOrEmpty(typed) && choices.All(c => c.Value != typed))
        {
            ModelState.AddModelError(field, otherwise);
        }
    }
}
