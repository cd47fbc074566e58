using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Queries;

/// <summary>The institution's own lookups, newest first, masked.</summary>
public sealed class IndexModel(LogReader log) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public LogPage Log { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var filter = new LogFilter
        {
            Kinds = [AuditKind.Intent, AuditKind.Refusal],
            After = AuditNumber.TryParse(After, out var after) ? after : null,
        };
        Log = await log.ReadAsync(filter, [HttpContext.Actor().InstitutionCode], cancellationToken);
    }
}
