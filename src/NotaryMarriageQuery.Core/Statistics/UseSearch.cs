using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Statistics;

/// <summary>Statistics of lookups out of the daily counts, for the institutions that the actor supervises. They tell of no person, and reading them is no evidence.</summary>
public sealed class UseSearch(PortalDbContext db, LogInspection inspection, ActFollower follower)
{
    private static readonly AuditKind[] _lookups = [AuditKind.Intent, AuditKind.Refusal];
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>The use of a period, and of the one of the same length before it; of one institution, or of all in scope where its code is null.</summary>
    public async Task<UseFigures> ReadAsync(DateOnly from, DateOnly to, string? institution, Actor actor, CancellationToken cancellationToken)
    {
        await follower.CatchUpAsync(_patience, cancellationToken);
        var offices = (await inspection.InstitutionsAsync(actor, cancellationToken)).Where(i => i.Kind == InstitutionKind.NotaryOffice).ToList();
        var codes = offices.Where(i => institution is null || i.Code == institution).Select(i => i.Code).ToList();

        // Who sees everything reads the sums of all; what the province itself asked (assisted lookups) is in them.
        List<string> summed = actor.Role == AccountRole.ProvincialAuditor && institution is null ? [UseOfDay.Everybody] : codes;
        var figures = await ReadAsync(db, from, to, summed, codes, cancellationToken);
        var names = offices.ToDictionary(i => i.Code, i => i.Name, StringComparer.Ordinal);
        return figures with { Institutions = [.. figures.Institutions.Select(i => (names[i.Name], i.Count, i.Refused))] };
    }

    /// <summary>The same for the sums of some institutions, and for each of others; these are named by their codes.</summary>
    public static async Task<UseFigures> ReadAsync(
        PortalDbContext db, DateOnly from, DateOnly to, IReadOnlyCollection<string> summed, IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        var (first, last) = (ChinaDay.Of(from), ChinaDay.Of(to));
        var length = last - first + 1;
        var hours = db.UseOfHours.AsNoTracking().Where(u => summed.Contains(u.Organisation));
        var byDay = await hours.Where(u => u.Day >= first - length && u.Day <= last)
            .GroupBy(u => u.Day).Select(g => new { g.Key, Count = g.Sum(u => u.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var byHour = await hours.Where(u => u.Day >= first && u.Day <= last)
            .GroupBy(u => u.Hour).Select(g => new { g.Key, Count = g.Sum(u => u.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var sorts = await SortsAsync(db, from, to, summed, cancellationToken);
        var byOffice = await OfficesAsync(db, from, to, codes, cancellationToken);
        return new UseFigures
        {
            From = from,
            To = to,
            Days = [.. Enumerable.Range(first, length).Select(d => (ChinaDay.Day(d), byDay.GetValueOrDefault(d), byDay.GetValueOrDefault(d - length)))],
            Hours = [.. Enumerable.Range(0, 24).Select(h => byHour.GetValueOrDefault((short)h))],
            Institutions = [.. byOffice.GroupBy(o => o.Organisation)
                .Select(g => (g.Key, g.Sum(o => o.Count), g.Where(o => o.Kind == AuditKind.Refusal).Sum(o => o.Count))).OrderByDescending(o => o.Item2)],
            Matters = By(sorts, s => s.Matter),
            Outcomes = By(sorts, s => s.Status),
            Reasons = By(sorts.Where(s => s.Reason != 0), s => s.Reason),
        };
    }

    private static async Task<List<Sort>> SortsAsync(PortalDbContext db, DateOnly from, DateOnly to, IReadOnlyCollection<string> summed, CancellationToken cancellationToken)
    {
        var period = new UsePeriod(from, to);
        var sorts = await period.Months(db).Where(u => summed.Contains(u.Organisation) && _lookups.Contains(u.Kind)).GroupBy(u => new { u.Status, u.Reason, u.Matter })
            .Select(g => new Sort(g.Key.Status, g.Key.Reason, g.Key.Matter, g.Sum(u => u.Count))).ToListAsync(cancellationToken);
        foreach (var days in period.Days(db))
        {
            sorts.AddRange(await days.Where(u => summed.Contains(u.Organisation) && _lookups.Contains(u.Kind)).GroupBy(u => new { u.Status, u.Reason, u.Matter })
                .Select(g => new Sort(g.Key.Status, g.Key.Reason, g.Key.Matter, g.Sum(u => u.Count))).ToListAsync(cancellationToken));
        }

        return sorts;
    }

    private static async Task<List<Office>> OfficesAsync(PortalDbContext db, DateOnly from, DateOnly to, IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        var period = new UsePeriod(from, to);
        var offices = await period.Months(db).Where(u => codes.Contains(u.Organisation) && _lookups.Contains(u.Kind)).GroupBy(u => new { u.Organisation, u.Kind })
            .Select(g => new Office(g.Key.Organisation, g.Key.Kind, g.Sum(u => u.Count))).ToListAsync(cancellationToken);
        foreach (var days in period.Days(db))
        {
            offices.AddRange(await days.Where(u => codes.Contains(u.Organisation) && _lookups.Contains(u.Kind)).GroupBy(u => new { u.Organisation, u.Kind })
                .Select(g => new Office(g.Key.Organisation, g.Key.Kind, g.Sum(u => u.Count))).ToListAsync(cancellationToken));
        }

        return offices;
    }

    private static List<(TKey Key, int Count)> By<TKey>(IEnumerable<Sort> sorts, Func<Sort, TKey> key) =>
        [.. sorts.GroupBy(key).Select(g => (g.Key, Count: g.Sum(s => s.Count))).Where(g => g.Count != 0).OrderByDescending(g => g.Count)];

    private sealed record Sort(AuditStatus Status, short Reason, string Matter, int Count);

    private sealed record Office(string Organisation, AuditKind Kind, int Count);
}

/// <summary>How a period was used: lookups, refused ones included.</summary>
public sealed record UseFigures
{
    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>Each day with its lookups, and those of the day in the same place of the period before.</summary>
    public required IReadOnlyList<(DateOnly Day, int Count, int Before)> Days { get; init; }

    /// <summary>Lookups of each hour of the day, from 0.</summary>
    public required IReadOnlyList<int> Hours { get; init; }

    /// <summary>Name of each institution with its lookups and how many of them were refused, the most first.</summary>
    public required IReadOnlyList<(string Name, int Count, int Refused)> Institutions { get; init; }

    public required IReadOnlyList<(string Matter, int Count)> Matters { get; init; }

    /// <summary>How they ended; <see cref="AuditStatus.None"/> for those in doubt.</summary>
    public required IReadOnlyList<(AuditStatus Status, int Count)> Outcomes { get; init; }

    /// <summary>Why some were refused, numbers of <see cref="ActReason"/>.</summary>
    public required IReadOnlyList<(short Reason, int Count)> Reasons { get; init; }

    /// <summary>All lookups of the period before.</summary>
    public int Before => Days.Sum(d => d.Before);

    /// <summary>All lookups.</summary>
    public int Count => Days.Sum(d => d.Count);
}
