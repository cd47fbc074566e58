using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>The plan of an inspection: scope, period, how many, spread by what.</summary>
public sealed class InspectionNewModel(InspectionPlanning planning, LogInspection inspection, TimeProvider clock) : PageModel
{
    private const int LongestDays = 3 * 366;

    public static IReadOnlyList<SelectListItem> Kinds { get; } = [.. Enum.GetValues<InspectionKind>().Select(k => new SelectListItem(InspectionText.Of(k), k.ToString()))];

    public static IReadOnlyList<SelectListItem> AllStrata { get; } = [.. Enum.GetValues<InspectionStrata>().Select(s => new SelectListItem(InspectionText.Of(s), s.ToString()))];

    private static readonly InlineValidator<InspectionNewModel> _validator = new()
    {
        v => v.RuleFor(m => m.FormId).Must(f => Guid.TryParse(f, out _)).WithMessage("表单已失效，请返回后重新填写"),
        v => v.RuleFor(m => m.Title).Text("请输入名称", Inspection.TitleMaxLength, "名称"),
        v => v.RuleFor(m => m.Kind).Must(k => Kinds.Any(i => i.Value == k)).WithMessage("请选择方式"),
        v => v.RuleFor(m => m.Codes).Must((m, codes) => codes.All(c => m.Offices.Any(o => o.Value == c))).WithMessage("所选机构不在监督范围内，请重新选择"),
        v => v.RuleFor(m => m.From).Must((m, f) => FindDay(f) is { } day && day <= m.Today && day.Year >= 2000).WithMessage("请输入开始日期，不晚于今天"),
        v => v.RuleFor(m => m.Until).Must((m, u) => FindDay(u) is { } day && day <= m.Today && FindDay(m.From) is { } from && day >= from && day <= from.AddDays(LongestDays))
            .WithMessage("请输入截止日期，不早于开始日期，不晚于今天，三年以内"),
        v => v.RuleFor(m => m.Size).Must((m, s) => string.IsNullOrWhiteSpace(s) != string.IsNullOrWhiteSpace(m.Percent)).WithMessage("条数和比例请填写一项，且只填一项")
            .Must(s => string.IsNullOrWhiteSpace(s) || FindNumber(s, Inspection.MostItems) is not null).WithMessage($"请输入 1 至 {Inspection.MostItems} 的整数"),
        v => v.RuleFor(m => m.Percent).Must(p => string.IsNullOrWhiteSpace(p) || FindNumber(p, 100) is not null).WithMessage("请输入 1 至 100 的整数"),
        v => v.RuleFor(m => m.Strata).Must(s => AllStrata.Any(i => i.Value == s)).WithMessage("请选择分层"),
    };

    /// <summary>Number of this form: sent twice, it makes one plan.</summary>
    [BindProperty]
    public string? FormId { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public IReadOnlyList<string> Codes { get; set; } = [];

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    [BindProperty]
    public string? Size { get; set; }

    [BindProperty]
    public string? Percent { get; set; }

    [BindProperty]
    public string? Strata { get; set; }

    public IReadOnlyList<SelectListItem> Offices { get; private set; } = [];

    private DateOnly Today => Core.ChinaDay.Today(clock);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        FormId = Guid.NewGuid().ToString();
        await LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Codes = [.. Codes.Where(c => c is not null)];
        await LoadAsync(cancellationToken);
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        var input = new PlanInspection
        {
            Id = Guid.Parse(FormId!),
            Title = Title!.Trim(),
            Kind = Enum.Parse<InspectionKind>(Kind!),
            Codes = (Codes.Count > 0 ? Codes : Offices.Select(o => o.Value)).ToHashSet(StringComparer.Ordinal),
            FirstDay = FindDay(From)!.Value,
            LastDay = FindDay(Until)!.Value,
            SampleSize = FindNumber(Size, Inspection.MostItems),
            SamplePercent = FindNumber(Percent, 100),
            Strata = Enum.Parse<InspectionStrata>(Strata!),
        };
        return await planning.PlanAsync(input, HttpContext.Actor(), cancellationToken)
            ? Redirect($"/supervision/inspections/{input.Id}")
            : this.Again(nameof(Codes), "监督范围内没有可检查的机构，或范围已变，请重新选择", StatusCodes.Status409Conflict);
    }

    private static DateOnly? FindDay(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static int? FindNumber(string? text, int most) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private async Task LoadAsync(CancellationToken cancellationToken) =>
        Offices = [.. (await inspection.InstitutionsAsync(HttpContext.Actor(), cancellationToken)).Where(i => i.Kind == InstitutionKind.NotaryOffice).Select(i => new SelectListItem(i.Name, i.Code))];
}
