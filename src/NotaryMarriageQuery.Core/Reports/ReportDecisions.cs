using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>The province decides (B5). The mark on the request and what it brings about are one transaction, after the evidence of both.</summary>
/// <remarks>
/// A crash leaves the request open and nothing done, or decided and all done; never one without the other. Of two who decide at once,
/// the one whose conditional update finds the request open does it; the other's transaction is undone and its evidence says Failed.
/// </remarks>
public sealed class ReportDecisions(PortalDbContext db, ReportSecrets secrets, ReportEffects effects, ReportClosing closing, AuditLog audit)
{
    /// <summary>Approves a request, which takes effect at once.</summary>
    public async Task<DecisionOutcome> ApproveAsync(Guid requestId, string note, Actor actor, CancellationToken cancellationToken)
    {
        var (request, institution) = await FindAsync(requestId, cancellationToken);
        if (request.State != RequestState.Open)
        {
            return new DecisionOutcome.AlreadyDecided();
        }

        var content = secrets.Open(request);
        if (!await effects.StillHoldsAsync(request, content, cancellationToken))
        {
            return new DecisionOutcome.Stale();
        }

        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.InstitutionId == institution.Id && a.Role == AccountRole.NotaryOffice && a.State != AccountState.Cancelled, cancellationToken);
        if (request.Kind == ReportKind.Enrol && account is null)
        {
            return new DecisionOutcome.NoAccount();
        }

        Enrolment? enrolment = null;
        var reason = note.Length > 0 ? note : request.Reason;
        return await DecideAsync(request, institution, content, RequestState.Approved, note, actor, async claim =>
            enrolment = await effects.ApplyAsync(request, content, account, claim, reason, actor, cancellationToken), () => new DecisionOutcome.Approved(enrolment));
    }

    /// <summary>Returns a request with the reason that the bureau reads.</summary>
    public async Task<DecisionOutcome> ReturnAsync(Guid requestId, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var (request, institution) = await FindAsync(requestId, cancellationToken);
        return request.State != RequestState.Open
            ? new DecisionOutcome.AlreadyDecided()
            : await DecideAsync(request, institution, secrets.Open(request), RequestState.Returned, reason, actor, claim => claim(), () => new DecisionOutcome.Returned());
    }

    private async Task<DecisionOutcome> DecideAsync(
        ReportRequest request, Institution institution, ReportContent content, RequestState state, string reason, Actor actor, Func<Func<Task>, Task> effect, Func<DecisionOutcome> done)
    {
        var intended = ReportEvents.Decided(state == RequestState.Approved ? "report.approved" : "report.returned", institution.Code, request, content, reason);
        try
        {
            await audit.ChangeAsync(intended, actor, () => effect(() => ClaimAsync(request, content, state, reason, actor)));
            return done();
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new DecisionOutcome.AlreadyDecided();
        }
        catch (StaleRequestException)
        {
            db.ChangeTracker.Clear();
            return new DecisionOutcome.Stale();
        }
    }

    // What was looked at before the transaction may have changed: it is looked at again inside it.
    private async Task ClaimAsync(ReportRequest request, ReportContent content, RequestState state, string reason, Actor actor)
    {
        await closing.CloseAsync(request.Id, state, reason, actor);
        if (state == RequestState.Approved && !await effects.StillHoldsAsync(request, content, CancellationToken.None))
        {
            throw new StaleRequestException();
        }
    }

    private async Task<(ReportRequest Request, Institution Institution)> FindAsync(Guid requestId, CancellationToken cancellationToken)
    {
        var request = await db.ReportRequests.AsNoTracking().SingleAsync(r => r.Id == requestId, cancellationToken);
        return (request, await db.Institutions.AsNoTracking().SingleAsync(i => i.Id == request.InstitutionId, cancellationToken));
    }
}
