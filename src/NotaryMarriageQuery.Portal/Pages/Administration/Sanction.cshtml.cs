using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>One decision: what it says, and the further decision that lifts it.</summary>
[RequestSizeLimit(FileText.MaxForm)]
public sealed class SanctionModel(PortalDbContext db, SanctionBook book, SanctionService sanctions, ApprovalService approvals, TimeProvider clock) : PageModel
{
    private static readonly InlineValidator<SanctionModel> _validator = new()
    {
        v => v.RuleFor(m => m.FormId).Must(f => Guid.TryParse(f, out _)).WithMessage("表单已失效，请返回后重新填写"),
        v => v.RuleFor(m => m.DecisionNumber).Text("请输入决定文号", Sanction.DecisionNumberMaxLength, "决定文号"),
        v => v.RuleFor(m => m.Ground).LongText("请填写事由", Sanction.GroundMaxLength, "事由"),
    };

    [BindProperty]
    public string? FormId { get; set; }

    [BindProperty]
    public string? DecisionNumber { get; set; }

    [BindProperty]
    public string? Ground { get; set; }

    [BindProperty]
    public IFormFile? DecisionFile { get; set; }

    public SanctionRow Row { get; private set; } = null!;

    /// <summary>A request for its confirmation is open.</summary>
    public bool IsWaiting { get; private set; }

    public bool NeedsConfirmation { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid sanction, CancellationToken cancellationToken)
    {
        FormId = Guid.NewGuid().ToString();
        return await LoadAsync(sanction, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid sanction, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(sanction, cancellationToken))
        {
            return NotFound();
        }

        this.IsValid(_validator);
        var file = await FileText.ReadAsync(DecisionFile, cancellationToken);
        if (FileContent.Inspect(file, out _) is not FileProblem.None and var problem)
        {
            ModelState.AddModelError(nameof(DecisionFile), FileText.Of(problem));
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var input = new LiftSanction(Guid.Parse(FormId!), sanction, DecisionNumber!.Trim(), Ground!.Trim(), file);
        return await sanctions.LiftAsync(input, HttpContext.Actor(), cancellationToken)
            ? await AskAsync(ApprovalKind.LiftSanction, input.Id, input.DecisionNumber, cancellationToken)
            : this.Again("", "这项决定已解除、已期满或尚未生效，不能解除，请核对最新情况", StatusCodes.Status409Conflict);
    }

    public async Task<IActionResult> OnPostAskAsync(Guid sanction, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!await LoadAsync(sanction, cancellationToken))
        {
            return NotFound();
        }

        var kind = Row.Sanction.Kind == SanctionKind.Lifting ? ApprovalKind.LiftSanction : ApprovalKind.CancelRight;
        return Row.State == SanctionState.Draft
            ? await AskAsync(kind, sanction, Row.Sanction.DecisionNumber, cancellationToken)
            : this.Again("", "这项决定已经生效，不必再次提交", StatusCodes.Status409Conflict);
    }

    private async Task<IActionResult> AskAsync(ApprovalKind kind, Guid id, string decisionNumber, CancellationToken cancellationToken) =>
        await approvals.AskAsync(new AskApproval(kind, id, decisionNumber), HttpContext.Actor(), cancellationToken) is ApprovalOutcome.NotPossible
            ? this.Again("", ApprovalText.NotPossible, StatusCodes.Status409Conflict)
            : Redirect($"/administration/sanctions/{id}");

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(id, cancellationToken) is not { } row)
        {
            return false;
        }

        var now = (clock.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        Row = row;
        IsWaiting = await db.Approvals.AnyAsync(a => a.TargetId == id && a.State == ApprovalState.Pending && a.ExpiresAt > now, cancellationToken);
        NeedsConfirmation = await approvals.IsNeededAsync(HttpContext.Actor(), cancellationToken);
        return true;
    }
}
