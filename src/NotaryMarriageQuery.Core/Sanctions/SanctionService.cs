using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;

namespace NotaryMarriageQuery.Core.Sanctions;

/// <summary>The province decides consequences and lifts them (Z 六). Decisions are added, never changed; each with evidence.</summary>
/// <remarks>Warning, suspension and referral hold at once; a cancellation, and whatever gives a right back, waits for a second pair of eyes.</remarks>
public sealed class SanctionService(PortalDbContext db, KeyRing keys, FileKeeper files, AuditLog audit, TimeProvider clock)
{
    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>True when a decision of this kind waits for another admin.</summary>
    public static bool NeedsConsent(SanctionKind kind) => kind is SanctionKind.Cancellation or SanctionKind.Lifting;

    /// <summary>Keeps a decision with its file; false when the institution has no such person, or is none that looks anything up.</summary>
    /// <remarks>The same form sent again is the same decision.</remarks>
    public async Task<bool> DecideAsync(DecideSanction input, Actor actor, CancellationToken cancellationToken)
    {
        if (await db.Institutions.AsNoTracking().SingleOrDefaultAsync(i => i.Id == input.InstitutionId && i.Kind == InstitutionKind.NotaryOffice, cancellationToken) is not { } institution
            || input.Kind is SanctionKind.Lifting)
        {
            return false;
        }

        var person = input.OperatorId is null ? null : await db.Operators.Where(o => o.Id == input.OperatorId)
            .Join(db.Accounts.Where(a => a.InstitutionId == input.InstitutionId), o => o.AccountId, a => a.Id, (o, a) => new { o.Id, o.Name, o.Number, a.UserName })
            .SingleOrDefaultAsync(cancellationToken);
        if (input.OperatorId is not null && person is null)
        {
            return false;
        }

        var now = Now;
        var isSuspension = input.Kind == SanctionKind.Suspension;
        await AddAsync(
            new Sanction
            {
                Id = input.Id,
                Kind = input.Kind,
                InstitutionId = institution.Id,
                OperatorId = person?.Id,
                PersonName = person?.Name ?? "",
                Target = person is null ? institution.Code : Actor.FormatAuditName(person.UserName!, person.Number),
                DecisionNumber = input.DecisionNumber,
                SealedGround = _cipher.SealText(input.Ground, Sanction.PlaceOf(input.Id)),
                StartsAt = isSuspension ? Math.Max(now, ChinaDay.Start(input.FirstDay)) : null,
                EndsAt = isSuspension ? ChinaDay.Start(input.LastDay.AddDays(1)) : null,
                DraftedBy = actor.AuditName,
                DraftedByName = actor.PersonName,
                DraftedAt = now,
            },
            input.Ground,
            input.File,
            actor,
            cancellationToken);
        return true;
    }

    /// <summary>Keeps the decision to lift an earlier one; it waits for a second pair of eyes. False when there is nothing to lift.</summary>
    public async Task<bool> LiftAsync(LiftSanction input, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindLiftableAsync(input.LiftsId, cancellationToken) is not { } lifted)
        {
            return false;
        }

