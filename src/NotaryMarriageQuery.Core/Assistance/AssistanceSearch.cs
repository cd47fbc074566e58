using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Assistance;

/// <summary>The one path to the registry's search: state, evidence, registry, evidence, what was found (C1).</summary>
public sealed class AssistanceSearch(
    PortalDbContext db,
    AssistanceSecrets secrets,
    AuditLog audit,
    ICivilAffairsSearch registry,
    KeyRing keys,
    IOptions<AssistanceOptions> options,
    TimeProvider clock,
    ILogger<AssistanceSearch> logger)
{
    /// <summary>Searches for the person of an application that the actor has in work; the name is the application's and no other.</summary>
    /// <exception cref="EvidenceUnavailableException">The evidence could not be written: nothing was asked, or nothing may be shown.</exception>
    /// <exception cref="DbUpdateConcurrencyException">The application was changed while the registry was asked; nothing is shown.</exception>
    public async Task<AssistanceSearchOutcome> SearchAsync(Guid id, long version, Func<AssistanceFacts, string, RegistrySearch> make, Actor actor, CancellationToken cancellationToken)
    {
        var application = await db.AssistanceApplications.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (application is null)
        {
            return new AssistanceSearchOutcome.NotDone(AssistanceOutcome.NotFound);
        }

        if (application.Version != version || application.State != AssistanceState.InWork)
        {
            return new AssistanceSearchOutcome.NotDone(AssistanceOutcome.Changed);
        }

        if (application.OfficerId != actor.OperatorId)
        {
            return new AssistanceSearchOutcome.NotDone(AssistanceOutcome.OtherPersonNeeded);
        }

        var isOpen = await db.Cases.AnyAsync(c => c.InstitutionId == application.InstitutionId && c.Number == application.CaseNumber && c.IsOpen, cancellationToken);
        if (!isOpen)
        {
            return new AssistanceSearchOutcome.CaseClosed();
        }

        var institution = await db.Institutions.AsNoTracking().SingleAsync(i => i.Id == application.InstitutionId, cancellationToken);
        return await AskAsync(application, institution.Code, institution.Name, make(secrets.OpenFacts(application), application.CaseNumber), actor);
    }

    private async Task<AssistanceSearchOutcome> AskAsync(AssistanceApplication application, string code, string institution, RegistrySearch search, Actor actor)
    {
        var permit = await audit.BeginSearchAsync(Describe(application, code, search), search, actor);

        // From here the question has left the house, whatever becomes of the browser tab.
        RegistryAnswer answer;
        try
        {
            answer = await registry.SearchAsync(permit, search, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogError("Search {RequestId} failed in the adapter: {Error}", permit.RequestId, e.GetType().Name);
            answer = new RegistryAnswer.Failed(RegistryFailure.Unreadable);
        }

        var records = answer is RegistryAnswer.Found found ? found.Records : [];
        await audit.EndAsync(permit, MakeOutcome(answer, records.Count), StatusOf(answer), subject: null, actor, answer: null);
        var auditNumber = AuditNumber.Format(permit.Intent.Id);
        if (answer is RegistryAnswer.Failed failed)
        {
            return new AssistanceSearchOutcome.Failed(failed.Failure, auditNumber);
        }

        var until = clock.GetUtcNow() + options.Value.FoundLifetime;
        var shown = new ShownAnswer
        {
            AuditNumber = auditNumber,
            CaseNumber = application.CaseNumber,
            Facts = new QueryFacts { InstitutionName = institution, Name = search.Name.Original, IdNumber = "", Matter = application.Matter },
            AskedAt = permit.Intent.AtUtc,
            KeptUntil = until.UtcDateTime,
            Records = records,
        };
        (application.SealedFound, application.FoundUntil) = (secrets.SealFound(application.Id, shown), until.ToUnixMicroseconds());
        (application.SearchRequest, application.Version) = (permit.RequestId, application.Version + 1);
        await db.SaveChangesAsync(CancellationToken.None);
        return new AssistanceSearchOutcome.Searched(records.Count);
    }

    private static AssistanceSearched Describe(AssistanceApplication application, string code, RegistrySearch search) => new()
    {
        Application = application.Id.ToString(),
        Institution = code,
        Name = AuditJson.Shorten(search.Name.Original, 400),
        Birth = search.Birth,
        Spouse = AuditJson.Shorten(search.Spouse?.Original ?? "", 400),
        Region = search.Region?.Value ?? "",
        FromYear = search.FromYear,
        ToYear = search.ToYear,
    };

    private static AuditStatus StatusOf(RegistryAnswer answer) => answer switch
    {
        RegistryAnswer.Found => AuditStatus.Found,
        RegistryAnswer.NoRecord => AuditStatus.NotFound,
        RegistryAnswer.Failed { Failure: RegistryFailure.Timeout } => AuditStatus.Timeout,
        _ => AuditStatus.RegistryError,
    };

    private QueryAnswered MakeOutcome(RegistryAnswer answer, int count) => new()
    {
        Count = count,
        Failure = (answer as RegistryAnswer.Failed)?.Failure,
        Calls = answer.Calls,
        ReplyNumber = answer.ReplyNumber,
        ReplyDigest = answer.ReplyBody.IsEmpty ? "" : Convert.ToHexStringLower(HMACSHA256.HashData(keys.MacKey, answer.ReplyBody.Span)),
    };
}

/// <summary>What became of a search.</summary>
public abstract record AssistanceSearchOutcome
{
    /// <summary>The registry answered; so many records wait for the officer's choice.</summary>
    public sealed record Searched(int Count) : AssistanceSearchOutcome;

    /// <summary>No answer was obtained. Never to be shown as "no record".</summary>
    public sealed record Failed(RegistryFailure Failure, string AuditNumber) : AssistanceSearchOutcome;

    /// <summary>The case of the application has been closed meanwhile; the registry was not asked.</summary>
    public sealed record CaseClosed : AssistanceSearchOutcome;

    /// <summary>The registry was not asked, for this reason.</summary>
    public sealed record NotDone(AssistanceOutcome Outcome) : AssistanceSearchOutcome;
}
