using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Statistics;

namespace NotaryMarriageQuery.Core.Acts;

/// <summary>Computes a day's lines and counts anew from the evidence alone and compares: the database's administrator can change what is derived, but not unseen.</summary>
public sealed class ActCheck(PortalDbContext db, KeyRing keys)
{
    private const int RequestsAtOnce = 500;

    /// <summary>What differs on a day, lines and counts together; 0 when all is as the evidence says.</summary>
    public async Task<int> CountDifferencesAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var (from, to) = (ChinaDay.Start(day), ChinaDay.Start(ChinaDay.Of(day) + 1));
        var entries = await db.AuditEntries.AsNoTracking().Where(e => e.At >= from && e.At < to).OrderBy(e => e.Id).ToListAsync(cancellationToken);
        var counts = new UseCounts();
        var expected = (await FoldAsync(entries, cancellationToken)).ToDictionary(a => a.Id);
        foreach (var act in expected.Values)
        {
            counts.Add(act);
        }

        var lines = await db.Acts.AsNoTracking().Where(a => a.At >= from && a.At < to).ToListAsync(cancellationToken);
        var differences = lines.Count(line => !expected.Remove(line.Id, out var act) || !Same(line, act)) + expected.Count;
        return differences + await CountDifferencesAsync(ChinaDay.Of(day), counts, cancellationToken);
    }

    /// <summary>What differs between the counts of a month and those of its days; 0 when nothing does.</summary>
    public async Task<int> CountMonthDifferencesAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var (month, first) = (UseOfMonth.Of(day), ChinaDay.Of(new DateOnly(day.Year, day.Month, 1)));
        var end = first + DateTime.DaysInMonth(day.Year, day.Month);
        var days = await db.UseOfDays.AsNoTracking().Where(d => d.Day >= first && d.Day < end && d.Count != 0).ToListAsync(cancellationToken);
        var expected = UseCounts.Months(days).ToDictionary(m => (m.Organisation, m.Kind, m.Status, m.Reason, m.Matter), m => m.Count);
        var stored = await db.UseOfMonths.AsNoTracking().Where(m => m.Month == month && m.Count != 0).ToListAsync(cancellationToken);
        return stored.Count(m => !expected.Remove((m.Organisation, m.Kind, m.Status, m.Reason, m.Matter), out var count) || count != m.Count) + expected.Count(e => e.Value != 0);
    }

    private async Task<int> CountDifferencesAsync(int day, UseCounts counts, CancellationToken cancellationToken)
    {
        var (days, hours) = counts.Rows();
        var expected = days.ToDictionary(d => (d.Organisation, d.Kind, d.Status, d.Reason, d.Matter), d => d.Count);
        var expectedHours = hours.ToDictionary(h => (h.Organisation, h.Hour), h => h.Count);
        var storedDays = await db.UseOfDays.AsNoTracking().Where(d => d.Day == day && d.Count != 0).ToListAsync(cancellationToken);
        var storedHours = await db.UseOfHours.AsNoTracking().Where(h => h.Day == day && h.Count != 0).ToListAsync(cancellationToken);
        return storedDays.Count(d => !expected.Remove((d.Organisation, d.Kind, d.Status, d.Reason, d.Matter), out var count) || count != d.Count) + expected.Count
            + storedHours.Count(h => !expectedHours.Remove((h.Organisation, h.Hour), out var count) || count != h.Count) + expectedHours.Count;
    }

    // Ends and views may lie on the next day: they are found by their request id.
    private async Task<List<Act>> FoldAsync(List<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var acts = new List<Act>();
        foreach (var part in entries.Chunk(RequestsAtOnce))
        {
            var requests = part.Where(e => e.Kind is AuditKind.Intent or AuditKind.Change).Select(e => e.Request).ToList();
            var others = part.Where(e => IsLater(e.Kind)).Select(e => e.Request).ToList();
            var related = (await db.AuditEntries.AsNoTracking().Where(e => requests.Contains(e.Request)).ToListAsync(cancellationToken)).ToLookup(e => Convert.ToHexString(e.Request));
            var beginnings = (await db.AuditEntries.AsNoTracking()
                .Where(e => others.Contains(e.Request) && (e.Kind == AuditKind.Intent || e.Kind == AuditKind.Change))
                .Select(e => e.Request).ToListAsync(cancellationToken)).Select(Convert.ToHexString).ToHashSet();
            foreach (var entry in part)
            {
                var told = ActFacts.Open(keys, entry);
                var isFolded = entry.Kind is AuditKind.Outcome or AuditKind.ChangeOutcome || told is AnswerViewed or AnswerPrinted;
                if (isFolded && beginnings.Contains(Convert.ToHexString(entry.Request)))
                {
                    continue;
                }

                var act = ActFacts.Of(entry, told);
                acts.Add(act);
                if (entry.Kind is AuditKind.Intent or AuditKind.Change)
                {
                    Fold(act, related[Convert.ToHexString(entry.Request)]);
                }
            }
        }

        return acts;
    }

    private void Fold(Act act, IEnumerable<AuditEntry> related)
    {
        foreach (var entry in related)
        {
            if (entry.Kind is AuditKind.Outcome or AuditKind.ChangeOutcome)
            {
                (act.Status, act.OutcomeId) = (entry.Status, entry.Id);
            }
            else if (IsLater(entry.Kind) && act.Kind is AuditKind.Intent or ActKind.Check)
            {
                var told = ActFacts.Open(keys, entry);
                (act.Views, act.Prints) = (act.Views + (told is AnswerViewed ? 1 : 0), act.Prints + (told is AnswerPrinted ? 1 : 0));
            }
        }
    }

    private static bool IsLater(AuditKind kind) => kind is AuditKind.Outcome or AuditKind.ChangeOutcome or AuditKind.View or AuditKind.Print;

    private static bool Same(Act one, Act other) =>
        (one.At, one.Kind, one.Organisation, one.Actor, one.Address, one.CaseNumber, one.Matter, one.Status, one.Reason, one.Marks, one.OutcomeId, one.Views, one.Prints)
        == (other.At, other.Kind, other.Organisation, other.Actor, other.Address, other.CaseNumber, other.Matter, other.Status, other.Reason, other.Marks, other.OutcomeId, other.Views, other.Prints)
        && one.Subject.AsSpan().SequenceEqual(other.Subject);
}
