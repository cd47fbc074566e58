using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Core.Assistance;

/// <summary>The institution's side of assisted lookups (A8): files and withdraws. Each with evidence.</summary>
public sealed class AssistanceService(
    PortalDbContext db, QueryGate gate, FileKeeper files, AssistanceSecrets secrets, AuditLog audit, IOptions<AssistanceOptions> options, TimeProvider clock)
{
    /// <summary>Files an application with its written request, where the gate lets it through.</summary>
    public async Task<FileAssistanceOutcome> FileAsync(FileAssistance input, Actor actor, CancellationToken cancellationToken)
    {
        if (FileContent.Inspect(input.File, out var format) is not FileProblem.None and var problem)
        {
            return new FileAssistanceOutcome.BadFile(problem);
        }

        var decision = await gate.CheckAssistanceAsync(input.CaseNumber, input.Matter, input.Facts.PartyName, actor, cancellationToken);
        if (decision is { } refused)
        {
            await audit.RecordAsync(
                AuditKind.Refusal,
                new AssistanceRefused
                {
                    Reason = refused.Reason,
                    Name = AuditJson.Shorten(input.Facts.Name, 400),
                    PartyName = AuditJson.Shorten(input.Facts.PartyName, 400),
                    Matter = AuditJson.Shorten(input.Matter, 160),
                },
                actor,
                caseNumber: CaseNumber.TryParse(input.CaseNumber, out var asked) ? asked.Value : "",
                status: AuditStatus.Refused);
            return new FileAssistanceOutcome.Refused(refused);
        }

        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var number = CaseNumber.TryParse(input.CaseNumber, out var parsed) ? parsed.Value : throw new InvalidOperationException("The gate let a malformed number through.");
        var application = new AssistanceApplication
        {
            Id = id,
            InstitutionId = actor.InstitutionId,
            CaseNumber = number,
            Matter = input.Matter.Trim(),
            SealedFacts = secrets.SealFacts(id, input.Facts),
            FiledBy = actor.OperatorId,
            FiledByName = actor.PersonName,
            FiledAt = now.UtcDateTime,
            DueOn = ChinaDay.At(now).AddDays(options.Value.AnswerWithinDays),
            State = AssistanceState.Filed,
            Version = 1,
            ChangedAt = now.UtcDateTime,
        };
        var intended = new ChangeIntended
        {
            Action = "assistance.filed",
            Target = id.ToString(),
            After = new Dictionary<string, string>
            {
                ["case"] = number,
                ["person"] = AuditJson.Shorten(input.Facts.Name, 300),
                ["party"] = AuditJson.Shorten(input.Facts.PartyName, 300),
                ["reason"] = AuditJson.Shorten(input.Facts.Reason, 300),
                ["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input.File)),
            },
        };
        await audit.ChangeAsync(intended, actor, async () =>
        {
            db.AssistanceApplications.Add(application);
            db.KeptFiles.Add(files.Seal(input.File, format, FileOwner.Assistance(id), actor));
            await db.SaveChangesAsync(cancellationToken);
        });
        return new FileAssistanceOutcome.Filed(id);
    }

    /// <summary>Takes an application back that has not been answered; whatever was found for it is erased.</summary>
    /// <exception cref="DbUpdateConcurrencyException">The province changed it at the same moment.</exception>
    public async Task<AssistanceOutcome> WithdrawAsync(Guid id, long version, Actor actor, CancellationToken cancellationToken)
    {
        var application = await db.AssistanceApplications.SingleOrDefaultAsync(a => a.Id == id && a.InstitutionId == actor.InstitutionId, cancellationToken);
        if (application is null)
        {
            return AssistanceOutcome.NotFound;
        }

        if (application.Version != version || application.State is not (AssistanceState.Filed or AssistanceState.InWork or AssistanceState.AwaitingConfirmation))
        {
            return AssistanceOutcome.Changed;
        }

        await audit.ChangeAsync(new ChangeIntended { Action = "assistance.withdrawn", Target = id.ToString() }, actor, async () =>
        {
            (application.State, application.Version, application.ChangedAt) = (AssistanceState.Withdrawn, version + 1, clock.GetUtcNow().UtcDateTime);
            (application.SealedFound, application.FoundUntil, application.SealedAnswer, application.AnswerUntil) = (null, null, null, null);
            await db.SaveChangesAsync(cancellationToken);
        });
        return AssistanceOutcome.Done;
    }
}

/// <summary>An application to file.</summary>
/// <param name="CaseNumber">Acceptance number as typed.</param>
/// <param name="Matter">Matter of the case.</param>
/// <param name="Facts">What is known.</param>
/// <param name="File">Content of the written application.</param>
public sealed record FileAssistance(string CaseNumber, string Matter, AssistanceFacts Facts, byte[] File);

/// <summary>What became of filing.</summary>
public abstract record FileAssistanceOutcome
{
    public sealed record Filed(Guid Id) : FileAssistanceOutcome;

    public sealed record Refused(GateDecision.Refused Decision) : FileAssistanceOutcome;

    public sealed record BadFile(FileProblem Problem) : FileAssistanceOutcome;
}
