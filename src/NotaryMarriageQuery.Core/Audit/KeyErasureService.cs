using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>Erases the keys of a year after its retention, by two people, as evidence: its rows stay provable and become unreadable.</summary>
public sealed class KeyErasureService(PortalDbContext db, KeyRing keys, AuditLog audit, IOptions<SealingOptions> options, TimeProvider clock)
{
    /// <summary>Years that have keys, and whether their retention is over.</summary>
    public IReadOnlyList<(int Period, bool MayErase)> Periods => [.. keys.Periods.Select(p => (p, IsOver(p)))];

    /// <summary>Proposals that wait for a second person.</summary>
    public async Task<IReadOnlyList<KeyErasure>> OpenAsync(CancellationToken cancellationToken) =>
        await db.KeyErasures.AsNoTracking().OrderBy(e => e.Period).ToListAsync(cancellationToken);

    /// <summary>Proposes; false when the retention is not over or there is no such key.</summary>
    public async Task<bool> ProposeAsync(int period, string reason, Actor actor, CancellationToken cancellationToken)
    {
        if (!Periods.Contains((period, true)) || await db.KeyErasures.AnyAsync(e => e.Period == period, cancellationToken))
        {
            return false;
        }

        await audit.ChangeAsync(Intended("key.erasure-proposed", period, reason), actor, async () =>
        {
            db.KeyErasures.Add(new KeyErasure
            {
                Id = Guid.NewGuid(),
                Period = period,
                Reason = reason,
                ProposedBy = actor.OperatorId,
                ProposedByName = actor.PersonName,
                ProposedAt = clock.GetUtcNow().UtcDateTime,
            });
            await db.SaveChangesAsync(cancellationToken);
        });
        return true;
    }

    /// <summary>Carries a proposal out, or drops it.</summary>
    /// <returns>False when there is none, or the same person proposed it.</returns>
    public async Task<bool> DecideAsync(Guid id, bool erase, Actor actor, CancellationToken cancellationToken)
    {
        var proposal = await db.KeyErasures.FirstOrDefaultAsync(e => e.Id == id, cancellationToken);
        if (proposal is null || (erase && (proposal.ProposedBy == actor.OperatorId || !IsOver(proposal.Period))))
        {
            return false;
        }

        var intended = Intended(erase ? "key.erased" : "key.erasure-dropped", proposal.Period, proposal.Reason);
        await audit.ChangeAsync(intended, actor, async () =>
        {
            if (erase)
            {
                await keys.EraseAsync(proposal.Period, cancellationToken);
            }

            db.KeyErasures.Remove(proposal);
            await db.SaveChangesAsync(cancellationToken);
        });
        return true;
    }

    private static ChangeIntended Intended(string action, int period, string reason) =>
        new() { Action = action, Target = period.ToString(System.Globalization.CultureInfo.InvariantCulture), Reason = reason };

    // The whole year has to be over for so long.
    private bool IsOver(int period) => AuditChain.PeriodAt(clock.GetUtcNow()) > period + options.Value.RetentionYears;
}
