using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;

namespace NotaryMarriageQuery.Core.Inspections;

/// <summary>The work on a drawn inspection: checks, findings, the institutions' answers, closing. Each with evidence; nothing after closing.</summary>
public sealed class InspectionWork(PortalDbContext db, KeyRing keys, FileKeeper files, AuditLog audit, TimeProvider clock)
{
    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>Keeps the answers of the checklist for one lookup, over the version that the inspector saw.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else wrote at the same moment.</exception>
    public async Task<InspectionOutcome> CheckAsync(CheckLookUp input, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(input.Inspection, actor, cancellationToken) is not { } inspection
            || await db.InspectionItems.SingleOrDefaultAsync(i => i.InspectionId == input.Inspection && i.Position == input.Position, cancellationToken) is not { } item)
        {
            return InspectionOutcome.NotFound;
        }

        if (inspection.State != InspectionState.Drawn || item.Version != input.Version)
        {
            return InspectionOutcome.Changed;
        }

        var intended = new ChangeIntended
        {
            Action = "inspection.checked",
            Target = input.Inspection.ToString(),
            After = new Dictionary<string, string>
            {
                ["entry"] = AuditNumber.Format(item.EntryId),
                ["consent"] = input.Consent.ToString(),
                ["genuine"] = input.Genuine.ToString(),
                ["isParty"] = input.Party.ToString(),
                ["letter"] = input.Letter.ToString(),
                ["reason"] = AuditJson.Shorten(input.Remark, 700),
            },
        };
        await audit.ChangeAsync(intended, actor, () => WriteAsync(input.Inspection, () =>
        {
            (item.Consent, item.Genuine, item.Party, item.Letter) = (input.Consent, input.Genuine, input.Party, input.Letter);
            item.SealedRemark = input.Remark.Length == 0 ? null : _cipher.SealText(input.Remark, InspectionItem.RemarkPlace(item.InspectionId, item.Position));
            (item.CheckedByName, item.CheckedAt, item.Version) = (actor.PersonName, Now, item.Version + 1);
        }, cancellationToken));
        return InspectionOutcome.Done;
    }

    /// <summary>Keeps a finding; the institution sees it at once. The same form sent again is the same finding.</summary>
    /// <exception cref="DbUpdateConcurrencyException">The inspection was closed at the same moment.</exception>
    public async Task<InspectionOutcome> RecordAsync(RecordFinding input, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(input.Inspection, actor, cancellationToken) is not { } inspection
            || inspection.Scope.FirstOrDefault(s => s.Code == input.Code) is not { } scope
            || (input.Position is not null && !await db.InspectionItems.AnyAsync(i => i.InspectionId == input.Inspection && i.Position == input.Position && i.Code == input.Code, cancellationToken)))
        {
            return InspectionOutcome.NotFound;
        }

        if (await IsThereAsync(input.Id, cancellationToken))
        {
            return InspectionOutcome.Done;
        }

        if (inspection.State != InspectionState.Drawn)
        {
            return InspectionOutcome.Changed;
        }

        var intended = new ChangeIntended
        {
            Action = "finding.recorded",
            Target = input.Inspection.ToString(),
            Reason = AuditJson.Shorten(input.Text, 1000),
            After = Described(input.File, new()
            {
                ["id"] = input.Id.ToString(),
                ["institution"] = input.Code,
                ["severity"] = input.Severity.ToString(),
                ["item"] = input.Position?.ToString(CultureInfo.InvariantCulture) ?? "",
            }),
        };
        try
        {
            await audit.ChangeAsync(intended, actor, () => WriteAsync(input.Inspection, () =>
            {
                db.InspectionFindings.Add(new InspectionFinding
                {
                    Id = input.Id,
                    InspectionId = input.Inspection,
                    InstitutionId = scope.InstitutionId,
                    Position = input.Position,
                    Severity = input.Severity,
                    SealedText = _cipher.SealText(input.Text, InspectionFinding.TextPlace(input.Id)),
                    RecordedByName = actor.PersonName,
                    RecordedAt = Now,
                });
                Keep(input.File, input.Id, actor);
            }, cancellationToken));
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException)
        {
            // The same form was sent twice at once: the first one stands.
            db.ChangeTracker.Clear();
            if (!await IsThereAsync(input.Id, cancellationToken))
            {
                throw;
            }
        }

        return InspectionOutcome.Done;
    }

    /// <summary>Keeps the institution's answer to a finding about itself; once.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else answered, or the inspection was closed, at the same moment.</exception>
    public async Task<InspectionOutcome> AnswerAsync(Guid id, string text, byte[] file, Actor actor, CancellationToken cancellationToken)
    {
        if (await db.InspectionFindings.SingleOrDefaultAsync(f => f.Id == id && f.InstitutionId == actor.InstitutionId, cancellationToken) is not { } finding)
        {
            return InspectionOutcome.NotFound;
        }

        if (finding.AnsweredAt is not null || !await db.Inspections.AnyAsync(i => i.Id == finding.InspectionId && i.State == InspectionState.Drawn, cancellationToken))
        {
            return InspectionOutcome.Changed;
        }

        var intended = new ChangeIntended
        {
            Action = "finding.answered",
            Target = finding.InspectionId.ToString(),
            Reason = AuditJson.Shorten(text, 1000),
            After = Described(file, new() { ["id"] = id.ToString() }),
        };
        await audit.ChangeAsync(intended, actor, () => WriteAsync(finding.InspectionId, () =>
        {
            (finding.SealedAnswer, finding.AnsweredByName, finding.AnsweredAt) = (_cipher.SealText(text, InspectionFinding.AnswerPlace(id)), actor.PersonName, Now);
            Keep(file, id, actor);
        }, cancellationToken));
        return InspectionOutcome.Done;
    }

    /// <summary>Closes an inspection of which every lookup was checked, as it was seen; nothing of it changes any more.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Something was written to it at the same moment.</exception>
    public async Task<InspectionOutcome> CloseAsync(Guid id, string conclusion, int changes, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(id, actor, cancellationToken) is not { } inspection)
        {
            return InspectionOutcome.NotFound;
        }

        if (inspection.State != InspectionState.Drawn || inspection.Changes != changes)
        {
            return InspectionOutcome.Changed;
        }

        if (await db.InspectionItems.AnyAsync(i => i.InspectionId == id && i.CheckedAt == null, cancellationToken))
        {
            return InspectionOutcome.NotChecked;
        }

        var findings = await db.InspectionFindings.CountAsync(f => f.InspectionId == id, cancellationToken);
        var intended = new ChangeIntended
        {
            Action = "inspection.closed",
            Target = id.ToString(),
            Reason = AuditJson.Shorten(conclusion, 1400),
            After = new Dictionary<string, string> { ["findings"] = findings.ToString(CultureInfo.InvariantCulture) },
        };
        var (text, now) = (_cipher.SealText(conclusion, Inspection.ConclusionPlace(id)), Now);
        await audit.ChangeAsync(intended, actor, async () =>
        {
            var closed = await db.Inspections.Where(i => i.Id == id && i.State == InspectionState.Drawn && i.Changes == changes).ExecuteUpdateAsync(
                s => s.SetProperty(i => i.State, InspectionState.Closed).SetProperty(i => i.SealedConclusion, text).SetProperty(i => i.ClosedAt, now)
                    .SetProperty(i => i.ClosedBy, actor.AuditName).SetProperty(i => i.ClosedByName, actor.PersonName),
                cancellationToken);
            Expect(closed);
        });
        return InspectionOutcome.Done;
    }

    private long Now => clock.GetUtcNow().ToUnixMicroseconds();

    // Only the bureau that planned it works on it.
    private Task<Inspection?> FindOwnAsync(Guid id, Actor actor, CancellationToken cancellationToken) => actor.Role is AccountRole.Inspector or AccountRole.ProvincialAuditor
        ? db.Inspections.AsNoTracking().Include(i => i.Scope).SingleOrDefaultAsync(i => i.Id == id && i.OwnerId == actor.InstitutionId, cancellationToken)
        : throw new InvalidOperationException("Only inspectors and the auditor inspect.");

    // Counted in the same transaction: a closing that saw less than there is fails, and so does whatever comes after it.
    private async Task WriteAsync(Guid inspection, Action change, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        Expect(await db.Inspections.Where(i => i.Id == inspection && i.State == InspectionState.Drawn)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.Changes, i => i.Changes + 1), cancellationToken));
        change();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static void Expect(int changed)
    {
        if (changed == 0)
        {
            throw new DbUpdateConcurrencyException("The inspection changed meanwhile.");
        }
    }

    private Task<bool> IsThereAsync(Guid id, CancellationToken cancellationToken) => db.InspectionFindings.AnyAsync(f => f.Id == id, cancellationToken);

    private static Dictionary<string, string> Described(byte[] file, Dictionary<string, string> after)
    {
        if (file.Length > 0)
        {
            after["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file));
        }

        return after;
    }

    private void Keep(byte[] file, Guid finding, Actor actor)
    {
        if (file.Length > 0)
        {
            db.KeptFiles.Add(FileContent.Inspect(file, out var format) == FileProblem.None
                ? files.Seal(file, format, FileOwner.Finding(finding), actor)
                : throw new InvalidOperationException("The page checks files."));
        }
    }
}

/// <summary>What became of a step.</summary>
public enum InspectionOutcome
{
    Done = 1,
    NotFound = 2,

    /// <summary>Somebody else wrote to it, or it is not open (any more).</summary>
    Changed = 3,

    /// <summary>Not every lookup was checked.</summary>
    NotChecked = 4,
}

/// <summary>Answers of the checklist for one lookup.</summary>
public sealed record CheckLookUp
{
    public required Guid Inspection { get; init; }

    public required int Position { get; init; }

    /// <summary>The version that the inspector saw.</summary>
    public required int Version { get; init; }

    public required CheckAnswer Consent { get; init; }

    public required CheckAnswer Genuine { get; init; }

    public required CheckAnswer Party { get; init; }

    public required CheckAnswer Letter { get; init; }

    public string Remark { get; init; } = "";
}

/// <summary>A finding to keep; its file was checked, or is empty.</summary>
public sealed record RecordFinding(Guid Id, Guid Inspection, string Code, int? Position, FindingSeverity Severity, string Text, byte[] File);