        await AddAsync(
            new Sanction
            {
                Id = input.Id,
                Kind = SanctionKind.Lifting,
                InstitutionId = lifted.InstitutionId,
                OperatorId = lifted.OperatorId,
                PersonName = lifted.PersonName,
                Target = lifted.Target,
                DecisionNumber = input.DecisionNumber,
                SealedGround = _cipher.SealText(input.Ground, Sanction.PlaceOf(input.Id)),
                LiftsId = lifted.Id,
                DraftedBy = actor.AuditName,
                DraftedByName = actor.PersonName,
                DraftedAt = Now,
            },
            input.Ground,
            input.File,
            actor,
            cancellationToken);
        return true;
    }

    /// <summary>Whom a decision is against that still waits and can be decided as things stand; null otherwise.</summary>
    internal async Task<string?> FindDraftAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Sanctions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.DecidedAt == null, cancellationToken) is { } draft
        && (draft.LiftsId is not { } liftsId || await FindLiftableAsync(liftsId, cancellationToken) is not null)
            ? draft.Target
            : null;

    /// <summary>Lets a decision that waited take effect: every open session has it at its next request.</summary>
    /// <exception cref="DbUpdateConcurrencyException">It was decided meanwhile.</exception>
    internal async Task EnforceAsync(Guid id, Consent consent, Actor actor, CancellationToken cancellationToken)
    {
        var draft = await db.Sanctions.SingleOrDefaultAsync(s => s.Id == id && s.DecidedAt == null, cancellationToken)
            ?? throw new DbUpdateConcurrencyException("The decision was made meanwhile.");
        var ground = _cipher.OpenText(draft.SealedGround, draft.GroundPlace);
        var intended = Intended(draft.Kind == SanctionKind.Lifting ? "sanction.lifted" : "sanction.decided", draft, ground, sha256: null);
        await audit.ChangeAsync(consent.On(intended) with { Reason = intended.Reason }, actor, async () =>
        {
            (draft.DecidedAt, draft.DecidedBy, draft.DecidedByName) = (Now, actor.AuditName, actor.PersonName);
            await db.SaveChangesAsync(cancellationToken);
        });
    }

    private long Now => clock.GetUtcNow().ToUnixMicroseconds();

    // A day begins at midnight in China.
    private async Task<Sanction?> FindLiftableAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Sanctions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.LiftsId == null, cancellationToken) is { } sanction
        && !await db.Sanctions.AnyAsync(s => s.LiftsId == id && s.DecidedAt != null, cancellationToken)
        && sanction.StateAt(Now, isLifted: false) is SanctionState.InForce or SanctionState.NotYet
            ? sanction
            : null;

    private async Task AddAsync(Sanction sanction, string ground, byte[] file, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Role != AccountRole.ProvincialAdmin || FileContent.Inspect(file, out var format) != FileProblem.None)
        {
            throw new InvalidOperationException("The province decides, with a file that was checked.");
        }

        if (await IsThereAsync(sanction.Id, cancellationToken))
        {
            return;
        }

        var waits = NeedsConsent(sanction.Kind);
        var intended = Intended(waits ? "sanction.proposed" : "sanction.decided", sanction, ground, SHA256.HashData(file));
        try
        {
            await audit.ChangeAsync(intended, actor, async () =>
            {
                if (!waits)
                {
                    (sanction.DecidedAt, sanction.DecidedBy, sanction.DecidedByName) = (sanction.DraftedAt, sanction.DraftedBy, sanction.DraftedByName);
                }

                db.Sanctions.Add(sanction);
                db.KeptFiles.Add(files.Seal(file, format, FileOwner.Sanction(sanction.Id), actor));
                await db.SaveChangesAsync(cancellationToken);
            });
        }
        catch (DbUpdateException)
        {
            // The same form was sent twice at once: the first one stands.
            db.ChangeTracker.Clear();
            if (!await IsThereAsync(sanction.Id, cancellationToken))
            {
                throw;
            }
        }
    }

    private Task<bool> IsThereAsync(Guid id, CancellationToken cancellationToken) => db.Sanctions.AnyAsync(s => s.Id == id, cancellationToken);

    private static ChangeIntended Intended(string action, Sanction sanction, string ground, byte[]? sha256)
    {
        var after = new Dictionary<string, string>
        {
            ["id"] = sanction.Id.ToString(),
            ["kind"] = sanction.Kind.ToString(),
            ["decision"] = AuditJson.Shorten(sanction.DecisionNumber, 200),
        };
        if (sanction is { StartsAt: { } from, EndsAt: { } until })
        {
            (after["from"], after["until"]) = (Text(from), Text(until));
        }

        if (sanction.LiftsId is { } lifts)
        {
            after["lifts"] = lifts.ToString();
        }

        if (sha256 is not null)
        {
            after["sha256"] = Convert.ToHexStringLower(sha256);
        }

        return new ChangeIntended { Action = action, Target = sanction.Target, Reason = AuditJson.Shorten(ground, 900), After = after };
    }

    private static string Text(long microseconds) => OpeningConditions.Instant(microseconds).ToString("u", CultureInfo.InvariantCulture);
}

/// <summary>A decision to keep; its texts are checked by the page.</summary>
public sealed record DecideSanction
{
    /// <summary>Number of the form, and then of the decision.</summary>
    public required Guid Id { get; init; }

    public required SanctionKind Kind { get; init; }

    public required Guid InstitutionId { get; init; }

    /// <summary>Whom it is against; null for the institution.</summary>
    public Guid? OperatorId { get; init; }

    public required string DecisionNumber { get; init; }

    public required string Ground { get; init; }

    /// <summary>First day of a suspension, in China; a day that has begun counts from now.</summary>
    public DateOnly FirstDay { get; init; }

    /// <summary>Last day of a suspension.</summary>
    public DateOnly LastDay { get; init; }

    /// <summary>The decision on paper.</summary>
    public required byte[] File { get; init; }
}

/// <summary>A decision that lifts an earlier one.</summary>
public sealed record LiftSanction(Guid Id, Guid LiftsId, string DecisionNumber, string Ground, byte[] File);
