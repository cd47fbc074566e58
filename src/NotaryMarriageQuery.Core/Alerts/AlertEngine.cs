using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Alerts;

/// <summary>Applies the rules to acts in the order of their time, a while after they happened: no lookup ever waits for it.</summary>
public sealed class AlertEngine(IDbContextFactory<PortalDbContext> contexts, TimeProvider clock)
{
    private const int BatchSize = 200;
    private const int CertificateDays = 30;

    // Instances write at the same time; what one has written last is surely there after this.
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(30);

    // Where there is a log already when the rules are first applied: so far back.
    private static readonly TimeSpan _firstLook = TimeSpan.FromDays(7);

    /// <summary>Applies the rules to a batch of what the follower has read; how many acts that were, 0 when nothing was left.</summary>
    public async Task<int> ApplyAsync(DateTimeOffset readTo, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (cursorAt, cursorId) = await CursorAsync(db, cancellationToken);
        var upTo = (readTo - _settled).ToUnixMicroseconds();
        var acts = await db.Acts.AsNoTracking()
            .Where(a => a.At >= cursorAt && a.At <= upTo && (a.At > cursorAt || a.Id > cursorId))
            .OrderBy(a => a.At).ThenBy(a => a.Id).Take(BatchSize).ToListAsync(cancellationToken);
        if (acts.Count == 0)
        {
            return 0;
        }

        var set = await db.AlertRules.AsNoTracking().ToDictionaryAsync(r => r.Kind, cancellationToken);
        var rules = new AlertRules(db.Acts.AsNoTracking(), [.. AlertRuleBook.Usual.Select(r => set.GetValueOrDefault(r.Kind, r))]);
        var hits = new List<(Act Act, AlertKind Kind, string Key)>();
        foreach (var act in acts)
        {
            hits.AddRange((await rules.ApplyAsync(act, cancellationToken)).Select(h => (act, h.Kind, h.Key)));
        }

        // Only now anything is locked: SQLite's one write lock is also the lookups'.
        var (lastAt, lastId) = (acts[^1].At, acts[^1].Id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.AlertCursors.Where(c => c.At == cursorAt && c.ActId == cursorId)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.At, lastAt).SetProperty(x => x.ActId, lastId), cancellationToken) == 0)
        {
            return 0;
        }

        foreach (var (act, kind, key) in hits)
        {
            await NoteAsync(db, act, kind, key, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return acts.Count;
    }

    /// <summary>Notes institutions with too many looked-up cases that have no certificate's number after a month; once a day each.</summary>
    public async Task LookForMissingCertificatesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rule = await db.AlertRules.AsNoTracking().SingleOrDefaultAsync(r => r.Kind == AlertKind.NoCertificate, cancellationToken)
            ?? AlertRuleBook.Usual.Single(r => r.Kind == AlertKind.NoCertificate);
        var (now, day) = (clock.GetUtcNow(), ChinaDay.Of(ChinaDay.Today(clock)));
        if (!rule.IsOn || await db.Alerts.AnyAsync(a => a.Kind == AlertKind.NoCertificate && a.Day == day, cancellationToken))
        {
            return;
        }

        var limit = (now - TimeSpan.FromDays(CertificateDays)).ToUnixMicroseconds();
        var late = await db.LookedUpCases.Where(l => l.FirstAt < limit && db.Cases.Any(c => c.Id == l.CaseId && c.CertificateNumber == null))
            .GroupBy(l => l.InstitutionId).Select(g => new { g.Key, Count = g.Count() }).Where(g => g.Count >= rule.Threshold).ToListAsync(cancellationToken);
        var codes = await db.Institutions.Select(i => new { i.Id, i.Code }).ToDictionaryAsync(i => i.Id, i => i.Code, cancellationToken);
        foreach (var office in late.Where(o => codes.ContainsKey(o.Key)))
        {
            db.Alerts.Add(Make(AlertKind.NoCertificate, codes[office.Key], day, codes[office.Key], now.ToUnixMicroseconds(), office.Count));
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<(long At, long ActId)> CursorAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var cursor = await db.AlertCursors.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (cursor is null)
        {
            cursor = new AlertCursor { Id = AlertCursor.OnlyId, At = (clock.GetUtcNow() - _firstLook).ToUnixMicroseconds(), ActId = long.MinValue };
            db.AlertCursors.Add(cursor);
            await db.SaveChangesAsync(cancellationToken);
        }

        return (cursor.At, cursor.ActId);
    }

    private static async Task NoteAsync(PortalDbContext db, Act act, AlertKind kind, string key, CancellationToken cancellationToken)
    {
        var day = ChinaDay.Of(act.At);
        var alert = db.Alerts.Local.FirstOrDefault(a => a.Kind == kind && a.Key == key && a.Day == day)
            ?? await db.Alerts.SingleOrDefaultAsync(a => a.Kind == kind && a.Key == key && a.Day == day, cancellationToken);
        if (alert is null)
        {
            alert = Make(kind, key, day, act.Organisation, act.At, 0);
            db.Alerts.Add(alert);
        }

        // Whoever found the acts before harmless has not seen this one.
        if (alert.State == AlertState.Harmless)
        {
            alert.State = AlertState.Open;
        }

        (alert.Count, alert.LastAt, alert.Version) = (alert.Count + 1, act.At, alert.Version + 1);
        db.AlertActs.Add(new AlertAct { AlertId = alert.Id, ActId = act.Id, Organisation = act.Organisation });
    }

    private static Alert Make(AlertKind kind, string key, int day, string organisation, long at, int count) => new()
    {
        Id = Guid.NewGuid(), Kind = kind, Key = key, Day = day, Organisation = organisation, FirstAt = at, LastAt = at, Count = count, State = AlertState.Open,
    };
}
