using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Assistance;

/// <summary>The answer to an application as a sheet to print, with its watermark (A9).</summary>
public sealed class PrintModel(AssistanceBook book, TimeProvider clock) : PageModel
{
    public Guid Id { get; private set; }

    public ShownAnswer Answer { get; private set; } = null!;

    public string PrintedAt { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid application, CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (await book.FindAsync(application, actor.InstitutionId, cancellationToken) is not { } row
            || await book.ViewAnswerAsync(row, print: true, actor, cancellationToken) is not { } answer)
        {
            return NotFound();
        }

        (Id, Answer, PrintedAt) = (application, answer, Display.Time(clock.GetUtcNow().UtcDateTime));
        return Page();
    }
}
