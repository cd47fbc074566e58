using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Acts;

namespace NotaryMarriageQuery.Core.Alerts;

/// <summary>Which rules an act completes. Each looks only at acts up to this one, so that a year applied again gives the same alerts.</summary>
internal sealed class AlertRules(IQueryable<Act> acts, IReadOnlyList<AlertRule> rules)
{
    private const long MicrosecondsPerMinute = 60_000_000;

    private static readonly AuditKind[] _requests = [AuditKind.Intent, AuditKind.Refusal, ActKind.Check, ActKind.CheckRefusal];

    /// <summary>The rules that this act completes, each with what it is about.</summary>
    public async Task<List<(AlertKind Kind, string Key)>> ApplyAsync(Act act, CancellationToken cancellationToken)
    {
        var hits = new List<(AlertKind, string)>();
        foreach (var rule in rules.Where(r => r.IsOn && Concerns(r.Kind, act)))
        {
            if (await IsCompleteAsync(rule, act, cancellationToken))
            {
                hits.Add((rule.Kind, KeyOf(rule.Kind, act)));
            }
        }

        return hits;
    }

    /// <summary>What an alert of this kind about this act is about.</summary>
    internal static string KeyOf(AlertKind kind, Act act) => kind switch
    {
        AlertKind.SameSubject => Convert.ToHexStringLower(act.Subject),
        AlertKind.ManySubjects => $"{act.Organisation} {act.CaseNumber}" is { Length: > Alert.KeyMaxLength } key ? key[..Alert.KeyMaxLength] : $"{act.Organisation} {act.CaseNumber}",
        AlertKind.FailedSignIns => act.Address,
        AlertKind.NewWorkstation => $"{act.Organisation} {act.Address}",
        _ => act.Actor,
    };

    /// <summary>Acts that can complete a rule at all.</summary>
    internal static bool Concerns(AlertKind kind, Act act) => kind switch
    {
        AlertKind.OutOfHours or AlertKind.Burst => act.IsRequest,
        AlertKind.Misses => act is { Kind: AuditKind.Intent, Status: AuditStatus.NotFound },
        AlertKind.SameSubject => act is { Kind: AuditKind.Intent, Subject.Length: > 0 },
        AlertKind.ManySubjects => act is { Kind: AuditKind.Intent, Subject.Length: > 0, CaseNumber.Length: > 0 },
        AlertKind.OwnFamilyName => act.Marks.HasFlag(ActMarks.OwnFamilyName),
        AlertKind.FailedSignIns => act is { Kind: AuditKind.Login, Reason: not 0, Address.Length: > 0 },
        AlertKind.NewWorkstation => act is { Kind: AuditKind.Login, Reason: 0, Status: AuditStatus.Done, Address.Length: > 0 },
        _ => false,
    };

    /// <summary>True outside office hours and on Saturdays and Sundays. Public holidays are not known here.</summary>
    internal static bool IsOutOfHours(AlertRule rule, long at) =>
        ChinaDay.Hour(at) < rule.FromHour || ChinaDay.Hour(at) >= rule.ToHour || ChinaDay.Day(ChinaDay.Of(at)).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private async Task<bool> IsCompleteAsync(AlertRule rule, Act act, CancellationToken cancellationToken)
    {
        var before = acts.Where(a => a.At <= act.At && (a.At < act.At || a.Id <= act.Id));
        var since = act.At - (rule.Minutes * MicrosecondsPerMinute);
        var within = before.Where(a => a.At > since);
        var intents = within.Where(a => a.Kind == AuditKind.Intent);
        return rule.Kind switch
        {
            AlertKind.OutOfHours => IsOutOfHours(rule, act.At),
            AlertKind.Burst => await within.CountAsync(a => a.Actor == act.Actor && _requests.Contains(a.Kind), cancellationToken) >= rule.Threshold,
            AlertKind.Misses => await AreMissesAsync(intents, act, rule.Threshold, cancellationToken),
            AlertKind.SameSubject =>
                await intents.Where(a => a.Subject == act.Subject).Select(a => a.Organisation).Distinct().CountAsync(cancellationToken) >= rule.Threshold,
            AlertKind.ManySubjects => await intents.Where(a => a.CaseNumber == act.CaseNumber && a.Organisation == act.Organisation)
                .Select(a => a.Subject).Distinct().CountAsync(cancellationToken) >= rule.Threshold,
            AlertKind.OwnFamilyName =>
                await intents.CountAsync(a => a.Actor == act.Actor && a.Marks == ActMarks.OwnFamilyName, cancellationToken) >= rule.Threshold,
            AlertKind.FailedSignIns =>
                await within.CountAsync(a => a.Address == act.Address && a.Kind == AuditKind.Login && a.Reason != 0, cancellationToken) >= rule.Threshold,
            AlertKind.NewWorkstation => await IsNewAsync(before, act, cancellationToken),
            _ => false,
        };
    }

    private static async Task<bool> AreMissesAsync(IQueryable<Act> intents, Act act, int threshold, CancellationToken cancellationToken)
    {
        var last = await intents.Where(a => a.Actor == act.Actor).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(threshold)
            .Select(a => a.Status).ToListAsync(cancellationToken);
        return last.Count == threshold && last.TrueForAll(s => s == AuditStatus.NotFound);
    }

    // The first workstation of an institution is none that is new.
    private static async Task<bool> IsNewAsync(IQueryable<Act> before, Act act, CancellationToken cancellationToken)
    {
        var signIns = before.Where(a => a.Id != act.Id && a.Organisation == act.Organisation && a.Kind == AuditKind.Login && a.Status == AuditStatus.Done && a.Reason == 0);
        return !await signIns.AnyAsync(a => a.Address == act.Address, cancellationToken) && await signIns.AnyAsync(cancellationToken);
    }
}
