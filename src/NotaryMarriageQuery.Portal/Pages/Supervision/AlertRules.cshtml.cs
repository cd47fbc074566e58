using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Alerts;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>The rules of alerts with their thresholds; the province's auditor sets them, one at a time.</summary>
public sealed class AlertRulesModel(AlertRuleBook book) : PageModel
{
    private const int MostMinutes = 400 * 24 * 60;

    private static readonly InlineValidator<AlertRulesModel> _validator = new()
    {
        v => v.RuleFor(m => m.Threshold).InclusiveBetween(1, 1000).WithMessage("次数应为 1 至 1000"),
        v => v.RuleFor(m => m.Minutes).InclusiveBetween(0, MostMinutes).WithMessage($"时间范围应为 0 至 {MostMinutes} 分钟"),
        v => v.RuleFor(m => m.FromHour).InclusiveBetween(0, 23).WithMessage("上班时间应为 0 至 23 时"),
        v => v.RuleFor(m => m.ToHour).InclusiveBetween(0, 24).WithMessage("下班时间应为 0 至 24 时"),
        v => v.RuleFor(m => m.ToHour).GreaterThan(m => m.FromHour).When(m => m.Kind == AlertKind.OutOfHours).WithMessage("下班时间应晚于上班时间"),
    };

    [BindProperty]
    public AlertKind Kind { get; set; }

    [BindProperty]
    public bool IsOn { get; set; }

    [BindProperty]
    public int? Threshold { get; set; }

    [BindProperty]
    public int? Minutes { get; set; }

    [BindProperty]
    public int? FromHour { get; set; }

    [BindProperty]
    public int? ToHour { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public IReadOnlyList<AlertRule> Rules { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rules = await book.ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Rules = await book.ListAsync(cancellationToken);
        var isReadable = ModelState.IsValid;
        (Threshold, Minutes, FromHour, ToHour) = (Threshold ?? 1, Minutes ?? 0, FromHour ?? 0, ToHour ?? 24);
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        if (!isReadable || Rules.All(r => r.Kind != Kind))
        {
            return this.Again("", "没有这条规则，或填写的不是整数，请重新填写");
        }

        var rule = new AlertRule { Kind = Kind, IsOn = IsOn, Threshold = Threshold.Value, Minutes = Minutes.Value, FromHour = FromHour.Value, ToHour = ToHour.Value };
        return await book.TrySetAsync(rule, Version, HttpContext.Actor(), cancellationToken)
            ? RedirectToPage()
            : await ChangedAsync(cancellationToken);
    }

    private async Task<IActionResult> ChangedAsync(CancellationToken cancellationToken)
    {
        Rules = await book.ListAsync(cancellationToken);
        return this.Again("", $"“{AlertText.Of(Kind)}”刚刚被他人修改，下面是最新的设定，请核对后再改", StatusCodes.Status409Conflict);
    }
}
