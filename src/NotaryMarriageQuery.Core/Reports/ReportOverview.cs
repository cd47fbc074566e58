using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>How far the reporting has come: each institution's state, and who is late.</summary>
public sealed class ReportOverview(PortalDbContext db, ReportDirectory directory, TimeProvider clock)
{
    public async Task<ReportList> GetAsync(Actor actor, CancellationToken cancellationToken)
    {
        var period = await db.ReportPeriods.AsNoTracking().SingleAsync(cancellationToken);
        var institutions = await directory.InstitutionsAsync(actor, cancellationToken);
        var ids = institutions.Select(i => i.Id).ToList();
        var reports = await db.InstitutionReports.AsNoTracking().Where(r => ids.Contains(r.InstitutionId)).ToDictionaryAsync(r => r.InstitutionId, cancellationToken);
        var open = await db.ReportRequests.Where(r => r.State == RequestState.Open && ids.Contains(r.InstitutionId))
            .GroupBy(r => r.InstitutionId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var custodians = await directory.CustodiansAsync(ids, cancellationToken);
        var today = ChinaDay.Today(clock);
        return new ReportList(period.DueOn, [.. institutions.Select(i =>
        {
            var report = reports.GetValueOrDefault(i.Id);
            return new ReportListRow(
                i,
                custodians[i.Id].Count(),
                custodians[i.Id].Count(c => c.Line.Sex is null),
                report?.SealedPhone is not null,
                open.GetValueOrDefault(i.Id),
                report?.ReportedAt is { } at ? OpeningConditions.Instant(at) : null,
                Standing(period, report, today));
        })]);
    }

    private static ReportStanding Standing(ReportPeriod period, InstitutionReport? report, DateOnly today) => period.DueOn switch
    {
        null => ReportStanding.NotAsked,
        _ when report?.ReportedAt >= period.BeganAt => ReportStanding.Reported,
        { } due when today > due => ReportStanding.Late,
        _ => ReportStanding.Awaited,
    };
}

/// <summary>The institutions that somebody sees, and the last day of reporting.</summary>
public sealed record ReportList(DateOnly? DueOn, IReadOnlyList<ReportListRow> Rows)
{
    public int Late => Rows.Count(r => r.Standing == ReportStanding.Late);
}

/// <summary>An institution in the list.</summary>
public sealed record ReportListRow(Institution Institution, int People, int Incomplete, bool HasForm, int OpenRequests, DateTime? ReportedAt, ReportStanding Standing);

/// <summary>Whether an institution's list was filed or confirmed in this period.</summary>
public enum ReportStanding
{
    /// <summary>The province has set no deadline.</summary>
    NotAsked,
    Reported,
    Awaited,
    Late,
}
