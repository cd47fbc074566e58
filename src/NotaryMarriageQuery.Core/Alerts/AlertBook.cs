using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Alerts;

/// <summary>Alerts for those who supervise (C5): each sees those that concern an institution of the own region, and of their acts only these.</summary>
public sealed class AlertBook(PortalDbContext db, LogInspection inspection, LogReader reader, AuditLog audit, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>A page of alerts, the newest first, as evidence.</summary>
    public async Task<AlertPage> SearchAsync(AlertFilter filter, Actor actor, CancellationToken cancellationToken)
    {
        var alerts = await ScopeAsync(actor, cancellationToken);
        alerts = filter.State is { } state ? alerts.Where(a => a.State == state) : alerts;
        alerts = filter.Kind is { } kind ? alerts.Where(a => a.Kind == kind) : alerts;
        alerts = filter.Day is { } day ? OnDay(alerts, day) : alerts;
        if (filter.After is { } after)
        {
            var at = await db.Alerts.Where(a => a.Id == after).Select(a => (long?)a.LastAt).FirstOrDefaultAsync(cancellationToken) ?? 0;
            alerts = alerts.Where(a => a.LastAt <= at && (a.LastAt < at || a.Id.CompareTo(after) < 0));
        }

        var found = await alerts.OrderByDescending(a => a.LastAt).ThenByDescending(a => a.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        var filters = new Dictionary<string, string>
        {
            ["list"] = "alerts", ["state"] = filter.State?.ToString() ?? "", ["kind"] = filter.Kind?.ToString() ?? "", ["day"] = filter.Day is { } of ? $"{of:O}" : "",
        };
        await audit.RecordAsync(AuditKind.Search, new LogSearched { Filters = filters, Shown = Math.Min(found.Count, PageSize) }, actor);
        return new AlertPage([.. found.Take(PageSize)], found.Count > PageSize ? found[PageSize - 1].Id : null);
    }

    /// <summary>How many alerts of each kind there were on a day, and how many of all are not dealt with.</summary>
    public async Task<AlertSummary> SummariseAsync(DateOnly day, Actor actor, CancellationToken cancellationToken)
    {
        var alerts = await ScopeAsync(actor, cancellationToken);
        var kinds = await OnDay(alerts, day).GroupBy(a => a.Kind).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var open = await alerts.CountAsync(a => a.State == AlertState.Open || a.State == AlertState.InWork, cancellationToken);
        return new AlertSummary(day, [.. kinds.OrderBy(k => k.Key).Select(k => (k.Key, k.Count))], open);
    }

    /// <summary>An alert with its newest acts, as evidence; null when there is none in scope.</summary>
    public async Task<(Alert Alert, IReadOnlyList<LogRow> Rows)?> OpenAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var alert = await (await ScopeAsync(actor, cancellationToken)).SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (alert is null)
        {
            return null;
        }

        var codes = await CodesAsync(actor, cancellationToken);
        var acts = await db.Acts.AsNoTracking()
            .Where(a => db.AlertActs.Any(x => x.AlertId == id && x.ActId == a.Id) && (codes == null || codes.Contains(a.Organisation)))
            .OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(PageSize).ToListAsync(cancellationToken);
        await audit.RecordAsync(AuditKind.View, new RecordViewed { List = "alerts", Record = id.ToString() }, actor);
        return (alert, await reader.ReadAsync(acts, cancellationToken));
    }

    /// <summary>Takes an alert up or closes it with a note; false when somebody else has changed it since it was read.</summary>
    public async Task<bool> TryHandleAsync(Alert read, AlertState state, string note, Actor actor, CancellationToken cancellationToken)
    {
        var intended = new ChangeIntended
        {
            Action = "alert.handled",
            Target = read.Id.ToString(),
            Reason = note,
            Before = new Dictionary<string, string> { ["state"] = read.State.ToString(), ["owner"] = read.Owner },
            After = new Dictionary<string, string> { ["state"] = state.ToString(), ["owner"] = actor.AuditName },
        };
        var changed = 0;
        await audit.ChangeAsync(intended, actor, async () => changed = await db.Alerts.Where(a => a.Id == read.Id && a.Version == read.Version)
            .ExecuteUpdateAsync(
                a => a.SetProperty(x => x.State, state).SetProperty(x => x.Note, note).SetProperty(x => x.Owner, actor.AuditName)
                    .SetProperty(x => x.OwnerName, actor.PersonName).SetProperty(x => x.Version, x => x.Version + 1),
                cancellationToken));
        return changed == 1;
    }

    /// <summary>Yesterday in China, of which the nightly summary tells.</summary>
    public DateOnly Yesterday => ChinaDay.Today(clock).AddDays(-1);

    private static IQueryable<Alert> OnDay(IQueryable<Alert> alerts, DateOnly day)
    {
        var number = ChinaDay.Of(day);
        return alerts.Where(a => a.Day == number);
    }

    private async Task<List<string>?> CodesAsync(Actor actor, CancellationToken cancellationToken) =>
        actor.Role == AccountRole.ProvincialAuditor ? null : [.. (await inspection.InstitutionsAsync(actor, cancellationToken)).Select(i => i.Code)];

    private async Task<IQueryable<Alert>> ScopeAsync(Actor actor, CancellationToken cancellationToken)
    {
        var codes = await CodesAsync(actor, cancellationToken);
        var alerts = db.Alerts.AsNoTracking();
        return codes is null ? alerts : alerts.Where(a => codes.Contains(a.Organisation) || db.AlertActs.Any(x => x.AlertId == a.Id && codes.Contains(x.Organisation)));
    }
}

/// <summary>Which alerts to show.</summary>
public sealed record AlertFilter(AlertState? State, AlertKind? Kind, DateOnly? Day, Guid? After);

/// <summary>A page of alerts, and after which the next begins; null at the end.</summary>
public sealed record AlertPage(IReadOnlyList<Alert> Alerts, Guid? NextAfter);

/// <summary>What the rules have noticed on one day, and what is still to be dealt with.</summary>
public sealed record AlertSummary(DateOnly Day, IReadOnlyList<(AlertKind Kind, int Count)> Kinds, int Open);
