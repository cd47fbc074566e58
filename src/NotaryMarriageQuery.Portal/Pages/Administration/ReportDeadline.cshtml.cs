using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>Until when the bureaus report, and whether a new round begins (B5).</summary>
public sealed class ReportDeadlineModel(PortalDbContext db, ReportPeriods periods, TimeProvider clock) : PageModel
{
    private const int LongestDays = 366;

    public static IReadOnlyList<SelectListItem> Rounds { get; } = [new("开始新一轮报送", "new"), new("本轮不变，只改期限", "same")];

    private static readonly InlineValidator<ReportDeadlineModel> _validator = new()
    {
        v => v.RuleFor(m => m.DueOn).Must((m, _) => m.FindDay() is not null).WithMessage($"请输入报送期限，今天起 {LongestDays} 天以内"),
        v => v.RuleFor(m => m.Round).Must(r => Rounds.Any(i => i.Value == r)).WithMessage("请选择是否开始新一轮报送"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", ReportRequest.ReasonMaxLength, "理由"),
    };

    [BindProperty]
    public string? DueOn { get; set; }

    [BindProperty]
    public string? Round { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        DueOn = (await db.ReportPeriods.AsNoTracking().SingleAsync(cancellationToken)).DueOn?.ToString("O", CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        await periods.SetAsync(FindDay()!.Value, Round == "new", Reason!.Trim(), HttpContext.Actor(), cancellationToken);
        return Redirect("/administration/reports");
    }

    private DateOnly? FindDay()
    {
        var isDay = DateOnly.TryParseExact(DueOn?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        var today = Core.ChinaDay.Today(clock);
        return isDay && day >= today && day <= today.AddDays(LongestDays) ? day : null;
    }
}
