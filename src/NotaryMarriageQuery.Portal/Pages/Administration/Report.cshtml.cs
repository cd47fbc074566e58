using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>One request with before and after, and the province's decision (B5). A second factor that is made here is shown on the answer and nowhere else.</summary>
public sealed class ReportModel(PortalDbContext db, ReportDecisions decisions, ReportSecrets secrets) : PageModel
{
    public static IReadOnlyList<SelectListItem> Decisions { get; } = [new("批准", "approve"), new("退回", "return")];

    private static readonly InlineValidator<ReportModel> _validator = new()
    {
        v => v.RuleFor(m => m.Decision).Must(d => Decisions.Any(i => i.Value == d)).WithMessage("请选择批准或退回"),
        v => v.RuleFor(m => m.Reason).Must(r => !string.IsNullOrWhiteSpace(r)).When(m => m.Decision == "return").WithMessage("请填写退回的意见"),
        v => v.RuleFor(m => m.Reason).OptionalText(ReportRequest.ReasonMaxLength, "意见"),
    };

    public ReportRequest Item { get; private set; } = null!;

    public string InstitutionName { get; private set; } = "";

    public IReadOnlyList<(string Label, string Before, string After)> Changes { get; private set; } = [];

    public Enrolment? Enrolment { get; private set; }

    [BindProperty]
    public string? Decision { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        var (actor, reason) = (HttpContext.Actor(), Reason?.Trim() ?? "");
        var outcome = Decision == "approve"
            ? await decisions.ApproveAsync(id, reason, actor, cancellationToken)
            : await decisions.ReturnAsync(id, reason, actor, cancellationToken);
        await LoadAsync(id, cancellationToken);
        switch (outcome)
        {
            case DecisionOutcome.Approved { Enrolment: { } enrolment }:
                Enrolment = enrolment;
                return Page();
            case DecisionOutcome.Approved or DecisionOutcome.Returned:
                return Redirect("/administration/reports");
            case DecisionOutcome.AlreadyDecided:
                return this.Again("", "该申请已由他人办理或由报送单位撤回，结果见下", StatusCodes.Status409Conflict);
            case DecisionOutcome.Stale:
                return this.Again(nameof(Decision), ReportText.Stale(Item.Kind), StatusCodes.Status409Conflict);
            case DecisionOutcome.NoAccount:
                return this.Again(nameof(Decision), "该机构尚未开立账户，请先在“账户与人员”中开立", StatusCodes.Status409Conflict);
            default:
                throw new InvalidOperationException("An outcome has no answer.");
        }
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        var request = await db.ReportRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (request is null)
        {
            return false;
        }

        Item = request;
        Changes = ReportText.Changes(secrets.Open(request));
        InstitutionName = await db.Institutions.Where(i => i.Id == request.InstitutionId).Select(i => i.Name).SingleAsync(cancellationToken);
        return true;
    }
}
