using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Openings;

/// <summary>Which institutions' servers are connected. What inspectors need is evidence: opened, lapsed; not each sign of life.</summary>
public sealed class Connections(IDbContextFactory<PortalDbContext> contexts, AuditLog audit, TimeProvider clock)
{
    /// <summary>A server made a signed call.</summary>
    public async Task SeenAsync(ServerCaller caller, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (at, lapsedBefore) = (now.ToUnixMicroseconds(), (now - OpeningConditions.ConnectionLifetime).ToUnixMicroseconds());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = db.Openings.Where(o => o.InstitutionId == caller.InstitutionId);
        if (await mine.Where(o => o.ConnectedAt != null && o.SeenAt > lapsedBefore).ExecuteUpdateAsync(s => s.SetProperty(o => o.SeenAt, at), cancellationToken) > 0)
        {
            return;
        }

        await EndAsync(mine, caller.Code, lapsedBefore, cancellationToken);
        var opened = new ChangeIntended { Action = "connection.opened", Target = caller.Code };
        await audit.ChangeAsync(opened, caller.Code, caller.AuditName, caller.Address.ToString(), "", async () =>
            await mine.ExecuteUpdateAsync(s => s.SetProperty(o => o.SeenAt, at).SetProperty(o => o.ConnectedAt, at), CancellationToken.None));
    }

    /// <summary>Notes the connections that have lapsed.</summary>
    public async Task EndLapsedAsync(CancellationToken cancellationToken)
    {
        var lapsedBefore = (clock.GetUtcNow() - OpeningConditions.ConnectionLifetime).ToUnixMicroseconds();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lapsed = await db.Openings.Where(o => o.ConnectedAt != null && o.SeenAt <= lapsedBefore)
            .Join(db.Institutions, o => o.InstitutionId, i => i.Id, (o, i) => new { i.Id, i.Code }).ToListAsync(cancellationToken);
        foreach (var institution in lapsed)
        {
            await EndAsync(db.Openings.Where(o => o.InstitutionId == institution.Id), institution.Code, lapsedBefore, cancellationToken);
        }
    }

    // Evidence first: two instances that notice it at once may both write it, and none can lose it. Nothing is opened by this mark: the
    // gate looks at the time of the last call.
    private async Task EndAsync(IQueryable<Opening> mine, string code, long lapsedBefore, CancellationToken cancellationToken)
    {
        var lapsed = mine.Where(o => o.ConnectedAt != null && o.SeenAt <= lapsedBefore);
        if (await lapsed.AnyAsync(cancellationToken))
        {
            await audit.ChangeAsync(new ChangeIntended { Action = "connection.lapsed", Target = code }, code, ServerCaller.AuditNameOf(code), "", "", async () =>
                await lapsed.ExecuteUpdateAsync(s => s.SetProperty(o => o.ConnectedAt, (long?)null), CancellationToken.None));
        }
    }
}
