using System.Security.Cryptography;
using System.Text;
using CivilIdentity;
using Microsoft.Extensions.Logging;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Certificates;

/// <summary>The one path to the registry's check: gate, evidence, registry, evidence, outcome (C1, E7).</summary>
public sealed class CertificateService(
    QueryGate gate, AuditLog audit, ICertificateRegistry registry, CheckStore checks, LookUpForms forms, KeyRing keys, ILogger<CertificateService> logger)
{
    /// <summary>Has a booklet checked. The outcome is kept under the id of <see cref="LookUpOutcome.Answered"/>.</summary>
    /// <exception cref="EvidenceUnavailableException">The evidence could not be written: nothing was asked, or nothing may be shown.</exception>
    public Task<LookUpOutcome> VerifyAsync(VerifyCertificate input, Actor actor, CancellationToken cancellationToken) => input.FormId is { } form
        ? forms.OnceAsync(actor.SessionId, form, () => VerifyOnceAsync(input, actor, CancellationToken.None))
        : VerifyOnceAsync(input, actor, cancellationToken);

    private async Task<LookUpOutcome> VerifyOnceAsync(VerifyCertificate input, Actor actor, CancellationToken cancellationToken) =>
        await gate.CheckCertificateAsync(input, actor, cancellationToken) switch
        {
            GateDecision.Refused refused => await RefuseAsync(input, refused, actor),
            GateDecision.Open open => await AskAsync(input, open, actor),
            _ => throw new InvalidOperationException("The gate made no decision."),
        };

    private async Task<LookUpOutcome> RefuseAsync(VerifyCertificate input, GateDecision.Refused refused, Actor actor)
    {
        var entry = await audit.RecordAsync(
            AuditKind.Refusal,
            new CertificateRefused
            {
                Reason = refused.Reason,
                Closed = refused.Closure?.Cause,
                Decision = refused.Ban?.DecisionNumber ?? "",
                Facts = MakeFacts(input, actor, refused.Id?.Value ?? "", nameNeedsManualCheck: false),
            },
            actor,
            caseNumber: CaseNumber.TryParse(input.CaseNumber, out var number) ? number.Value : "",
            subject: refused.Id?.Value,
            status: AuditStatus.Refused);
        return new LookUpOutcome.Refused(refused.Reason, refused.IdProblem, refused.Closure) { AuditNumber = AuditNumber.Format(entry.Id), Ban = refused.Ban };
    }

    private async Task<LookUpOutcome> AskAsync(VerifyCertificate input, GateDecision.Open open, Actor actor)
    {
        var (party, caseNumber) = (open.Question.Id, open.Question.CaseNumber);
        var facts = MakeFacts(input, actor, party.Value, open.NameNeedsManualCheck);
        var question = MakeQuestion(input.Booklet, open.Question);
        var permit = await audit.BeginCheckAsync(new CertificateIntended { Facts = facts }, question, party.Value, actor);

        // From here the question has left the house: neither its outcome nor its evidence may depend on the browser tab staying open.
        RegistryAnswer answer;
        try
        {
            answer = await registry.CheckAsync(permit, question, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogError("Certificate check {RequestId} failed in the adapter: {Error}", permit.RequestId, e.GetType().Name);
            answer = new RegistryAnswer.Failed(RegistryFailure.Unreadable);
        }

        var answered = answer as CertificateAnswer;
        var kept = answered is null ? null : checks.Seal(permit, facts, answered, caseNumber, actor);
        await audit.EndAsync(permit, MakeOutcome(answer), StatusOf(answer), party.Value, actor, kept);
        var auditNumber = AuditNumber.Format(permit.Intent.Id);
        return answered is null
            ? new LookUpOutcome.Failed((answer as RegistryAnswer.Failed)?.Failure ?? RegistryFailure.Unreadable) { AuditNumber = auditNumber }
            : new LookUpOutcome.Answered(permit.RequestId) { AuditNumber = auditNumber };
    }

    // The booklet has a man's and a woman's name; which of the two the party's is, the number in the case tells.
    private static CertificateQuestion MakeQuestion(BookletInHand booklet, RegistryQuestion party)
    {
        var isMan = party.Id.Sex == Sex.Male;
        return new CertificateQuestion(booklet.Code, booklet.Number, booklet.RegisteredOn, party.CaseNumber)
        {
            Man = isMan ? party.Name : booklet.Spouse,
            Woman = isMan ? booklet.Spouse : party.Name,
        };
    }

    private static AuditStatus StatusOf(RegistryAnswer answer) => answer switch
    {
        CertificateAnswer { Outcome: CertificateOutcome.Agrees } => AuditStatus.Agrees,
        CertificateAnswer { Outcome: CertificateOutcome.Differs } => AuditStatus.Differs,
        CertificateAnswer { Outcome: CertificateOutcome.Voided } => AuditStatus.Voided,
        CertificateAnswer { Outcome: CertificateOutcome.StatusChanged } => AuditStatus.StatusChanged,
        CertificateAnswer { Outcome: CertificateOutcome.UnknownCode } => AuditStatus.UnknownCode,
        RegistryAnswer.Failed { Failure: RegistryFailure.Timeout } => AuditStatus.Timeout,
        _ => AuditStatus.RegistryError,
    };

    private CertificateChecked MakeOutcome(RegistryAnswer answer)
    {
        var told = answer as CertificateAnswer;
        return new CertificateChecked
        {
            Outcome = told?.Outcome,
            Differing = told is { Differing.Count: > 0 } ? told.Differing : null,
            VoidedBy = told?.VoidedBy,
            Change = told?.Change,
            AnswerId = told?.AnswerId ?? "",
            Failure = told is null ? (answer as RegistryAnswer.Failed)?.Failure ?? RegistryFailure.Unreadable : null,
            Calls = answer.Calls,
            ReplyNumber = answer.ReplyNumber,
            ReplyDigest = answer.ReplyBody.IsEmpty ? "" : Convert.ToHexStringLower(HMACSHA256.HashData(keys.MacKey, answer.ReplyBody.Span)),
        };
    }

    // What is refused may be any text; all of it together must fit into one detail.
    private CheckFacts MakeFacts(VerifyCertificate input, Actor actor, string idNumber, bool nameNeedsManualCheck) => new()
    {
        Party = new QueryFacts
        {
            InstitutionName = AuditJson.Shorten(actor.InstitutionName, 200),
            Name = AuditJson.Shorten(input.Name, 300),
            IdNumber = idNumber,
            Matter = AuditJson.Shorten(input.Matter, 160),
            Ground = input.Ground,
            NameNeedsManualCheck = nameNeedsManualCheck,
        },
        CertificateNumber = AuditJson.Shorten(input.Booklet.Number.Value, 200),
        SpouseName = AuditJson.Shorten(input.Booklet.Spouse?.Original ?? "", 300),
        RegisteredOn = input.Booklet.RegisteredOn,
        CodeIndex = Convert.ToHexStringLower(HMACSHA256.HashData(keys.MacKey, Encoding.ASCII.GetBytes("certificate code|" + input.Booklet.Code.Value)).AsSpan(0, 16)),
    };
}
