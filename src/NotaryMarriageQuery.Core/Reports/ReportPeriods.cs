using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>The province sets until when bureaus report, and when a new round begins.</summary>
public sealed class ReportPeriods(PortalDbContext db, AuditLog audit, TimeProvider clock)
{
    /// <summary>Sets the last day; a new round asks every institution's list anew.</summary>
    public async Task SetAsync(DateOnly dueOn, bool begins, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var period = await db.ReportPeriods.SingleAsync(cancellationToken);
        await audit.ChangeAsync(ReportEvents.PeriodSet(actor.InstitutionCode, period.DueOn, dueOn, begins, reason), actor, async () =>
        {
            period.DueOn = dueOn;
            period.BeganAt = begins ? clock.GetUtcNow().ToUnixMicroseconds() : period.BeganAt;
            await db.SaveChangesAsync(cancellationToken);
        });
    }
}
