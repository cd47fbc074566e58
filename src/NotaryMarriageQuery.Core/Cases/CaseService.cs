using System.Globalization;
using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Cases;

/// <summary>An institution's own cases (A6): enter one with its parties, close it. Each with evidence.</summary>
public sealed class CaseService(PortalDbContext db, CaseSecrets secrets, AuditLog audit, TimeProvider clock)
{
    private const int MostOfAName = 16;

    /// <summary>Enters a case by hand, where the province lets the institution do so.</summary>
    public async Task<EnterCaseOutcome> EnterAsync(EnterCase input, Actor actor, CancellationToken cancellationToken)
    {
        if (!await db.Openings.AnyAsync(o => o.InstitutionId == actor.InstitutionId && o.AllowsManualCases, cancellationToken))
        {
            return EnterCaseOutcome.NotAllowed;
        }

        if (await db.Cases.AnyAsync(c => c.InstitutionId == actor.InstitutionId && c.Number == input.Number.Value, cancellationToken))
        {
            return EnterCaseOutcome.NumberTaken;
        }

        var notarialCase = Make(input, actor.InstitutionId);
        var intended = new ChangeIntended
        {
            Action = "case.entered",
            Target = notarialCase.Number,
            After = new Dictionary<string, string>
            {
                ["matter"] = notarialCase.Matter,
                ["acceptedOn"] = notarialCase.AcceptedOn.ToString("O", CultureInfo.InvariantCulture),
                ["parties"] = string.Join("，", input.Parties.Select(p => $"{Shorten(p.Name.Original)} {p.Id.Value}")),
            },
        };
        await audit.ChangeAsync(intended, actor, async () =>
        {
            db.Cases.Add(notarialCase);
            await db.SaveChangesAsync(cancellationToken);
        });
        return EnterCaseOutcome.Entered;
    }

    /// <summary>Closes a case of the actor's institution; false when there is none that is open.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else closed it at the same moment.</exception>
    public async Task<bool> CloseAsync(Guid caseId, Actor actor, CancellationToken cancellationToken)
    {
        var notarialCase = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == caseId && c.InstitutionId == actor.InstitutionId, cancellationToken);
        if (notarialCase is not { IsOpen: true })
        {
            return false;
        }

        await audit.ChangeAsync(new ChangeIntended { Action = "case.closed", Target = notarialCase.Number }, actor, async () =>
        {
            // Of two people who close it at once, one did.
            var closed = await db.Cases.Where(c => c.Id == caseId && c.IsOpen).ExecuteUpdateAsync(s => s.SetProperty(c => c.IsOpen, false), cancellationToken);
            if (closed == 0)
            {
                throw new DbUpdateConcurrencyException("The case was closed meanwhile.");
            }
        });
        return true;
    }

    // Six names of the longest kind in the rarest characters would not fit into a row of evidence; the ID numbers are whole.
    private static string Shorten(string name) => name.Length <= MostOfAName
        ? name
        : string.Concat(name.EnumerateRunes().Take(MostOfAName).Select(r => r.ToString())) + "…";

    /// <summary>Makes a case of an institution with its parties encrypted.</summary>
    public NotarialCase Make(EnterCase input, Guid institutionId)
    {
        var id = Guid.NewGuid();
        return new NotarialCase
        {
            Id = id,
            InstitutionId = institutionId,
            Number = input.Number.Value,
            Matter = input.Matter,
            AcceptedOn = input.AcceptedOn,
            EnteredAt = clock.GetUtcNow().UtcDateTime,
            Parties = [.. input.Parties.Select(p => secrets.Seal(id, p.Name, p.Id))],
        };
    }
}

/// <summary>A case to enter; parties differ in their ID numbers.</summary>
public sealed record EnterCase(CaseNumber Number, string Matter, DateOnly AcceptedOn, IReadOnlyList<EnterParty> Parties)
{
    /// <summary>Most parties that one case may be entered with by hand.</summary>
    public const int MostParties = 6;
}

/// <summary>What became of entering a case.</summary>
public enum EnterCaseOutcome
{
    Entered,

    /// <summary>The institution has this acceptance number already.</summary>
    NumberTaken,

    /// <summary>The institution's cases come from its server only.</summary>
    NotAllowed,
}

/// <summary>A party of a case to enter.</summary>
public sealed record EnterParty(PersonName Name, ResidentId Id);
