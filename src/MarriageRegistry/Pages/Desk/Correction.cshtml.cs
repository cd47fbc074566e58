using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Entry;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Pages.Desk;

/// <summary>更正登记.</summary>
public sealed class CorrectionModel(IDbContextFactory<RegistryDbContext> contexts, CorrectionDesk desk, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? SubmissionKey { get; set; }

    [BindProperty]
    public string? ManName { get; set; }

    [BindProperty]
    public string? ManIdNumber { get; set; }

    [BindProperty]
    public string? WomanName { get; set; }

    [BindProperty]
    public string? WomanIdNumber { get; set; }

    [BindProperty]
    public string? Remark { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public RegistrationView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        SubmissionKey = Forms.NewKey();
        var registration = View.Registration;
        (ManName, ManIdNumber) = (registration.Man.Name, registration.Man.IdNumber);
        (WomanName, WomanIdNumber) = (registration.Woman.Name, registration.Woman.IdNumber);
        Remark = registration.Remark;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellationToken)
    {
        var form = new CorrectRegistration
        {
            SubmissionKey = Forms.Key(SubmissionKey),
            RegistrationId = id,
            ManName = ManName,
            ManIdNumber = ManIdNumber,
            WomanName = WomanName,
            WomanIdNumber = WomanIdNumber,
            Remark = Remark,
            Reason = Reason,
        };
        var outcome = await desk.CorrectAsync(form, DeskActor.Of(HttpContext), cancellationToken);
        return outcome is SaveOutcome.Refused && !await LoadAsync(id, cancellationToken) ? NotFound() : this.Answer(outcome);
    }

    private async Task<bool> LoadAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var view = await RegistrationView.ReadAsync(db, id, DeskActor.Of(HttpContext), clock, cancellationToken);
        View = view!;
        return view is not null;
    }
}
