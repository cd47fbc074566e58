using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>One institution's opening: its server's address and secret, the province's leave, cases by hand.</summary>
public sealed class OpeningModel(PortalDbContext db, OpeningService openings, ApprovalService approvals, TimeProvider clock) : PageModel
{
    private const int LongestLeaveDays = 90;

    public static IReadOnlyList<SelectListItem> Actions { get; } =
    [
        new("登记服务器地址", "server"), new("发放接口密钥", "secret"), new("特许开放", "leave"), new("结束特许开放", "end-leave"),
        new("允许手工登记案件", "manual"), new("不允许手工登记案件", "no-manual"),
    ];

    private static readonly InlineValidator<OpeningModel> _validator = new()
    {
        v => v.RuleFor(m => m.Action).Must(a => Actions.Any(i => i.Value == a)).WithMessage("请选择操作"),
        v => v.RuleFor(m => m.Network).Must(n => WorkstationNetwork.TryParse(n, out _)).When(m => m.Action == "server")
            .WithMessage("请输入服务器的专网地址，例如 10.33.1.5"),
        v => v.RuleFor(m => m.Until).Must((m, _) => m.FindEnd() is not null).When(m => m.Action == "leave")
            .WithMessage($"请输入截止日期，今天起 {LongestLeaveDays} 天以内"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", 100, "理由"),
    };

    [BindProperty]
    public string? Action { get; set; }

    [BindProperty]
    public string? Network { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The revision that was read when the page was opened.</summary>
    [BindProperty]
    public string? Revision { get; set; }

    public OpeningsModel.Row Row { get; private set; } = null!;

    public Opening Opening { get; private set; } = null!;

    /// <summary>Whether another admin has to confirm what opens or gives a secret.</summary>
    public bool NeedsConfirmation { get; private set; }

    /// <summary>The secret that was just issued; shown this once.</summary>
    public ActResult? Result { get; private set; }

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken) => await LoadAsync(name, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string name, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(name, cancellationToken))
        {
            return NotFound();
        }

        // A form of which somebody took the revision away changes nothing either.
        if (!int.TryParse(Revision, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) || revision != Opening.Revision)
        {
            return Conflict();
        }

        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        try
        {
            return await ActAsync(name, revision, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            await LoadAsync(name, cancellationToken);
            return Conflict();
        }
    }

    private async Task<IActionResult> ActAsync(string name, int revision, CancellationToken cancellationToken)
    {
        var (id, actor, reason) = (Row.Id, HttpContext.Actor(), Reason!.Trim());
        switch (Action)
        {
            case "server" when WorkstationNetwork.TryParse(Network, out var network):
                await openings.SetServerAsync(id, revision, network, reason, actor, cancellationToken);
                break;
            case "secret":
                return await AskAsync(new AskApproval(ApprovalKind.IssueSecret, id, reason), name, cancellationToken);
            case "leave" when FindEnd() is { } end:
                return await AskAsync(new AskApproval(ApprovalKind.GrantLeave, id, reason, ApprovedActs.DetailOf(end)), name, cancellationToken);
            case "end-leave":
                await openings.EndOverrideAsync(id, revision, reason, actor, cancellationToken);
                break;
            case "manual" or "no-manual":
                await openings.AllowManualCasesAsync(id, revision, Action == "manual", reason, actor, cancellationToken);
                break;
            default:
                throw new InvalidOperationException("An action has no handler.");
        }

        return Redirect($"/administration/openings/{Row.Code}");
    }

    private PageResult Conflict()
    {
        ModelState.Clear();
        return this.Again("", "您打开本页后，他人修改了这家机构的开放设置。左侧是现在登记的内容，右侧是您填写的，请核对后再执行", StatusCodes.Status409Conflict);
    }

    private async Task<IActionResult> AskAsync(AskApproval input, string name, CancellationToken cancellationToken)
    {
        switch (await approvals.AskAsync(input, HttpContext.Actor(), cancellationToken))
        {
            case ApprovalOutcome.Asked:
                return Redirect("/administration/approvals");
            case ApprovalOutcome.AskedAlready:
                return this.Again(nameof(Action), ApprovalText.AskedAlready, StatusCodes.Status409Conflict);
            case ApprovalOutcome.Done { Result.HasSecret: true } done:
                Result = done.Result;
                (Action, Reason) = (null, null);
                await LoadAsync(name, cancellationToken);
                return Page();
            case ApprovalOutcome.Done:
                return Redirect($"/administration/openings/{Row.Code}");
            default:
                return this.Again(nameof(Action), ApprovalText.NotPossible, StatusCodes.Status409Conflict);
        }
    }

    // The end of the day that was chosen, in China.
    private DateTimeOffset? FindEnd()
    {
        var now = clock.GetUtcNow();
        var isDay = DateOnly.TryParseExact(Until?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        var today = Core.ChinaDay.At(now);
        return isDay && day >= today && day <= today.AddDays(LongestLeaveDays)
            ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8))
            : null;
    }

    private async Task<bool> LoadAsync(string name, CancellationToken cancellationToken)
    {
        var institution = await db.Institutions.AsNoTracking().SingleOrDefaultAsync(i => i.Code == name && i.Kind == InstitutionKind.NotaryOffice, cancellationToken);
        if (institution is null)
        {
            return false;
        }

        var opening = await db.Openings.AsNoTracking().SingleOrDefaultAsync(o => o.InstitutionId == institution.Id, cancellationToken);
        NeedsConfirmation = await approvals.IsNeededAsync(HttpContext.Actor(), cancellationToken);
        Opening = opening ?? new Opening { InstitutionId = institution.Id };
        Row = OpeningsModel.Row.Of(institution, opening, await db.OpeningRules.AsNoTracking().SingleAsync(cancellationToken), clock.GetUtcNow());
        return true;
    }
}
