using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>The one path to the registry: gate, evidence, registry, evidence, answer (C1).</summary>
public sealed class QueryService(
    QueryGate gate,
    AuditLog audit,
    ICivilAffairsRegistry registry,
    AnswerStore answers,
    LookUpForms forms,
    EntrustmentBook entrustments,
    KeyRing keys,
    ILogger<QueryService> logger)
{
    /// <summary>Looks up a person's marriage registrations.</summary>
    /// <exception cref="EvidenceUnavailableException">The evidence could not be written: nothing was asked, or nothing may be shown.</exception>
    public Task<LookUpOutcome> LookUpAsync(LookUpMarriage input, Actor actor, CancellationToken cancellationToken) => input.FormId is { } form
        ? forms.OnceAsync(actor.SessionId, form, () => LookUpOnceAsync(input, actor, CancellationToken.None))
        : LookUpOnceAsync(input, actor, cancellationToken);

    private async Task<LookUpOutcome> LookUpOnceAsync(LookUpMarriage input, Actor actor, CancellationToken cancellationToken)
    {
        switch (await gate.CheckAsync(input, actor, cancellationToken))
        {
            case GateDecision.Refused refused:
                return await RefuseAsync(input, refused, actor);
            case GateDecision.Open open:
                return await AskAsync(input, open, actor);
            default:
                throw new InvalidOperationException("The gate made no decision.");
        }
    }

    private async Task<LookUpOutcome> RefuseAsync(LookUpMarriage input, GateDecision.Refused refused, Actor actor)
    {
        var facts = MakeFacts(input, actor, refused.Id?.Value ?? input.IdNumber, nameNeedsManualCheck: false);
        var entry = await audit.RecordAsync(
            AuditKind.Refusal,
            new QueryRefused { Reason = refused.Reason, Closed = refused.Closure?.Cause, Decision = refused.Ban?.DecisionNumber ?? "", Facts = facts },
            actor,
            caseNumber: CaseNumber.TryParse(input.CaseNumber, out var number) ? number.Value : "",
            subject: refused.Id?.Value,
            status: AuditStatus.Refused);
        return new LookUpOutcome.Refused(refused.Reason, refused.IdProblem, refused.Closure) { AuditNumber = AuditNumber.Format(entry.Id), Ban = refused.Ban };
    }

    private async Task<LookUpOutcome> AskAsync(LookUpMarriage input, GateDecision.Open open, Actor actor)
    {
        var question = open.Question;
        var facts = MakeFacts(input, actor, question.Id.Value, open.NameNeedsManualCheck);
        var permit = await audit.BeginAsync(new QueryIntended { Facts = facts }, question, question.CaseNumber, actor);

        if (input.Ground == LookUpGround.EntrustedRequest)
        {
            await NoteEntrustmentAsync(input, permit, question, actor);
        }

        // From here the question has left the house: neither its answer nor its evidence may depend on the browser tab staying open.
        RegistryAnswer answer;
        try
        {
            answer = await registry.LookUpAsync(permit, question, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogError("Lookup {RequestId} failed in the adapter: {Error}", permit.RequestId, e.GetType().Name);
            answer = new RegistryAnswer.Failed(RegistryFailure.Unreadable);
        }

        var kept = answer is RegistryAnswer.Failed ? null : answers.Seal(permit, facts, open, answer, actor);
        var status = answer switch
        {
            RegistryAnswer.Found => AuditStatus.Found,
            RegistryAnswer.NoRecord => AuditStatus.NotFound,
            RegistryAnswer.Failed { Failure: RegistryFailure.Timeout } => AuditStatus.Timeout,
            _ => AuditStatus.RegistryError,
        };
        await audit.EndAsync(permit, MakeOutcome(answer), status, question.Id.Value, actor, kept);

        var auditNumber = AuditNumber.Format(permit.Intent.Id);
        return answer is RegistryAnswer.Failed failed
            ? new LookUpOutcome.Failed(failed.Failure) { AuditNumber = auditNumber }
            : new LookUpOutcome.Answered(permit.RequestId) { AuditNumber = auditNumber };
    }

    // What the entrusting institution and supervision could not find afterwards is not asked at all.
    private async Task NoteEntrustmentAsync(LookUpMarriage input, Permit permit, RegistryQuestion question, Actor actor)
    {
        try
        {
            await entrustments.NoteAsync(input, question, permit, actor, CancellationToken.None);
        }
        catch
        {
            await audit.EndAsync(permit, new QueryAnswered(), AuditStatus.Failed, question.Id.Value, actor, answer: null);
            throw;
        }
    }

    private QueryAnswered MakeOutcome(RegistryAnswer answer) => new()
    {
        Count = answer is RegistryAnswer.Found found ? found.Records.Count : 0,
        Failure = (answer as RegistryAnswer.Failed)?.Failure,
        Calls = answer.Calls,
        ReplyNumber = answer.ReplyNumber.Length > 64 ? answer.ReplyNumber[..64] : answer.ReplyNumber,
        ReplyDigest = answer.ReplyBody.IsEmpty ? "" : Convert.ToHexStringLower(HMACSHA256.HashData(keys.MacKey, answer.ReplyBody.Span)),
    };

    // What is refused may be any text; all of it together must fit into one detail.
    private static QueryFacts MakeFacts(LookUpMarriage input, Actor actor, string idNumber, bool nameNeedsManualCheck) => new()
    {
        InstitutionName = AuditJson.Shorten(actor.InstitutionName, 200),
        Name = AuditJson.Shorten(input.Name, 400),
        IdNumber = AuditJson.Shorten(idNumber, 120),
        Matter = AuditJson.Shorten(input.Matter, 160),
        Ground = input.Ground,
        EntrustingInstitution = AuditJson.Shorten(input.EntrustingInstitution, 240),
        LetterNumber = AuditJson.Shorten(input.LetterNumber, 160),
        LetterDate = input.LetterDate,
        NameNeedsManualCheck = nameNeedsManualCheck,
    };
}
