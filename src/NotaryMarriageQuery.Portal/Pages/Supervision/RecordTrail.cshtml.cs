using CivilIdentity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>All that was done about one person (record trail), row by row, oldest first. The number comes by POST; the reading is evidence.</summary>
public sealed class RecordTrailModel(TrailReader trails, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? SubjectIdNumber { get; set; }

    /// <summary>The number that was searched for; null before.</summary>
    public string? Subject { get; private set; }

    public Trail? Trail { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!ResidentId.TryParse(SubjectIdNumber, Core.ChinaDay.Today(clock), out var id, out var problem))
        {
            return this.Again(nameof(SubjectIdNumber), problem == ResidentIdProblem.Empty ? "请输入被查询人的公民身份号码" : Queries.RefusalText.OfNumber(problem));
        }

        Subject = id.Value;
        Trail = await trails.ReadAsync(id.Value, HttpContext.Actor(), cancellationToken);
        return Page();
    }
}
