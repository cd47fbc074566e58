using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>Ends an open request by one conditional update: of several who decide or withdraw at once, one does.</summary>
public sealed class ReportClosing(PortalDbContext db, TimeProvider clock)
{
    /// <summary>Marks a request; part of the caller's transaction where there is one.</summary>
    /// <exception cref="DbUpdateConcurrencyException">It is open no more.</exception>
    public async Task CloseAsync(Guid requestId, RequestState state, string reason, Actor actor)
    {
        var now = clock.GetUtcNow().ToUnixMicroseconds();
        var closed = await db.ReportRequests.Where(r => r.Id == requestId && r.State == RequestState.Open).ExecuteUpdateAsync(s => s
            .SetProperty(r => r.State, state)
            .SetProperty(r => r.OpenSubject, (string?)null)
            .SetProperty(r => r.DecidedBy, actor.AuditName)
            .SetProperty(r => r.DecidedByName, actor.PersonName)
            .SetProperty(r => r.DecidedAt, now)
            .SetProperty(r => r.DecisionReason, reason), CancellationToken.None);
        if (closed == 0)
        {
            throw new DbUpdateConcurrencyException("The request was decided or withdrawn meanwhile.");
        }
    }
}
