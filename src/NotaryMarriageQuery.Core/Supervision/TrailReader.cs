using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>All that was done about one person looked up (record trail), row by row: lookups, refusals, views, prints, uncoverings and searches.</summary>
/// <remarks>What one operator did is a search of the log by that operator.</remarks>
public sealed class TrailReader(PortalDbContext db, LogReader reader, LogInspection inspection, ActFollower follower, KeyRing keys, AuditLog audit)
{
    public const int AtMost = 200;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>The newest acts about a person in the actor's scope, oldest first; the reading is evidence with the person's index.</summary>
    public async Task<Trail> ReadAsync(string idNumber, Actor actor, CancellationToken cancellationToken)
    {
        await follower.CatchUpAsync(_patience, cancellationToken);
        var scope = actor.Role == AccountRole.ProvincialAuditor ? null : (await inspection.InstitutionsAsync(actor, cancellationToken)).Select(i => i.Code).ToList();
        var trail = await FindAsync(idNumber, scope, cancellationToken);
        await audit.RecordAsync(AuditKind.Search, new SubjectSearched { IdNumber = idNumber, Shown = trail.Rows.Count }, actor, subject: idNumber);
        return trail;
    }

    /// <summary>The same without evidence of its own, for whoever writes that otherwise.</summary>
    internal async Task<Trail> FindAsync(string idNumber, IReadOnlyCollection<string>? organisations, CancellationToken cancellationToken)
    {
        var indexes = keys.Periods.Select(keys.Find).OfType<PeriodKeys>().Select(p => RowCipher.Subject(p, idNumber)).ToList();
        var acts = await db.Acts.AsNoTracking()
            .Where(a => indexes.Contains(a.Subject) && (organisations == null || organisations.Contains(a.Organisation)))
            .OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(AtMost + 1).ToListAsync(cancellationToken);
        var rows = (await reader.ReadAsync([.. acts.Take(AtMost)], cancellationToken)).ToList();
        var requests = rows.Where(r => r.Entry.Kind == AuditKind.Intent).Select(r => r.Entry.Request).ToList();
        var later = await db.AuditEntries.AsNoTracking()
            .Where(e => requests.Contains(e.Request) && (e.Kind == AuditKind.View || e.Kind == AuditKind.Print))
            .ToListAsync(cancellationToken);
        rows.AddRange(reader.Open(later));
        return new Trail([.. rows.OrderBy(r => r.Entry.At).ThenBy(r => r.Entry.Id)], acts.Count > AtMost);
    }
}

/// <summary>What was done about one person, oldest first; more than is shown where there is older.</summary>
public sealed record Trail(IReadOnlyList<LogRow> Rows, bool HasOlder);
