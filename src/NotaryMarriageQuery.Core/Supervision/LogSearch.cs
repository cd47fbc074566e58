using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>Finds a page of acts by any filters, as fast in ten million as in ten thousand. Whose acts may be read is the caller's to say.</summary>
/// <remarks>
/// One filter leads: it chooses the index, newest first, and the index holds the other filters. The rarest kind of filter leads; a matter or
/// nothing at all is asked of each institution in scope, so that none of them has to be looked for among the acts of all.
/// </remarks>
public sealed class LogSearch(PortalDbContext db, LogReader reader, KeyRing keys)
{
    /// <summary>A page of acts, newest first. <paramref name="organisations"/> null means all.</summary>
    public async Task<LogPage> ReadAsync(LogFilter filter, IReadOnlyCollection<string>? organisations, CancellationToken cancellationToken)
    {
        var acts = await FindAsync(filter, organisations, LogReader.PageSize + 1, cancellationToken);
        var shown = acts.Take(LogReader.PageSize).ToList();
        return new LogPage(await reader.ReadAsync(shown, cancellationToken), acts.Count > LogReader.PageSize ? shown[^1].Id : null);
    }

    private async Task<List<Act>> FindAsync(LogFilter filter, IReadOnlyCollection<string>? organisations, int count, CancellationToken cancellationToken)
    {
        var acts = Narrow(db.Acts.AsNoTracking(), filter);
        if (filter.After is { } after)
        {
            var at = await db.Acts.Where(a => a.Id == after).Select(a => (long?)a.At).FirstOrDefaultAsync(cancellationToken) ?? 0;
            acts = acts.Where(a => a.At <= at && (a.At < at || a.Id < after));
        }

        var inScope = organisations is null ? acts : acts.Where(a => organisations.Contains(a.Organisation));
        var kinds = filter.Sort is { } sort ? ActSorts.KindsOf(sort) : [];
        switch (LeadOf(filter))
        {
            case Lead.Few:
                return await Newest(inScope, count, cancellationToken);
            case Lead.Reason:
                return await Newest(inScope.Where(a => a.Reason != 0), count, cancellationToken);
            case Lead.Failure:
                return await Newest(inScope.Where(a => a.Status > AuditStatus.Refused && a.Status != AuditStatus.Done), count, cancellationToken);
            case Lead.Kind:
                var others = inScope.Where(a => a.Kind != AuditKind.Intent && a.Kind != AuditKind.Refusal);
                return await NewestOfEach(kinds, (kind, since) => others.Where(a => a.Kind == kind && a.At >= since), count, cancellationToken);
            case Lead.Matter when organisations is null:
                return await Newest(acts.Where(a => a.Matter != ""), count, cancellationToken);
            case Lead.Matter:
                // Another way to say the same: the condition of the index that begins with the institution.
#pragma warning disable CA1309 // The database compares.
                var ofMatter = acts.Where(a => string.Compare(a.Matter, "") > 0);
#pragma warning restore CA1309
                return await NewestOfEach(organisations, (code, since) => ofMatter.Where(a => a.Organisation == code && a.At >= since), count, cancellationToken);
            default:
                return organisations is null
                    ? await Newest(acts, count, cancellationToken)
                    : await NewestOfEach(organisations, (code, since) => acts.Where(a => a.Organisation == code && a.At >= since), count, cancellationToken);
        }
    }

    private static Lead LeadOf(LogFilter filter) => filter switch
    {
        { Operator.Length: > 0 } or { Address.Length: > 0 } or { CaseNumber.Length: > 0 } or { Subject: not null } => Lead.Few,
        { Reason: not null } => Lead.Reason,
        { Outcome: > AuditStatus.Refused and not AuditStatus.Done } => Lead.Failure,
        { Sort: not null and not ActSort.LookUp } => Lead.Kind,
        { Matter.Length: > 0 } => Lead.Matter,
        _ => Lead.Time,
    };

    // One after the other: what is older than the page that the first ones fill is not read of the next ones.
    private static async Task<List<Act>> NewestOfEach<T>(IEnumerable<T> parts, Func<T, long, IQueryable<Act>> of, int count, CancellationToken cancellationToken)
    {
        List<Act> found = [];
        foreach (var part in parts)
        {
            var more = await Newest(of(part, found.Count < count ? 0 : found[^1].At), count, cancellationToken);
            found = [.. found.Concat(more).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(count)];
        }

        return found;
    }

    private static Task<List<Act>> Newest(IQueryable<Act> acts, int count, CancellationToken cancellationToken) =>
        acts.OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(count).ToListAsync(cancellationToken);

    private IQueryable<Act> Narrow(IQueryable<Act> acts, LogFilter filter)
    {
        if (filter.From is { } from)
        {
            var start = ChinaDay.Start(from);
            acts = acts.Where(a => a.At >= start);
        }

        if (filter.To is { } to)
        {
            var end = ChinaDay.Start(ChinaDay.Of(to) + 1);
            acts = acts.Where(a => a.At < end);
        }

        if (filter.Subject is { } subject)
        {
            var indexes = keys.Periods.Select(keys.Find).OfType<PeriodKeys>().Select(p => RowCipher.Subject(p, subject)).ToList();
            acts = acts.Where(a => indexes.Contains(a.Subject));
        }

        var kinds = filter.Sort is { } sort ? ActSorts.KindsOf(sort) : [];
        acts = kinds.Count == 0 ? acts : acts.Where(a => kinds.Contains(a.Kind));
        acts = filter.Outcome is { } status ? acts.Where(a => a.Status == status) : acts;
        acts = filter.Reason is { } reason ? acts.Where(a => a.Reason == reason) : acts;
        acts = filter.Matter is { Length: > 0 } matter ? acts.Where(a => a.Matter == matter) : acts;
        acts = filter.CaseNumber is { Length: > 0 } number ? acts.Where(a => a.CaseNumber != "" && a.CaseNumber == number) : acts;
        acts = filter.Operator is { Length: > 0 } person ? acts.Where(a => a.Actor == person) : acts;
        return filter.Address is { Length: > 0 } address ? acts.Where(a => a.Address == address) : acts;
    }

    /// <summary>What leads a search.</summary>
    private enum Lead
    {
        /// <summary>A person, a workstation, a case or a subject: few acts each.</summary>
        Few,
        Reason,
        Failure,
        Kind,
        Matter,
        Time,
    }
}
