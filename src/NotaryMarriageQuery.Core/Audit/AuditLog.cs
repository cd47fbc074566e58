using System.Security.Cryptography;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>What the rest of the program says to the evidence, in the words of the field.</summary>
public sealed class AuditLog(AuditWriter writer, SealingService sealing, TimeProvider clock)
{
    /// <summary>Makes the intent of a lookup durable and returns the permit to ask the registry (C1).</summary>
    /// <exception cref="EvidenceStoppedException">The evidence no longer proves itself, or has not been sealed for too long.</exception>
    public async Task<Permit> BeginAsync(QueryIntended intended, RegistryQuestion question, string caseNumber, Actor actor)
    {
        await sealing.EnsureOpenAsync();
        var draft = Draft(AuditKind.Intent, intended, actor, caseNumber: caseNumber, subject: question.Id.Value);
        return new Permit(await writer.AppendAsync(draft), question.Digest(), clock);
    }

    /// <summary>The same for a search by less than name and number (A8).</summary>
    /// <exception cref="EvidenceStoppedException">The evidence no longer proves itself, or has not been sealed for too long.</exception>
    public async Task<Permit> BeginSearchAsync(AssistanceSearched searched, RegistrySearch search, Actor actor)
    {
        await sealing.EnsureOpenAsync();
        return new Permit(await writer.AppendAsync(Draft(AuditKind.Intent, searched, actor, caseNumber: search.CaseNumber)), search.Digest(), clock);
    }

    /// <summary>The same for a certificate check (E7).</summary>
    /// <exception cref="EvidenceStoppedException">The evidence no longer proves itself, or has not been sealed for too long.</exception>
    public async Task<Permit> BeginCheckAsync(CertificateIntended intended, CertificateQuestion question, string subject, Actor actor)
    {
        await sealing.EnsureOpenAsync();
        return new Permit(await writer.AppendAsync(Draft(AuditKind.Intent, intended, actor, caseNumber: question.CaseNumber, subject: subject)), question.Digest(), clock);
    }

    /// <summary>Makes the outcome of a lookup or check durable, together with the answer that may then be shown.</summary>
    public async Task<AuditEntry> EndAsync(Permit permit, AuditEvent answered, AuditStatus status, string? subject, Actor actor, KeptAnswer? answer)
    {
        permit.End();
        var draft = Draft(AuditKind.Outcome, answered, actor, permit.Intent.Request, permit.Intent.CaseNumber, subject, status);
        return await writer.AppendAsync(draft, answer);
    }

    /// <summary>Makes one act durable that has no second row: a refusal, a view, a print, a search, a sign-in.</summary>
    public Task<AuditEntry> RecordAsync(
        AuditKind kind,
        AuditEvent auditEvent,
        Actor actor,
        byte[]? request = null,
        string caseNumber = "",
        string? subject = null,
        AuditStatus status = AuditStatus.None) =>
        writer.AppendAsync(Draft(kind, auditEvent, actor, request, caseNumber, subject, status));

    /// <summary>Makes an act durable of somebody who is not (yet) signed in, or of the command line.</summary>
    public Task<AuditEntry> RecordAsync(AuditKind kind, AuditEvent auditEvent, string organisation, string actor, AuditStatus status) =>
        writer.AppendAsync(new AuditDraft(kind, auditEvent) { Organisation = organisation, Actor = actor, Status = status, Request = NewRequest() });

    /// <summary>Evidence first, then the change, then what became of it.</summary>
    /// <remarks>The outcome row is written also when the change fails or throws; the change itself must be one transaction.</remarks>
    public async Task ChangeAsync(ChangeIntended intended, Actor actor, Func<Task> change)
    {
        await ChangeAsync(intended, actor.InstitutionCode, actor.AuditName, actor.Address.ToString(), actor.PersonName, change);
    }

    /// <summary>The same for the command line, where nobody is signed in.</summary>
    public Task ChangeAsync(ChangeIntended intended, string organisation, string actor, string address, string personName, Func<Task> change) =>
        ChangeAsync(intended, organisation, actor, address, personName, async () =>
        {
            await change();
            return [];
        });

    /// <summary>The same for a change of which only its end tells what it came to.</summary>
    public async Task ChangeAsync(
        ChangeIntended intended, string organisation, string actor, string address, string personName, Func<Task<Dictionary<string, string>>> change)
    {
        var request = NewRequest();
        var intent = intended with { Address = address, PersonName = personName };
        await writer.AppendAsync(new AuditDraft(AuditKind.Change, intent) { Organisation = organisation, Actor = actor, Request = request });
        var problem = "";
        Dictionary<string, string> result = [];
        try
        {
            result = await change();
        }
        catch (Exception e)
        {
            problem = e.GetType().Name;
            throw;
        }
        finally
        {
            var ended = new ChangeEnded { Action = intended.Action, Target = intended.Target, Problem = problem, Result = result, Address = address, PersonName = personName };
            await writer.AppendAsync(new AuditDraft(AuditKind.ChangeOutcome, ended)
            {
                Organisation = organisation,
                Actor = actor,
                Request = request,
                Status = problem.Length == 0 ? AuditStatus.Done : AuditStatus.Failed,
            });
        }
    }

    private static byte[] NewRequest() => RandomNumberGenerator.GetBytes(AuditEntry.RequestLength);

    private static AuditDraft Draft(
        AuditKind kind,
        AuditEvent auditEvent,
        Actor actor,
        byte[]? request = null,
        string caseNumber = "",
        string? subject = null,
        AuditStatus status = AuditStatus.None) =>
        new(kind, auditEvent with { Address = actor.Address.ToString(), PersonName = AuditJson.Shorten(actor.PersonName, 300) })
        {
            Request = request ?? NewRequest(),
            Organisation = actor.InstitutionCode,
            Actor = actor.AuditName,
            CaseNumber = caseNumber,
            Subject = subject,
            Status = status,
        };
}
