using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Reports;

/// <summary>One institution's list, form and workstations, and the requests about them; a city bureau asks for changes here (B5).</summary>
/// <remarks>Each form by which it asks has a file of its own: people, infrastructure, workstations.</remarks>
public sealed partial class InstitutionModel(OfficeReports reports, ReportFiling filing, ReportWithdrawals withdrawals) : PageModel
{
    private readonly List<(string Field, string Problem)> _problems = [];

    public OfficeReport Report { get; private set; } = null!;

    public bool MayFile => ReportDirectory.MayFile(HttpContext.Actor());

    /// <summary>The request to take back.</summary>
    [BindProperty]
    public string? Id { get; set; }

    public async Task<IActionResult> OnGetAsync(string office, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(office, cancellationToken))
        {
            return NotFound();
        }

        (HeadName, Phone, Address) = (Report.Form?.HeadName, Report.Form?.Phone, ReportFields.Address(Report.Form?.Address ?? ""));
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(string office, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(office, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await filing.ConfirmAsync(Report.Institution, HttpContext.Actor(), cancellationToken);
        return Redirect($"/reports/{Report.Institution.Code}");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string office, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (await RefuseAsync(office, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var outcome = Guid.TryParse(Id, out var id)
            ? await withdrawals.WithdrawAsync(Report.Institution, id, HttpContext.Actor(), cancellationToken)
            : WithdrawOutcome.NotFound;
        switch (outcome)
        {
            case WithdrawOutcome.Withdrawn:
                return Redirect($"/reports/{Report.Institution.Code}");
            case WithdrawOutcome.NotFound:
                return NotFound();
            default:
                await LoadAsync(office, cancellationToken);
                return this.Again("", "这项申请已经办结，不能撤回；结果见“报送记录”", StatusCodes.Status409Conflict);
        }
    }

    /// <summary>True for a request that this bureau may still take back.</summary>
    public bool MayWithdraw(ReportRequest request) => MayFile && request.State == RequestState.Open && ReportWithdrawals.IsOwn(request, HttpContext.Actor());

    // Loads the page for a form; an answer only where somebody posts what is not theirs.
    private async Task<IActionResult?> RefuseAsync(string office, CancellationToken cancellationToken) =>
        !await LoadAsync(office, cancellationToken) ? NotFound() : MayFile ? null : StatusCode(StatusCodes.Status403Forbidden);

    private PageResult AgainWithProblems()
    {
        foreach (var (field, problem) in _problems)
        {
            ModelState.AddModelError(field, problem);
        }

        return this.Again();
    }

    private IActionResult Answer(string field, FileOutcome outcome) => outcome == FileOutcome.Filed
        ? Redirect($"/reports/{Report.Institution.Code}")
        : this.Again(field, ReportText.Of(outcome), outcome == FileOutcome.Unchanged ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict);

    private async Task<bool> LoadAsync(string code, CancellationToken cancellationToken)
    {
        Report = (await reports.FindAsync(code, HttpContext.Actor(), cancellationToken))!;
        return Report is not null;
    }
}
