using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Cases that were looked up and never came to their end, for the institutions in scope; no personal data.</summary>
public sealed class OverdueCasesModel(OverdueCases overdue, LogInspection inspection) : PageModel
{
    public static IReadOnlyList<SelectListItem> Kinds { get; } =
    [
        new("两者之一", nameof(OverdueKind.Either)), new("未再上传", nameof(OverdueKind.NotUploaded)), new("无公证书编号", nameof(OverdueKind.NoCertificate)),
    ];

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Days { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];

    public OverduePage? Found { get; private set; }

    /// <summary>Address of the next page with the same filters.</summary>
    public string? NextUrl { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Kind = string.IsNullOrEmpty(Kind) ? nameof(OverdueKind.Either) : Kind;
        Days = string.IsNullOrWhiteSpace(Days) ? OverdueFilter.UsualDays.ToString(CultureInfo.InvariantCulture) : Days;
        Institutions = [.. (await inspection.InstitutionsAsync(HttpContext.Actor(), cancellationToken))
            .Where(i => i.Kind == InstitutionKind.NotaryOffice).Select(i => new SelectListItem(i.Name, i.Code))];
        if (ReadFilter() is not { } filter)
        {
            return this.Again();
        }

        Found = await overdue.SearchAsync(filter, HttpContext.Actor(), cancellationToken);
        NextUrl = Found.Next is { } next ? MakeNextUrl(next) : null;
        return Page();
    }

    private OverdueFilter? ReadFilter()
    {
        if (Kinds.All(k => k.Value != Kind))
        {
            ModelState.AddModelError(nameof(Kind), "没有这种情形，请重新选择");
        }

        if (!int.TryParse(Days?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > OverdueFilter.MostDays)
        {
            ModelState.AddModelError(nameof(Days), $"查询后天数应为 0 至 {OverdueFilter.MostDays}");
        }

        (long, Guid)? after = null;
        if (!string.IsNullOrEmpty(After) && (after = ReadAfter(After)) is null)
        {
            ModelState.AddModelError("", "翻页位置有误，请从第一页重新查看");
        }

        return ModelState.IsValid
            ? new OverdueFilter { Kind = Enum.Parse<OverdueKind>(Kind!), Days = days, Institution = string.IsNullOrEmpty(Institution) ? null : Institution, After = after }
            : null;
    }

    private static (long, Guid)? ReadAfter(string text) => text.Split('.') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && Guid.TryParseExact(id, "N", out var caseId)
        ? (microseconds, caseId)
        : null;

    private string MakeNextUrl((long FirstAt, Guid CaseId) next) => "/supervision/overdue-cases" + new QueryBuilder
    {
        { nameof(Kind), Kind! },
        { nameof(Days), Days! },
        { nameof(Institution), Institution ?? "" },
        { nameof(After), string.Create(CultureInfo.InvariantCulture, $"{next.FirstAt}.{next.CaseId:N}") },
    }.ToQueryString();
}
