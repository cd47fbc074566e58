using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>Reads acts out of the evidence; decrypts only the rows that it returns. Whose rows may be read is the caller's to say.</summary>
public sealed class LogReader(PortalDbContext db, KeyRing keys)
{
    public const int PageSize = 50;

    /// <summary>How many lookups, refused ones included, a person has made since an instant.</summary>
    public Task<int> CountLookupsAsync(Actor actor, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (name, after) = (actor.AuditName, since.ToUnixMicroseconds());
        return db.AuditEntries.CountAsync(e => e.Actor == name && e.At > after && (e.Kind == AuditKind.Intent || e.Kind == AuditKind.Refusal), cancellationToken);
    }

    /// <summary>A page of acts of these kinds behind this row, newest first, straight from the evidence; other filters are <see cref="LogSearch"/>'s.</summary>
    public async Task<LogPage> ReadAsync(LogFilter filter, IReadOnlyCollection<string>? organisations, CancellationToken cancellationToken)
    {
        var entries = await Filter(filter, organisations).Take(PageSize + 1).ToListAsync(cancellationToken);
        var shown = entries.Take(PageSize).ToList();
        return new LogPage(await FoldAsync(shown, cancellationToken), entries.Count > PageSize ? shown[^1].Id : null);
    }

    /// <summary>One act and everything that followed from it, oldest first; null when there is none in scope.</summary>
    public async Task<IReadOnlyList<LogRow>?> FindAsync(long id, IReadOnlyCollection<string>? organisations, CancellationToken cancellationToken)
    {
        var entry = await Scope(organisations).FirstOrDefaultAsync(e => e.Id == id, cancellationToken);
        return entry is null ? null : await ReadActAsync(entry, cancellationToken);
    }

    /// <summary>The lookup with this request id and everything that followed from it; null when there is none in scope.</summary>
    public async Task<IReadOnlyList<LogRow>?> FindLookupAsync(byte[] request, IReadOnlyCollection<string> organisations, CancellationToken cancellationToken)
    {
        var entry = await Scope(organisations)
            .Where(e => e.Request == request && (e.Kind == AuditKind.Intent || e.Kind == AuditKind.Refusal))
            .FirstOrDefaultAsync(cancellationToken);
        return entry is null ? null : await ReadActAsync(entry, cancellationToken);
    }

    /// <summary>The newest alarms and doubts of the evidence, at most one page.</summary>
    public async Task<IReadOnlyList<LogRow>> AlarmsAsync(CancellationToken cancellationToken)
    {
        var entries = await db.AuditEntries.AsNoTracking()
            .Where(e => e.Kind == AuditKind.InDoubt || e.Kind == AuditKind.Alarm)
            .OrderByDescending(e => e.At)
            .Take(PageSize)
            .ToListAsync(cancellationToken);
        return entries.ConvertAll(e => new LogRow(e, Open(e), null, null));
    }

    /// <summary>These acts in this order, each read from the evidence itself; one that is not there is left out.</summary>
    public Task<IReadOnlyList<LogRow>> ReadAsync(IReadOnlyList<Act> acts, CancellationToken cancellationToken) => ReadAsync(acts, a => [a.Id, a.OutcomeId], cancellationToken);

    /// <summary>The same without the rows that ended the acts.</summary>
    public Task<IReadOnlyList<LogRow>> ReadBeginningsAsync(IReadOnlyList<Act> acts, CancellationToken cancellationToken) => ReadAsync(acts, a => [a.Id], cancellationToken);

    /// <summary>Rows that were read already, opened one by one.</summary>
    internal IEnumerable<LogRow> Open(IEnumerable<AuditEntry> entries) => entries.Select(e => new LogRow(e, Open(e), null, null));

    private async Task<IReadOnlyList<LogRow>> ReadAsync(IReadOnlyList<Act> acts, Func<Act, long[]> rowsOf, CancellationToken cancellationToken)
    {
        var ids = acts.SelectMany(rowsOf).Where(id => id != 0).ToList();
        var entries = await db.AuditEntries.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken);
        return [.. from act in acts
                   let entry = entries.GetValueOrDefault(act.Id)
                   where entry is not null
                   let outcome = entries.GetValueOrDefault(act.OutcomeId)
                   select new LogRow(entry, Open(entry), outcome, Open(outcome)) { Views = act.Views, Prints = act.Prints }];
    }

    private async Task<IReadOnlyList<LogRow>> ReadActAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var related = entry.Request.All(b => b == 0)
            ? [entry]
            : await db.AuditEntries.AsNoTracking().Where(e => e.Request == entry.Request).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(cancellationToken);
        var rows = new List<LogRow>();
        var first = related.Find(e => e.Kind is AuditKind.Intent or AuditKind.Change) ?? entry;
        var outcome = related.Find(e => e.Kind is AuditKind.Outcome or AuditKind.ChangeOutcome);
        rows.Add(new LogRow(first, Open(first), outcome, Open(outcome)));
        rows.AddRange(related.Where(e => e.Id != first.Id && e.Id != outcome?.Id).Select(e => new LogRow(e, Open(e), null, null)));
        return rows;
    }

    private IQueryable<AuditEntry> Scope(IReadOnlyCollection<string>? organisations)
    {
        var entries = db.AuditEntries.AsNoTracking();
        return organisations is null ? entries : entries.Where(e => organisations.Contains(e.Organisation));
    }

    private IQueryable<AuditEntry> Filter(LogFilter filter, IReadOnlyCollection<string>? organisations)
    {
        // Ends of acts are folded into the row that began them.
        var entries = Scope(organisations).Where(e => e.Kind != AuditKind.Outcome && e.Kind != AuditKind.ChangeOutcome);
        if (filter.Kinds.Count > 0)
        {
            entries = entries.Where(e => filter.Kinds.Contains(e.Kind));
        }

        if (filter.After is { } after)
        {
            var at = db.AuditEntries.Where(e => e.Id == after).Select(e => e.At);
            entries = entries.Where(e => e.At < at.First() || (e.At == at.First() && e.Id < after));
        }

        return entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id);
    }

    private async Task<IReadOnlyList<LogRow>> FoldAsync(List<AuditEntry> shown, CancellationToken cancellationToken)
    {
        var requests = shown.Where(e => e.Kind is AuditKind.Intent or AuditKind.Change).Select(e => e.Request).ToList();
        var outcomes = await db.AuditEntries.AsNoTracking()
            .Where(e => requests.Contains(e.Request) && (e.Kind == AuditKind.Outcome || e.Kind == AuditKind.ChangeOutcome))
            .ToListAsync(cancellationToken);
        var byRequest = outcomes.ToDictionary(e => Convert.ToHexString(e.Request));
        return shown.ConvertAll(e =>
        {
            var outcome = e.Kind is AuditKind.Intent or AuditKind.Change ? byRequest.GetValueOrDefault(Convert.ToHexString(e.Request)) : null;
            return new LogRow(e, Open(e), outcome, Open(outcome));
        });
    }

    // A row whose detail was tampered with must stay visible: it is shown without detail rather than failing the page.
    private AuditEvent? Open(AuditEntry? entry)
    {
        try
        {
            return entry is null ? null : AuditJson.Read(keys, entry);
        }
        catch (Exception e) when (e is CryptographicException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}

/// <summary>A page of the log, and after which row the next begins; null at the end.</summary>
public sealed record LogPage(IReadOnlyList<LogRow> Rows, long? NextAfter)
{
    /// <summary>Newer acts than these are durable and not yet in the list: it was longer without being followed than a page waits.</summary>
    public bool IsBehind { get; init; }
}
