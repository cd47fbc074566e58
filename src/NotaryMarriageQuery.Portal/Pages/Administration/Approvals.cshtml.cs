using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>Requests that wait for a second admin. What a confirmation makes is shown on the answer to the post and nowhere else.</summary>
public sealed class ApprovalsModel(PortalDbContext db, ApprovalService approvals, TimeProvider clock) : PageModel
{
    private const int PastShown = 20;
    private const int MostPending = 200;
    private const string SomebodyWasFirst = "这项申请已被他人处理、已作废或不存在，请核对下面的最新情况";

    public IReadOnlyList<Approval> Pending { get; private set; } = [];

    /// <summary>The newest ones that were decided or have expired.</summary>
    public IReadOnlyList<Approval> Past { get; private set; } = [];

    /// <summary>What the confirmation of this request made.</summary>
    public ActResult? Result { get; private set; }

    [BindProperty]
    public string? Id { get; set; }

    public bool IsOwn(Approval approval) => approval.AskedById == HttpContext.Actor().OperatorId;

    public string Time(long microseconds) => Display.Time(OpeningConditions.Instant(microseconds));

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await DecideAsync(async id => await approvals.ConfirmAsync(id, HttpContext.Actor(), cancellationToken));
        Result = (outcome as ApprovalOutcome.Done)?.Result;
        await LoadAsync(cancellationToken);
        return outcome switch
        {
            ApprovalOutcome.Done => Page(),
            ApprovalOutcome.OwnRequest => this.Again("", "不能确认自己的申请，须由另一位省级账户管理员确认", StatusCodes.Status403Forbidden),
            ApprovalOutcome.NotPossible => this.Again("", ApprovalText.NotPossible, StatusCodes.Status409Conflict),
            _ => this.Again("", SomebodyWasFirst, StatusCodes.Status409Conflict),
        };
    }

    public async Task<IActionResult> OnPostRefuseAsync(CancellationToken cancellationToken)
    {
        var outcome = await DecideAsync(async id => await approvals.RefuseAsync(id, HttpContext.Actor(), cancellationToken) ? null : new ApprovalOutcome.Gone());
        if (outcome is null)
        {
            return Redirect("/administration/approvals");
        }

        await LoadAsync(cancellationToken);
        return this.Again("", SomebodyWasFirst, StatusCodes.Status409Conflict);
    }

    private async Task<ApprovalOutcome?> DecideAsync(Func<Guid, Task<ApprovalOutcome?>> decide)
    {
        ModelState.Clear();
        try
        {
            return Guid.TryParse(Id, out var id) ? await decide(id) : new ApprovalOutcome.Gone();
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ApprovalOutcome.Gone();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var now = (clock.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        var all = db.Approvals.AsNoTracking();
        Pending = await all.Where(a => a.State == ApprovalState.Pending && a.ExpiresAt > now).OrderBy(a => a.AskedAt).Take(MostPending).ToListAsync(cancellationToken);
        Past = await all.Where(a => a.State != ApprovalState.Pending || a.ExpiresAt <= now).OrderByDescending(a => a.AskedAt).Take(PastShown).ToListAsync(cancellationToken);
    }
}
