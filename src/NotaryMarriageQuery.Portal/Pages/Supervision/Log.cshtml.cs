using System.Globalization;
using CivilIdentity;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>The log for inspectors (C2): filters in the address, the person by POST only.</summary>
public sealed class LogModel(LogInspection inspection, TimeProvider clock) : PageModel
{
    private Dictionary<string, string> _names = [];

    public static IReadOnlyList<SelectListItem> Outcomes { get; } = [.. OutcomeText.Filters.Select(f => new SelectListItem(f.Text, f.Status.ToString()))];

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Outcome { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? CaseNumber { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Operator { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty]
    public string? SubjectIdNumber { get; set; }

    /// <summary>The person searched for; null while the page shows the whole log.</summary>
    public string? Subject { get; private set; }

    public LogPage? Log { get; private set; }

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];

    /// <summary>Address of the next page with the same filters.</summary>
    public string? NextUrl { get; private set; }

    public string InstitutionName(string code) => _names.GetValueOrDefault(code, code.Length == 0 ? "—" : code);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        if (ReadFilter() is not { } filter)
        {
            return this.Again();
        }

        Log = await inspection.SearchAsync(filter, HttpContext.Actor(), cancellationToken);
        NextUrl = Log.NextAfter is { } next ? MakeNextUrl(next) : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        ModelState.Clear();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
        if (!ResidentId.TryParse(SubjectIdNumber, today, out var id, out var problem))
        {
            return this.Again(nameof(SubjectIdNumber), problem == ResidentIdProblem.Empty ? "请输入被查询人的公民身份号码" : Queries.RefusalText.OfNumber(problem));
        }

        Subject = id.Value;
        Log = await inspection.SearchAsync(new LogFilter { Subject = id.Value }, HttpContext.Actor(), cancellationToken);
        return Page();
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var institutions = await inspection.InstitutionsAsync(HttpContext.Actor(), cancellationToken);
        _names = institutions.ToDictionary(i => i.Code, i => i.Name, StringComparer.Ordinal);
        Institutions = [.. institutions.Select(i => new SelectListItem(i.Name, i.Code))];
    }

    private LogFilter? ReadFilter()
    {
        var from = ReadDay(nameof(From), From, "起始日期");
        var to = ReadDay(nameof(To), To, "截止日期");
        if (from > to)
        {
            ModelState.AddModelError(nameof(To), "截止日期早于起始日期");
        }

        var status = OutcomeText.Filters.Where(f => f.Status.ToString() == Outcome).Select(f => (AuditStatus?)f.Status).FirstOrDefault();
        if (!string.IsNullOrEmpty(Outcome) && status is null)
        {
            ModelState.AddModelError(nameof(Outcome), "没有这种结果，请重新选择");
        }

        long after = 0;
        if (!string.IsNullOrEmpty(After) && !AuditNumber.TryParse(After, out after))
        {
            ModelState.AddModelError("", "翻页位置有误，请从第一页重新查看");
        }

        return ModelState.IsValid
            ? new LogFilter
            {
                From = from,
                To = to,
                Institution = Institution,
                Outcome = status,
                CaseNumber = Core.Cases.CaseNumber.TryParse(CaseNumber, out var number) ? number.Value : CaseNumber?.Trim(),
                Operator = Operator?.Trim(),
                After = after == 0 ? null : after,
            }
            : null;
    }

    private DateOnly? ReadDay(string field, string? text, string label)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > 1970)
        {
            return day;
        }

        ModelState.AddModelError(field, $"{label}应为年-月-日，例如 2026-11-22");
        return null;
    }

    private string MakeNextUrl(long next)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("From", From), ("To", To), ("Institution", Institution), ("Outcome", Outcome), ("CaseNumber", CaseNumber), ("Operator", Operator) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        query.Add("After", AuditNumber.Format(next));
        return "/supervision/log" + query.ToQueryString();
    }
}
