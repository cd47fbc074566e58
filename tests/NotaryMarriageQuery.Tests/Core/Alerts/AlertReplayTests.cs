using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Alerts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Alerts;

/// <summary>A synthetic year of acts goes through the rules piece by piece and is compared with a calculation that knows no index and no window query.</summary>
public class AlertReplayTests : CoreTest
{
    private const int Acts = 2500;
    private const long Minute = 60_000_000;

    // Lower than usual: a small year has to meet every rule.
    private static readonly IReadOnlyList<AlertRule> _rules = [.. AlertRuleBook.Usual.Select(r => r.Kind switch
    {
        AlertKind.Burst => With(r, 4), AlertKind.Misses => With(r, 3), AlertKind.ManySubjects => With(r, 6), AlertKind.OwnFamilyName => With(r, 2), AlertKind.FailedSignIns => With(r, 2, 24 * 60), _ => r,
    })];

    [Fact]
    public async Task Apply_SyntheticYear_IsWhatTheNaiveCalculationSays()
    {
        var acts = Year(new Random(7), Host.Clock.GetUtcNow());
        await using (var db = Host.Database.Context())
        {
            db.Acts.AddRange(acts);
            db.AlertRules.AddRange(_rules);
            db.AlertCursors.Add(new AlertCursor { Id = AlertCursor.OnlyId, At = 0, ActId = long.MinValue });
            await db.SaveChangesAsync();
        }

        while (await Host.Get<AlertEngine>().ApplyAsync(Host.Clock.GetUtcNow(), CancellationToken.None) > 0)
        {
        }

        await using var after = Host.Database.Context();
        var alerts = await after.Alerts.AsNoTracking().ToDictionaryAsync(a => a.Id);
        var found = (await after.AlertActs.AsNoTracking().ToListAsync()).Select(a => (alerts[a.AlertId].Kind, alerts[a.AlertId].Key, alerts[a.AlertId].Day, a.ActId)).ToHashSet();
        var expected = Naive(acts).ToHashSet();
        found.Except(expected).ShouldBeEmpty();
        expected.Except(found).ShouldBeEmpty();
        expected.Select(e => e.Kind).Distinct().Count().ShouldBe(8, "every rule must have been met");
        alerts.Values.ShouldAllBe(a => a.Count == found.Count(f => f.Kind == a.Kind && f.Key == a.Key && f.Day == a.Day));
    }

    private static AlertRule With(AlertRule rule, int threshold, int? minutes = null) =>
        new() { Kind = rule.Kind, IsOn = true, Threshold = threshold, Minutes = minutes ?? rule.Minutes, FromHour = rule.FromHour, ToHour = rule.ToHour };

    private static List<Act> Year(Random random, DateTimeOffset now)
    {
        var start = (now.AddDays(-365).UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        var acts = new List<Act>();
        var at = start;
        for (var i = 0; i < Acts; i++)
        {
            // Mostly hours apart, now and then a burst.
            at += random.Next(10) == 0 ? random.Next(1, 200) * Minute : random.Next(3) == 0 ? random.Next(1, 40) * Minute / 60 : random.Next(30, 150) * Minute;
            var office = random.Next(3);
            var kind = random.Next(10) switch { 0 => AuditKind.Login, 1 => AuditKind.Refusal, _ => AuditKind.Intent };
            var failed = kind == AuditKind.Login && random.Next(3) > 0;
            acts.Add(new Act
            {
                Id = (1L << 32) + i,
                At = at,
                Kind = kind,
                Organisation = $"office-{office}",
                Actor = $"office-{office}/0{random.Next(1, 3)}",
                Address = $"10.0.{office}.{random.Next(1, 4)}",
                CaseNumber = kind == AuditKind.Intent ? $"case-{random.Next(6)}" : "",
                Matter = "",
                Status = kind switch { AuditKind.Login => failed ? AuditStatus.Refused : AuditStatus.Done, AuditKind.Refusal => AuditStatus.Refused, _ => random.Next(2) == 0 ? AuditStatus.NotFound : AuditStatus.Found },
                Reason = failed ? (short)102 : (short)0,
                Marks = kind == AuditKind.Intent && random.Next(25) == 0 ? ActMarks.OwnFamilyName : ActMarks.None,
                Subject = kind == AuditKind.Intent ? [(byte)random.Next(60), .. new byte[15]] : [],
            });
        }

        return [.. acts.Where(a => a.At < start + (364L * 24 * 60 * Minute))];
    }

    private static IEnumerable<(AlertKind Kind, string Key, int Day, long ActId)> Naive(List<Act> acts)
    {
        for (var i = 0; i < acts.Count; i++)
        {
            var act = acts[i];
            foreach (var rule in _rules)
            {
                if (Holds(rule, act, acts.Take(i + 1)))
                {
                    var key = rule.Kind switch
                    {
                        AlertKind.SameSubject => Convert.ToHexStringLower(act.Subject),
                        AlertKind.ManySubjects => act.Organisation + " " + act.CaseNumber,
                        AlertKind.FailedSignIns => act.Address,
                        AlertKind.NewWorkstation => act.Organisation + " " + act.Address,
                        _ => act.Actor,
                    };
                    yield return (rule.Kind, key, NotaryMarriageQuery.Core.ChinaDay.Of(act.At), act.Id);
                }
            }
        }
    }

    private static bool Holds(AlertRule rule, Act act, IEnumerable<Act> upTo)
    {
        var within = upTo.Where(a => act.At - a.At < rule.Minutes * Minute).ToList();
        var time = DateTimeOffset.UnixEpoch.AddMicroseconds(act.At).ToOffset(TimeSpan.FromHours(8));
        return rule.Kind switch
        {
            AlertKind.OutOfHours => act.IsLookup && (time.Hour is < 8 or >= 18 || time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday),
            AlertKind.Burst => act.IsLookup && within.Count(a => a.IsLookup && a.Actor == act.Actor) >= rule.Threshold,
            AlertKind.Misses => act.Kind == AuditKind.Intent && within.Where(a => a.Kind == AuditKind.Intent && a.Actor == act.Actor).Reverse().Take(rule.Threshold).ToList() is var last
                && last.Count == rule.Threshold && last.TrueForAll(a => a.Status == AuditStatus.NotFound),
            AlertKind.SameSubject => act.Kind == AuditKind.Intent
                && within.Where(a => a.Kind == AuditKind.Intent && a.Subject[0] == act.Subject[0]).Select(a => a.Organisation).Distinct().Count() >= rule.Threshold,
            AlertKind.ManySubjects => act.Kind == AuditKind.Intent
                && within.Where(a => a.Kind == AuditKind.Intent && a.CaseNumber == act.CaseNumber && a.Organisation == act.Organisation).Select(a => a.Subject[0]).Distinct().Count() >= rule.Threshold,
            AlertKind.OwnFamilyName => act.Marks == ActMarks.OwnFamilyName && within.Count(a => a.Actor == act.Actor && a.Marks == ActMarks.OwnFamilyName) >= rule.Threshold,
            AlertKind.FailedSignIns => act is { Kind: AuditKind.Login, Reason: not 0 } && within.Count(a => a is { Kind: AuditKind.Login, Reason: not 0 } && a.Address == act.Address) >= rule.Threshold,
            AlertKind.NewWorkstation => act is { Kind: AuditKind.Login, Reason: 0 }
                && upTo.SkipLast(1).Where(a => a is { Kind: AuditKind.Login, Reason: 0 } && a.Organisation == act.Organisation).ToList() is var before
                && before.Count > 0 && before.TrueForAll(a => a.Address != act.Address),
            _ => false,
        };
    }
}
