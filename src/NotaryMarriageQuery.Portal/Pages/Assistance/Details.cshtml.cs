using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Assistance;

/// <summary>One application of the institution; its answer for the person who applied, while it is kept.</summary>
public sealed class DetailsModel(AssistanceBook book, AssistanceService assistance, FileKeeper files) : PageModel
{
    [BindProperty]
    public long? Version { get; set; }

    public AssistanceRow Row { get; private set; } = null!;

    public ShownAnswer? Answer { get; private set; }

    public IReadOnlyList<FileFacts> Files { get; private set; } = [];

    public bool MayWithdraw => Row.Application.State is AssistanceState.Filed or AssistanceState.InWork or AssistanceState.AwaitingConfirmation;

    public async Task<IActionResult> OnGetAsync(Guid application, CancellationToken cancellationToken) => await LoadAsync(application, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid application, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var outcome = await assistance.WithdrawAsync(application, Version ?? 0, HttpContext.Actor(), cancellationToken);
        if (outcome == AssistanceOutcome.Done)
        {
            return Redirect($"/assistance/{application}");
        }

        return outcome != AssistanceOutcome.NotFound && await LoadAsync(application, cancellationToken)
            ? this.Again("", AssistanceText.Of(outcome), StatusCodes.Status409Conflict)
            : NotFound();
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (await book.FindAsync(id, actor.InstitutionId, cancellationToken) is not { } row)
        {
            return false;
        }

        Row = row;
        Files = await files.ListAsync(FileOwner.Assistance(id), cancellationToken);
        Answer = await book.ViewAnswerAsync(row, print: false, actor, cancellationToken);
        return true;
    }
}
