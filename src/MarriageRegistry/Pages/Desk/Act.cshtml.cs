using System.Globalization;
using MarriageRegistry.Data;
using MarriageRegistry.Desk;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Entry;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Pages.Desk;

/// <summary>离婚登记, 补领, 撤销婚姻: acts that name a registration and begin on its page.</summary>
public sealed class ActModel(IDbContextFactory<RegistryDbContext> contexts, RegistrationDesk desk, TimeProvider clock) : PageModel
{
    /// <summary>divorce, reissue or annulment.</summary>
    [BindProperty(SupportsGet = true)]
    public string Act { get; set; } = "";

    [BindProperty]
    public string? SubmissionKey { get; set; }

    [BindProperty]
    public string? RegisteredOn { get; set; }

    [BindProperty]
    public string? RulingNumber { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Remark { get; set; }

    public RegistrationView View { get; private set; } = null!;

    public string Title => Act switch { "divorce" => "离婚登记", "annulment" => "撤销婚姻", _ => "补领证书" };

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        SubmissionKey = Forms.NewKey();
        RegisteredOn = ChinaTime.Today(clock).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return await LoadAsync(id, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellationToken)
    {
        var actor = DeskActor.Of(HttpContext);
        var key = Forms.Key(SubmissionKey);
        var end = new EndMarriage { SubmissionKey = key, MarriageId = id, RegisteredOn = RegisteredOn, RulingNumber = RulingNumber, Remark = Remark };
        var outcome = Act switch
        {
            "divorce" => await desk.DivorceAsync(end, actor, cancellationToken),
            "annulment" => await desk.AnnulAsync(end, actor, cancellationToken),
            _ => await desk.ReissueAsync(new ReissueCertificate { SubmissionKey = key, OriginalId = id, Reason = Reason, Remark = Remark }, actor, cancellationToken),
        };
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
