using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Approvals;

/// <summary>Four eyes where rights widen (B1-B3, B6): one provincial admin asks, another confirms, both are evidence.</summary>
/// <remarks>
/// With one admin only nothing could ever be confirmed: then the act takes effect at once, and its evidence says that there was one pair of
/// eyes. Who was retired or suspended counts for <see cref="Approval.Lifetime"/> longer, or one admin could first remove the other.
/// </remarks>
public sealed class ApprovalService(PortalDbContext db, ApprovedActs acts, AuditLog audit, TimeProvider clock)
{
    /// <summary>True when somebody else has to confirm what this admin asks for.</summary>
    public Task<bool> IsNeededAsync(Actor actor, CancellationToken cancellationToken)
    {
        var since = (clock.GetUtcNow() - Approval.Lifetime).UtcDateTime;
        return db.Operators
            .Where(o => o.Id != actor.OperatorId && (o.IsActive || o.RetiredAt > since))
            .Join(db.Accounts.Where(a => a.Role == AccountRole.ProvincialAdmin && (a.State == AccountState.Active || a.StateChangedAt > since)), o => o.AccountId, a => a.Id, (o, _) => o)
            .AnyAsync(cancellationToken);
    }

    /// <summary>Asks for an act; where there is no other admin it is done at once.</summary>
    public async Task<ApprovalOutcome> AskAsync(AskApproval input, Actor actor, CancellationToken cancellationToken)
    {
        MustBeAdmin(actor);
        if (await acts.FindTargetAsync(input.Kind, input.TargetId, input.Detail, cancellationToken) is not { } target)
        {
            return new ApprovalOutcome.NotPossible();
        }

        if (!await IsNeededAsync(actor, cancellationToken))
        {
            return new ApprovalOutcome.Done(await acts.DoAsync(input.Kind, input.TargetId, input.Detail, new Consent(input.Reason, askedBy: ""), actor, cancellationToken));
        }

        var now = Now();
        if (await db.Approvals.AnyAsync(
            a => a.Kind == input.Kind && a.TargetId == input.TargetId && a.Detail == input.Detail && a.State == ApprovalState.Pending && a.ExpiresAt > now, cancellationToken))
        {
            return new ApprovalOutcome.AskedAlready();
        }

        var approval = new Approval
        {
            Id = Guid.NewGuid(),
            Kind = input.Kind,
            TargetId = input.TargetId,
            Target = target,
            Detail = input.Detail,
            Reason = input.Reason,
            AskedById = actor.OperatorId,
            AskedBy = actor.AuditName,
            AskedByName = actor.PersonName,
            AskedAt = now,
            ExpiresAt = (clock.GetUtcNow() + Approval.Lifetime).ToUnixMicroseconds(),
        };
        await audit.ChangeAsync(Event("approval.asked", approval), actor, async () =>
        {
            db.Approvals.Add(approval);
            await db.SaveChangesAsync(cancellationToken);
        });
        return new ApprovalOutcome.Asked();
    }

    /// <summary>Confirms what somebody else asked for, and does it. Of two who confirm at once, one does.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else decided at the same moment.</exception>
    public async Task<ApprovalOutcome> ConfirmAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        MustBeAdmin(actor);
        if (await FindOpenAsync(id, cancellationToken) is not { } approval)
        {
            return new ApprovalOutcome.Gone();
        }

        if (approval.AskedById == actor.OperatorId)
        {
            await audit.RecordAsync(
                AuditKind.AccessRefusal, new AccessRefused { Problem = AccessProblem.OwnRequest, Page = "administration/approvals" }, actor, status: AuditStatus.Refused);
            return new ApprovalOutcome.OwnRequest();
        }

        if (!await IsAskerActiveAsync(approval, cancellationToken)
            || await acts.FindTargetAsync(approval.Kind, approval.TargetId, approval.Detail, cancellationToken) is null)
        {
            return new ApprovalOutcome.NotPossible();
        }

        await audit.ChangeAsync(Event("approval.confirmed", approval), actor, () => DecideAsync(id, ApprovalState.Confirmed, actor, cancellationToken));
        var consent = new Consent(approval.Reason, approval.AskedBy);
        return new ApprovalOutcome.Done(await acts.DoAsync(approval.Kind, approval.TargetId, approval.Detail, consent, actor, cancellationToken));
    }

    /// <summary>Refuses a request, or takes back an own one; false when it is not open any more.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else decided at the same moment.</exception>
    public async Task<bool> RefuseAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        MustBeAdmin(actor);
        if (await FindOpenAsync(id, cancellationToken) is not { } approval)
        {
            return false;
        }

        await audit.ChangeAsync(Event("approval.refused", approval), actor, () => DecideAsync(id, ApprovalState.Refused, actor, cancellationToken));
        return true;
    }

    private async Task<Approval?> FindOpenAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Approvals.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is { } approval && approval.IsOpenAt(Now()) ? approval : null;

    // Whoever was suspended or retired meanwhile asks for nothing any more.
    private Task<bool> IsAskerActiveAsync(Approval approval, CancellationToken cancellationToken) => db.Operators
        .AnyAsync(o => o.Id == approval.AskedById && o.IsActive && db.Accounts.Any(a => a.Id == o.AccountId && a.State == AccountState.Active), cancellationToken);

    private async Task DecideAsync(Guid id, ApprovalState state, Actor actor, CancellationToken cancellationToken)
    {
        var now = Now();
        var decided = await db.Approvals.Where(a => a.Id == id && a.State == ApprovalState.Pending && a.ExpiresAt > now).ExecuteUpdateAsync(
            s => s.SetProperty(a => a.State, state).SetProperty(a => a.DecidedBy, actor.AuditName).SetProperty(a => a.DecidedAt, now), cancellationToken);
        if (decided == 0)
        {
            throw new DbUpdateConcurrencyException("The request was decided meanwhile.");
        }
    }

    private long Now() => clock.GetUtcNow().ToUnixMicroseconds();

    private static void MustBeAdmin(Actor actor)
    {
        if (actor.Role != AccountRole.ProvincialAdmin)
        {
            throw new InvalidOperationException("Only provincial admins ask and confirm.");
        }
    }

    private static ChangeIntended Event(string action, Approval approval) => new()
    {
        Action = action,
        Target = approval.Target,
        Reason = approval.Reason,
        AskedBy = action == "approval.asked" ? "" : approval.AskedBy,
        After = new Dictionary<string, string> { ["kind"] = approval.Kind.ToString(), ["detail"] = approval.Detail, ["request"] = approval.Id.ToString("N") },
    };
}

/// <summary>An act to ask for.</summary>
public sealed record AskApproval(ApprovalKind Kind, Guid TargetId, string Reason, string Detail = "");

/// <summary>What became of asking or confirming.</summary>
public abstract record ApprovalOutcome
{
    /// <summary>It waits for another admin.</summary>
    public sealed record Asked : ApprovalOutcome;

    /// <summary>Somebody has asked for the same already.</summary>
    public sealed record AskedAlready : ApprovalOutcome;

    /// <summary>It took effect.</summary>
    public sealed record Done(ActResult Result) : ApprovalOutcome;

    /// <summary>Nobody confirms an own request.</summary>
    public sealed record OwnRequest : ApprovalOutcome;

    /// <summary>Decided, expired, or never there.</summary>
    public sealed record Gone : ApprovalOutcome;

    /// <summary>The target, or who asked, is not any more what it was.</summary>
    public sealed record NotPossible : ApprovalOutcome;
}
