using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Statistics;

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
        if (!await MayFitAsync(filter, organisations, cancellationToken))
        {
            return [];
        }

        // One bound at each end: of two, SQLite seeks by either and passes over what the other one leaves out.
        var from = filter.From is { } first ? ChinaDay.Start(first) : 0;
        var upTo = filter.To is { } last ? ChinaDay.Start(ChinaDay.Of(last) + 1) - 1 : long.MaxValue;
        var acts = Narrow(db.Acts.AsNoTracking(), filter);
        if (filter.After is { } after)
        {
            var at = await db.Acts.Where(a => a.Id == after).Select(a => (long?)a.At).FirstOrDefaultAsync(cancellationToken) ?? 0;
            acts = acts.Where(a => a.At < at || a.Id < after);
            upTo = Math.Min(upTo, at);
        }

        acts = acts.Where(a => a.At <= upTo);
        var inScope = (organisations is null ? acts : acts.Where(a => organisations.Contains(a.Organisation))).Where(a => a.At >= from);
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
                var others = acts.Where(a => a.Kind != AuditKind.Intent && a.Kind != AuditKind.Refusal);
                others = organisations is null ? others : others.Where(a => organisations.Contains(a.Organisation));
                return await NewestOfEach(kinds, (kind, since) => others.Where(a => a.Kind == kind && a.At >= since), from, count, cancellationToken);
            case Lead.Matter when organisations is null:
                return await Newest(inScope.Where(a => a.Matter != ""), count, cancellationToken);
            case Lead.Matter:
                // Another way to say the same: the condition of the index that begins with the institution.
#pragma warning disable CA1309 // The database compares.
                var ofMatter = acts.Where(a => string.Compare(a.Matter, "") > 0);
#pragma warning restore CA1309
                return await NewestOfEach(organisations, (code, since) => ofMatter.Where(a => a.Organisation == code && a.At >= since), from, count, cancellationToken);
            default:
                return organisations is null
                    ? await Newest(inScope, count, cancellationToken)
                    : await NewestOfEach(organisations, (code, since) => acts.Where(a => a.Organisation == code && a.At >= since), from, count, cancellationToken);
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

    // Pairs that never meet would be looked for in the whole index of the one that leads; the counts of the months say so at once.
    private async Task<bool> MayFitAsync(LogFilter filter, IReadOnlyCollection<string>? organisations, CancellationToken cancellationToken)
    {
        bool[] set = [filter.Sort is not null, filter.Outcome is not null, filter.Reason is not null, filter.Matter is { Length: > 0 }];
        if (LeadOf(filter) == Lead.Few || set.Count(s => s) < 2)
        {
            return true;
        }

        var uses = db.UseOfMonths.AsNoTracking().Where(u => u.Count > 0);
        uses = organisations is null ? uses.Where(u => u.Organisation == UseOfDay.Everybody) : uses.Where(u => organisations.Contains(u.Organisation));
        var kinds = filter.Sort is { } sort ? ActSorts.KindsOf(sort) : [];
        uses = kinds.Count == 0 ? uses : uses.Where(u => kinds.Contains(u.Kind));
        uses = filter.Outcome is { } status ? uses.Where(u => u.Status == status) : uses;
        uses = filter.Reason is { } reason ? uses.Where(u => u.Reason == reason) : uses;
        uses = filter.Matter is { Length: > 0 } matter ? uses.Where(u => u.Matter == matter) : uses;
        return await uses.AnyAsync(cancellationToken);
    }

    // One after the other: what is older than the page that the first ones fill is not read of the next ones.
    private static async Task<List<Act>> NewestOfEach<T>(IEnumerable<T> parts, Func<T, long, IQueryable<Act>> of, long from, int count, CancellationToken cancellationToken)
    {
        List<Act> found = [];
        foreach (var part in parts)
        {
            var more = await Newest(of(part, found.Count < count ? from : found[^1].At), count, cancellationToken);
            found = [.. found.Concat(more).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(count)];
        }

        return found;
    }

    private static Task<List<Act>> Newest(IQueryable<Act> acts, int count, CancellationToken cancellationToken) =>
        acts.OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(count).ToListAsync(cancellationToken);

    private IQueryable<Act> Narrow(IQueryable<Act> acts, LogFilter filter)
    {
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
