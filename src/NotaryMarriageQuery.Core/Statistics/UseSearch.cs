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
        var uses = db.UseOfDays.AsNoTracking().Where(u => u.Day >= first && u.Day <= last && _lookups.Contains(u.Kind));
        var all = uses.Where(u => summed.Contains(u.Organisation));
        var hours = db.UseOfHours.AsNoTracking().Where(u => summed.Contains(u.Organisation));
        var byOffice = await uses.Where(u => codes.Contains(u.Organisation)).GroupBy(u => new { u.Organisation, u.Kind })
            .Select(g => new { g.Key.Organisation, g.Key.Kind, Count = g.Sum(u => u.Count) }).ToListAsync(cancellationToken);
        var byDay = await hours.Where(u => u.Day >= first - length && u.Day <= last)
            .GroupBy(u => u.Day).Select(g => new { g.Key, Count = g.Sum(u => u.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var byHour = await hours.Where(u => u.Day >= first && u.Day <= last)
            .GroupBy(u => u.Hour).Select(g => new { g.Key, Count = g.Sum(u => u.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var byMatter = await all.GroupBy(u => u.Matter).Select(g => new { g.Key, Count = g.Sum(u => u.Count) }).ToListAsync(cancellationToken);
        var byStatus = await all.GroupBy(u => u.Status).Select(g => new { g.Key, Count = g.Sum(u => u.Count) }).ToListAsync(cancellationToken);
        var byReason = await all.Where(u => u.Reason != 0).GroupBy(u => u.Reason).Select(g => new { g.Key, Count = g.Sum(u => u.Count) }).ToListAsync(cancellationToken);
        return new UseFigures
        {
            From = from,
            To = to,
            Days = [.. Enumerable.Range(first, length).Select(d => (ChinaDay.Day(d), byDay.GetValueOrDefault(d), byDay.GetValueOrDefault(d - length)))],
            Hours = [.. Enumerable.Range(0, 24).Select(h => byHour.GetValueOrDefault((short)h))],
            Institutions = [.. byOffice.GroupBy(o => o.Organisation)
                .Select(g => (g.Key, g.Sum(o => o.Count), g.Where(o => o.Kind == AuditKind.Refusal).Sum(o => o.Count))).OrderByDescending(o => o.Item2)],
            Matters = [.. byMatter.Where(m => m.Count != 0).OrderByDescending(m => m.Count).Select(m => (m.Key, m.Count))],
            Outcomes = [.. byStatus.Where(o => o.Count != 0).OrderByDescending(o => o.Count).Select(o => (o.Key, o.Count))],
            Reasons = [.. byReason.Where(r => r.Count != 0).OrderByDescending(r => r.Count).Select(r => (r.Key, r.Count))],
        };
    }
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
