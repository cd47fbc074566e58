using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Statistics;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>Finds a page of acts by any filters, as fast in ten million as in ten thousand. Whose acts may be read is the caller's to say.</summary>
/// <remarks>
/// A person, a workstation, a case or a subject leads to few acts, and their indexes hold the other filters. Everything else would pass
/// over millions where only few fit: there the counts of the days say first on which days, and in which institutions, anything fits.
/// </remarks>
public sealed class LogSearch(PortalDbContext db, LogReader reader, KeyRing keys)
{
    // As many days as this are read in one go, whatever lies in them.
    private const int FewDays = 2;

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
            filter = filter with { To = ChinaDay.Day(ChinaDay.Of(at)) };
        }

        if (filter.Operator is { Length: > 0 } || filter.Address is { Length: > 0 } || filter.CaseNumber is { Length: > 0 } || filter.Subject is not null)
        {
            return await Newest(organisations is null ? acts : acts.Where(a => organisations.Contains(a.Organisation)), count, cancellationToken);
        }

        var days = await DaysAsync(filter, organisations, count, cancellationToken);
        if (days.Count == 0)
        {
            return [];
        }

        if (days[0] - days[^1] < FewDays)
        {
            var start = ChinaDay.Start(days[^1]);
            acts = acts.Where(a => a.At >= start);
            return await Newest(organisations is null ? acts : acts.Where(a => organisations.Contains(a.Organisation)), count, cancellationToken);
        }

        return await ByDayAsync(acts, filter, organisations, days, count, cancellationToken);
    }

    // Days on which anything fits, newest first, until there is enough. The first one may be passed in part already and does not count.
    private async Task<List<int>> DaysAsync(LogFilter filter, IReadOnlyCollection<string>? organisations, int count, CancellationToken cancellationToken)
    {
        var uses = Narrow(db.UseOfDays.AsNoTracking(), filter);
        uses = organisations is null ? uses.Where(u => u.Organisation == UseOfDay.Everybody) : uses.Where(u => organisations.Contains(u.Organisation));
        var found = new List<int>();
        var sum = 0;
        var days = uses.GroupBy(u => u.Day).Select(g => new { Day = g.Key, Count = g.Sum(u => u.Count) }).Where(d => d.Count > 0).OrderByDescending(d => d.Day);
        await foreach (var day in days.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            sum += found.Count > 0 || filter.After is null ? day.Count : 0;
            found.Add(day.Day);
            if (sum >= count)
            {
                break;
            }
        }

        return found;
    }

    private async Task<List<Act>> ByDayAsync(
        IQueryable<Act> acts, LogFilter filter, IReadOnlyCollection<string>? organisations, List<int> days, int count, CancellationToken cancellationToken)
    {
        var uses = Narrow(db.UseOfDays.AsNoTracking(), filter).Where(u => days.Contains(u.Day) && u.Count > 0 && u.Organisation != UseOfDay.Everybody);
        uses = organisations is null ? uses : uses.Where(u => organisations.Contains(u.Organisation));
        var cells = (await uses.Select(u => new { u.Day, u.Organisation }).Distinct().ToListAsync(cancellationToken)).ToLookup(c => c.Day, c => c.Organisation);
        var found = new List<Act>();
        foreach (var day in days.TakeWhile(_ => found.Count < count))
        {
            var (start, end, places) = (ChinaDay.Start(day), ChinaDay.Start(day + 1), cells[day].ToList());
            found.AddRange(await Newest(acts.Where(a => places.Contains(a.Organisation) && a.At >= start && a.At < end), count - found.Count, cancellationToken));
        }

        return found;
    }

    private static Task<List<Act>> Newest(IQueryable<Act> acts, int count, CancellationToken cancellationToken) =>
        acts.OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(count).ToListAsync(cancellationToken);

    private IQueryable<Act> Narrow(IQueryable<Act> acts, LogFilter filter)
    {
        if (filter.From is { } from)
        {
            var start = ChinaDay.Start(ChinaDay.Of(from));
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
        acts = filter.CaseNumber is { Length: > 0 } number ? acts.Where(a => a.CaseNumber == number) : acts;
        acts = filter.Operator is { Length: > 0 } person ? acts.Where(a => a.Actor == person) : acts;
        return filter.Address is { Length: > 0 } address ? acts.Where(a => a.Address == address) : acts;
    }

    private static IQueryable<UseOfDay> Narrow(IQueryable<UseOfDay> uses, LogFilter filter)
    {
        if (filter.From is { } from)
        {
            var first = ChinaDay.Of(from);
            uses = uses.Where(u => u.Day >= first);
        }

        if (filter.To is { } to)
        {
            var last = ChinaDay.Of(to);
            uses = uses.Where(u => u.Day <= last);
        }

        var kinds = filter.Sort is { } sort ? ActSorts.KindsOf(sort) : [];
        uses = kinds.Count == 0 ? uses : uses.Where(u => kinds.Contains(u.Kind));
        uses = filter.Outcome is { } status ? uses.Where(u => u.Status == status) : uses;
        uses = filter.Reason is { } reason ? uses.Where(u => u.Reason == reason) : uses;
        return filter.Matter is { Length: > 0 } matter ? uses.Where(u => u.Matter == matter) : uses;
    }
}
