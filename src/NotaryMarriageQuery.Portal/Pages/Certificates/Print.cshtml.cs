using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Certificates;

/// <summary>The kept outcome of a check as a sheet to print, with its watermark: institution, person, time, audit number (A9).</summary>
public sealed class PrintModel(CheckService checks, TimeProvider clock) : PageModel
{
    public string Id { get; private set; } = "";

    public ShownCheck Check { get; private set; } = null!;

    public string PrintedAt { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        Id = id.ToLowerInvariant();
        if (await checks.PrintAsync(Id, HttpContext.Actor(), cancellationToken) is not { } check)
        {
            return NotFound();
        }

        Check = check;
        PrintedAt = Display.Time(clock.GetUtcNow().UtcDateTime);
        return Page();
    }
}
