using MarriageRegistry.Data;
using MarriageRegistry.Scanning;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Pages.Scan;

/// <summary>An outcome as the journal holds it, for the person who asked, for ten minutes.</summary>
public sealed class AnswerModel(IDbContextFactory<RegistryDbContext> contexts, TimeProvider clock) : PageModel
{
    private static readonly TimeSpan _life = TimeSpan.FromMinutes(10);

    internal AnswerText Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        var person = ScanPerson.Of(User)!.Reference;
        var since = clock.GetUtcNow().UtcDateTime - _life;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var scan = await db.Scans.AsNoTracking().SingleOrDefaultAsync(s => s.AnswerId == id && s.Person == person && s.At >= since, cancellationToken);
        if (scan is null)
        {
            return NotFound();
        }

        Shown = AnswerText.Of(scan);
        return Page();
    }
}
