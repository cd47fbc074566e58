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

    /// <summary>The revision that was read when the page was opened.</summary>
    [BindProperty]
    public string? Revision { get; set; }

    /// <summary>As it stands in the database now.</summary>
    public OpeningRule Stored { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        ConnectionGrace = Stored.ConnectionGraceMinutes.ToString(CultureInfo.InvariantCulture);
        UploadGrace = Stored.UploadGraceMinutes.ToString(CultureInfo.InvariantCulture);
        Contact = Stored.Contact;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);

        // A form of which somebody took the revision away changes nothing either.
        if (!int.TryParse(Revision, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) || revision != Stored.Revision)
        {
            return Conflict();
        }

        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        try
        {
            var input = new ChangeOpeningRule(revision, FindMinutes(ConnectionGrace)!.Value, FindMinutes(UploadGrace)!.Value, Contact!.Trim());
            await openings.SetRuleAsync(input, Reason!.Trim(), HttpContext.Actor(), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            await LoadAsync(cancellationToken);
            return Conflict();
        }

        return Redirect("/administration/openings");
    }

    private PageResult Conflict()
    {
        ModelState.Clear();
        return this.Again("", "您打开本页后，他人修改了这些规定。右侧是现在的规定，左侧是您填写的，请核对后再保存", StatusCodes.Status409Conflict);
    }

    private async Task LoadAsync(CancellationToken cancellationToken) => Stored = await db.OpeningRules.AsNoTracking().SingleAsync(cancellationToken);

    private static int? FindMinutes(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= OpeningRule.LongestGraceMinutes ? minutes : null;
}
