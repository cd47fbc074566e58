using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>What the province sets for all openings: grace periods, and whom a clerk is to call.</summary>
public sealed class OpeningRulesModel(PortalDbContext db, OpeningService openings) : PageModel
{
    private static readonly InlineValidator<OpeningRulesModel> _validator = new()
    {
        v => v.RuleFor(m => m.ConnectionGrace).Must(t => FindMinutes(t) is not null).WithMessage($"连接中断的宽限期应为 0 至 {OpeningRule.LongestGraceMinutes} 分钟"),
        v => v.RuleFor(m => m.UploadGrace).Must(t => FindMinutes(t) is not null).WithMessage($"未按日上传的宽限期应为 0 至 {OpeningRule.LongestGraceMinutes} 分钟"),
        v => v.RuleFor(m => m.Contact).Text("请填写联系人", OpeningRule.ContactMaxLength, "联系人"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", 100, "理由"),
    };

    [BindProperty]
    public string? ConnectionGrace { get; set; }

    [BindProperty]
    public string? UploadGrace { get; set; }

    [BindProperty]
    public string? Contact { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var rule = await db.OpeningRules.AsNoTracking().SingleAsync(cancellationToken);
        ConnectionGrace = rule.ConnectionGraceMinutes.ToString(CultureInfo.InvariantCulture);
        UploadGrace = rule.UploadGraceMinutes.ToString(CultureInfo.InvariantCulture);
        Contact = rule.Contact;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        await openings.SetRuleAsync(
            FindMinutes(ConnectionGrace)!.Value, FindMinutes(UploadGrace)!.Value, Contact!.Trim(), Reason!.Trim(), HttpContext.Actor(), cancellationToken);
        return Redirect("/administration/openings");
    }

    private static int? FindMinutes(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= OpeningRule.LongestGraceMinutes ? minutes : null;
}
