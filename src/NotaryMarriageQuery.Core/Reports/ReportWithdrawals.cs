using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>A bureau takes back what it asked for, as long as the province has not decided.</summary>
public sealed class ReportWithdrawals(PortalDbContext db, ReportClosing closing, ReportSecrets secrets, AuditLog audit)
{
    /// <summary>True when this bureau filed the request, whichever of its people did.</summary>
    public static bool IsOwn(ReportRequest request, Actor actor) => request.FiledBy.StartsWith(actor.AccountName + "/", StringComparison.Ordinal);

    /// <summary>Withdraws a request about an institution.</summary>
    public async Task<WithdrawOutcome> WithdrawAsync(Institution institution, Guid requestId, Actor actor, CancellationToken cancellationToken)
    {
        ReportFiling.EnsureMayFile(actor);
        var request = await db.ReportRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == requestId && r.InstitutionId == institution.Id, cancellationToken);
        if (request is null || !IsOwn(request, actor))
        {
            return WithdrawOutcome.NotFound;
        }

        if (request.State != RequestState.Open)
        {
            return WithdrawOutcome.Decided;
        }

        try
        {
            await audit.ChangeAsync(
                ReportEvents.Withdrawn(institution.Code, request, secrets.Open(request)), actor, () => closing.CloseAsync(requestId, RequestState.Withdrawn, reason: "", actor));
            return WithdrawOutcome.Withdrawn;
        }
        catch (DbUpdateConcurrencyException)
        {
            return WithdrawOutcome.Decided;
        }
    }
}

/// <summary>What became of taking a request back.</summary>
public enum WithdrawOutcome
{
    Withdrawn,

    /// <summary>It is decided or withdrawn already.</summary>
    Decided,

    /// <summary>This bureau has filed no such request.</summary>
    NotFound,
}
