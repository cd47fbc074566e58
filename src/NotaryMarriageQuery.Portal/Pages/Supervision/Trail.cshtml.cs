using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>All that one operator did (person trail), newest first, of whatever sort; the reading is evidence.</summary>
public sealed class TrailModel(LogInspection inspection) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")]
    public LogFilterInput Input { get; set; } = new();

    /// <summary>Null while nobody is chosen.</summary>
    public LogPage? Log { get; private set; }

    public string? NextUrl { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (string.IsNullOrWhiteSpace(Input.Operator))
        {
            return Page();
        }

        // Only the person and the days narrow this page.
        Input = new LogFilterInput { Operator = Input.Operator, From = Input.From, To = Input.To, After = Input.After };
        if (Input.Read(ModelState) is not { } filter)
        {
            return this.Again();
        }

        Log = await inspection.SearchAsync(filter, HttpContext.Actor(), cancellationToken);
        NextUrl = Log.NextAfter is { } next ? "/supervision/trail" + Input.ToQuery(next) : null;
        return Page();
    }
}
