using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>The province decides (B5). The mark on the request and what it brings about are one transaction, after the evidence of both.</summary>
/// <remarks>
/// A crash leaves the request open and nothing done, or decided and all done; never one without the other. Of two who decide at once,
/// the one whose conditional update finds the request open does it; the other's transaction is undone and its evidence says Failed.
/// </remarks>
public sealed class ReportDecisions(
    PortalDbContext db, ReportDirectory directory, ReportSecrets secrets, PeopleService people, OpeningService openings, AuditLog audit, TimeProvider clock)
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
        if (!await StillHoldsAsync(request, content, cancellationToken))
        {
            return new DecisionOutcome.Stale();
        }

        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.InstitutionId == institution.Id && a.Role == AccountRole.NotaryOffice && a.State != AccountState.Cancelled, cancellationToken);
        if (request.Kind == ReportKind.Enrol && account is null)
        {
            return new DecisionOutcome.NoAccount();
        }

        Enrolment? enrolment = null;
        return await DecideAsync(request, institution, content, RequestState.Approved, note, actor, async claim =>
            enrolment = await ApplyAsync(request, content, account, claim, note, actor, cancellationToken), () => new DecisionOutcome.Approved(enrolment));
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

    private async Task<Enrolment?> ApplyAsync(ReportRequest request, ReportContent content, Account? account, Func<Task> claim, string note, Actor actor, CancellationToken cancellationToken)
    {
        var reason = note.Length > 0 ? note : request.Reason;
        switch (request.Kind)
        {
            case ReportKind.Enrol:
                return await people.EnrolAsync(account!.Id, Name(content.PersonAfter!), new Consent(reason, request.FiledBy), actor, cancellationToken, async person =>
                {
                    await claim();
                    db.Custodians.Add(Make(person.Id, content.PersonAfter!));
                }) ?? throw new StaleRequestException();
            case ReportKind.Retire:
                await people.RetireAsync(request.OperatorId!.Value, reason, actor, cancellationToken, claim);
                return null;
            case ReportKind.Amend:
                await InOneAsync(claim, async () =>
                {
                    await db.Custodians.Where(c => c.OperatorId == request.OperatorId).ExecuteDeleteAsync(cancellationToken);
                    db.Custodians.Add(Make(request.OperatorId!.Value, content.PersonAfter!));
                }, cancellationToken);
                return null;
            case ReportKind.Infrastructure:
                await SetFormAsync(request.InstitutionId, content, claim, reason, actor, cancellationToken);
                return null;
            default:
                throw new InvalidOperationException("A kind of request has no effect.");
        }
    }

    private async Task SetFormAsync(Guid institutionId, ReportContent content, Func<Task> claim, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var form = content.FormAfter!;
        async Task KeepAsync()
        {
            var report = await db.InstitutionReports.SingleOrDefaultAsync(r => r.InstitutionId == institutionId, cancellationToken)
                ?? db.InstitutionReports.Add(new InstitutionReport { InstitutionId = institutionId }).Entity;
            (report.HeadName, report.SealedPhone) = (form.HeadName, secrets.SealPhone(institutionId, form.Phone));
        }

        if (content.FormBefore?.Address == form.Address || !WorkstationNetwork.TryParse(form.Address, out var network))
        {
            await InOneAsync(claim, KeepAsync, cancellationToken);
            return;
        }

        await openings.SetServerAsync(institutionId, network, reason, actor, cancellationToken, async () =>
        {
            await claim();
            await KeepAsync();
        });
    }

    private async Task InOneAsync(Func<Task> claim, Func<Task> effect, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await claim();
        await effect();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task ClaimAsync(ReportRequest request, ReportContent content, RequestState state, string reason, Actor actor)
    {
        var now = clock.GetUtcNow().ToUnixMicroseconds();
        var claimed = await db.ReportRequests.Where(r => r.Id == request.Id && r.State == RequestState.Open).ExecuteUpdateAsync(s => s
            .SetProperty(r => r.State, state)
            .SetProperty(r => r.OpenSubject, (string?)null)
            .SetProperty(r => r.DecidedBy, actor.AuditName)
            .SetProperty(r => r.DecidedByName, actor.PersonName)
            .SetProperty(r => r.DecidedAt, now)
            .SetProperty(r => r.DecisionReason, reason), CancellationToken.None);
        if (claimed == 0)
        {
            throw new DbUpdateConcurrencyException("The request was decided meanwhile.");
        }

        if (state == RequestState.Approved && !await StillHoldsAsync(request, content, CancellationToken.None))
        {
            throw new StaleRequestException();
        }
    }

    // What the request says of before must be what is: else the province would decide on something else than it reads.
    private async Task<bool> StillHoldsAsync(ReportRequest request, ReportContent content, CancellationToken cancellationToken)
    {
        if (request.Kind == ReportKind.Infrastructure)
        {
            return (await directory.FormsAsync([request.InstitutionId], cancellationToken)).GetValueOrDefault(request.InstitutionId) == content.FormBefore;
        }

        var current = (await directory.CustodiansAsync([request.InstitutionId], cancellationToken))[request.InstitutionId];
        return request.Kind == ReportKind.Enrol
            ? current.All(p => ReportProposal.KeyOf(p.Line.Name) != ReportProposal.KeyOf(content.PersonAfter!.Name))
            : current.FirstOrDefault(p => p.OperatorId == request.OperatorId)?.Line == content.PersonBefore;
    }

    private async Task<(ReportRequest Request, Institution Institution)> FindAsync(Guid requestId, CancellationToken cancellationToken)
    {
        var request = await db.ReportRequests.AsNoTracking().SingleAsync(r => r.Id == requestId, cancellationToken);
        return (request, await db.Institutions.AsNoTracking().SingleAsync(i => i.Id == request.InstitutionId, cancellationToken));
    }

    private Custodian Make(Guid operatorId, CustodianLine line) =>
        new() { OperatorId = operatorId, Sex = line.Sex!.Value, Post = line.Post, SealedMobile = secrets.SealMobile(operatorId, line.Mobile) };

    private static PersonName Name(CustodianLine line) => PersonName.TryParse(line.Name, out var name, out _) ? name : throw new FormatException("A request has no readable name.");

    private sealed class StaleRequestException : Exception;
}

/// <summary>What became of a decision.</summary>
public abstract record DecisionOutcome
{
    /// <summary>Approved and in force; with a second factor to show once when somebody was enrolled.</summary>
    public sealed record Approved(Enrolment? Enrolment) : DecisionOutcome;

    public sealed record Returned : DecisionOutcome;

    /// <summary>Somebody else decided it.</summary>
    public sealed record AlreadyDecided : DecisionOutcome;

    /// <summary>What it says of before is no longer so.</summary>
    public sealed record Stale : DecisionOutcome;

    /// <summary>The institution has no account to enrol anybody behind.</summary>
    public sealed record NoAccount : DecisionOutcome;
}
