using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Assistance;

/// <summary>The province's side of assisted lookups (A8): one officer takes, searches and answers, another confirms. Each with evidence.</summary>
public sealed class AssistanceDesk(
    PortalDbContext db, ApprovalService approvals, AssistanceSecrets secrets, AuditLog audit, IOptions<AssistanceOptions> options, TimeProvider clock)
{
    /// <summary>Takes an application, also from a colleague who has not answered yet; what the colleague found is erased.</summary>
    public Task<AssistanceOutcome> TakeAsync(Guid id, long version, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, version, "assistance.taken", "", actor, a => a.State is AssistanceState.Filed or AssistanceState.InWork, a =>
        {
            (a.State, a.OfficerId, a.OfficerName) = (AssistanceState.InWork, actor.OperatorId, actor.PersonName);
            (a.SealedFound, a.FoundUntil, a.SearchRequest) = (null, null, "");
        }, cancellationToken);

    /// <summary>Gives an application back to the institution, unanswered, with the reason.</summary>
    public Task<AssistanceOutcome> ReturnAsync(Guid id, long version, string reason, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, version, "assistance.returned", reason, actor, a => a.State is AssistanceState.Filed or AssistanceState.InWork, a =>
        {
            a.State = AssistanceState.Returned;
            a.SealedRemark = secrets.SealRemark(id, reason);
            (a.SealedFound, a.FoundUntil) = (null, null);
        }, cancellationToken);

    /// <summary>Answers with some of what the last search found, or with none of it; a second person confirms.</summary>
    /// <param name="id">The application.</param>
    /// <param name="version">Version that the officer saw.</param>
    /// <param name="chosen">Places of the chosen records in what was found; none for no record.</param>
    /// <param name="actor">The officer in charge.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<AssistanceOutcome> AnswerAsync(Guid id, long version, IReadOnlyCollection<int> chosen, Actor actor, CancellationToken cancellationToken)
    {
        var application = await db.AssistanceApplications.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (Check(application, version, a => a.State == AssistanceState.InWork) is { } problem)
        {
            return problem;
        }

        if (application!.OfficerId != actor.OperatorId)
        {
            return AssistanceOutcome.OtherPersonNeeded;
        }

        if (application.FoundUntil <= clock.GetUtcNow().ToUnixMicroseconds()
            || secrets.OpenFound(application) is not { } found || chosen.Any(i => i < 0 || i >= found.Records.Count))
        {
            return AssistanceOutcome.FoundIsGone;
        }

        var until = clock.GetUtcNow() + options.Value.UnopenedLifetime;
        var answer = found with { Records = [.. found.Records.Where((_, i) => chosen.Contains(i))], KeptUntil = until.UtcDateTime };
        var intended = new ChangeIntended
        {
            Action = "assistance.answered",
            Target = id.ToString(),
            After = new Dictionary<string, string>
            {
                ["search"] = found.AuditNumber,
                ["found"] = $"{found.Records.Count}",
                ["chosen"] = $"{answer.Records.Count}",
                ["digest"] = secrets.Digest(answer),
            },
        };
        await SaveAsync(application, intended, actor, a =>
        {
            a.State = AssistanceState.AwaitingConfirmation;
            (a.SealedAnswer, a.AnswerUntil) = (secrets.SealAnswer(id, answer), until.ToUnixMicroseconds());
            (a.SealedFound, a.FoundUntil, a.SealedRemark) = (null, null, null);
        }, cancellationToken);
        return AssistanceOutcome.Done;
    }

    /// <summary>Lets an answer go to the institution; only somebody else than its author may, where the province has somebody else.</summary>
    public async Task<AssistanceOutcome> ConfirmAsync(Guid id, long version, Actor actor, CancellationToken cancellationToken)
    {
        var application = await db.AssistanceApplications.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (Check(application, version, a => a.State == AssistanceState.AwaitingConfirmation) is { } problem)
        {
            return problem;
        }

        var isOwn = application!.OfficerId == actor.OperatorId;
        if (isOwn && await approvals.IsNeededAsync(actor, cancellationToken))
        {
            return AssistanceOutcome.OtherPersonNeeded;
        }

        var now = clock.GetUtcNow();
        if (application.AnswerUntil <= now.ToUnixMicroseconds() || secrets.OpenAnswer(application) is not { } answer)
        {
            return AssistanceOutcome.FoundIsGone;
        }

        var intended = new ChangeIntended
        {
            Action = "assistance.confirmed",
            Target = id.ToString(),
            OnePairOfEyes = isOwn,
            After = new Dictionary<string, string> { ["records"] = $"{answer.Records.Count}", ["digest"] = secrets.Digest(answer) },
        };
        await SaveAsync(application, intended, actor, a =>
        {
            (a.State, a.ConfirmedByName) = (AssistanceState.Answered, actor.PersonName);
            a.AnswerUntil = (now + options.Value.UnopenedLifetime).ToUnixMicroseconds();
        }, cancellationToken);
        return AssistanceOutcome.Done;
    }

    /// <summary>Sends an answer back to the officer instead of confirming it; it is erased.</summary>
    public Task<AssistanceOutcome> RejectAsync(Guid id, long version, string reason, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, version, "assistance.rejected", reason, actor, a => a.State == AssistanceState.AwaitingConfirmation, a =>
        {
            (a.State, a.SealedAnswer, a.AnswerUntil) = (AssistanceState.InWork, null, null);
            a.SealedRemark = secrets.SealRemark(id, reason);
        }, cancellationToken);

    private static AssistanceOutcome? Check(AssistanceApplication? application, long version, Func<AssistanceApplication, bool> allows) => application switch
    {
        null => AssistanceOutcome.NotFound,
        _ when application.Version != version || !allows(application) => AssistanceOutcome.Changed,
        _ => null,
    };

    private async Task<AssistanceOutcome> ChangeAsync(
        Guid id, long version, string action, string reason, Actor actor, Func<AssistanceApplication, bool> allows, Action<AssistanceApplication> change, CancellationToken cancellationToken)
    {
        var application = await db.AssistanceApplications.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (Check(application, version, allows) is { } problem)
        {
            return problem;
        }

        await SaveAsync(application!, new ChangeIntended { Action = action, Target = id.ToString(), Reason = AuditJson.Shorten(reason, 700) }, actor, change, cancellationToken);
        return AssistanceOutcome.Done;
    }

    // The version is a condition of the update: whoever was second, by a moment or by a stale page, changes nothing.
    private Task SaveAsync(AssistanceApplication application, ChangeIntended intended, Actor actor, Action<AssistanceApplication> change, CancellationToken cancellationToken) =>
        audit.ChangeAsync(intended, actor, async () =>
        {
            change(application);
            (application.Version, application.ChangedAt) = (application.Version + 1, clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancellationToken);
        });
}
