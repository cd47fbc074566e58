using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Queries;

/// <summary>A kept answer as a sheet to print, with its watermark: institution, person, time, audit number (A9).</summary>
public sealed class PrintModel(AnswerService answers, TimeProvider clock) : PageModel
{
    public string Id { get; private set; } = "";

    public ShownAnswer Answer { get; private set; } = null!;

    public string PrintedAt { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        Id = id.ToLowerInvariant();
        if (await answers.PrintAsync(Id, HttpContext.Actor(), cancellationToken) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        PrintedAt = Display.Time(clock.GetUtcNow().UtcDateTime);
        return Page();
    }
}
