using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Alerts;

/// <summary>The rules with the thresholds that the province has set, or those that stand until it does.</summary>
public sealed class AlertRuleBook(PortalDbContext db, AuditLog audit)
{
    private const int Day = 24 * 60;

    /// <summary>What holds where nothing has been set.</summary>
    public static IReadOnlyList<AlertRule> Usual { get; } =
    [
        Rule(AlertKind.OutOfHours, 1, 0, 8, 18), Rule(AlertKind.Burst, 30, 10), Rule(AlertKind.Misses, 5, Day), Rule(AlertKind.SameSubject, 3, 30 * Day),
        Rule(AlertKind.ManySubjects, 10, 30 * Day), Rule(AlertKind.OwnFamilyName, 5, 30 * Day), Rule(AlertKind.FailedSignIns, 5, 60), Rule(AlertKind.NewWorkstation, 1, 0),
        Rule(AlertKind.NoCertificate, 5, 30 * Day),
    ];

    /// <summary>All rules, in the order of their kinds.</summary>
    public async Task<IReadOnlyList<AlertRule>> ListAsync(CancellationToken cancellationToken)
    {
        var set = await db.AlertRules.AsNoTracking().ToDictionaryAsync(r => r.Kind, cancellationToken);
        return [.. Usual.Select(r => set.GetValueOrDefault(r.Kind, r))];
    }

    /// <summary>Sets a rule; false when somebody else has set it since it was read.</summary>
    public async Task<bool> TrySetAsync(AlertRule rule, int readVersion, Actor actor, CancellationToken cancellationToken)
    {
        var stored = await db.AlertRules.SingleOrDefaultAsync(r => r.Kind == rule.Kind, cancellationToken);
        var before = stored ?? Usual.Single(r => r.Kind == rule.Kind);
        if (before.Version != readVersion)
        {
            return false;
        }

        var intended = new ChangeIntended { Action = "alert.rule-changed", Target = rule.Kind.ToString(), Before = Describe(before), After = Describe(rule) };
        try
        {
            await audit.ChangeAsync(intended, actor, async () =>
            {
                if (stored is null)
                {
                    db.AlertRules.Add(stored = Rule(rule.Kind, 0, 0));
                }

                (stored.IsOn, stored.Threshold, stored.Minutes, stored.FromHour, stored.ToHour) = (rule.IsOn, rule.Threshold, rule.Minutes, rule.FromHour, rule.ToHour);
                stored.Version = readVersion + 1;
                await db.SaveChangesAsync(cancellationToken);
            });
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    private static AlertRule Rule(AlertKind kind, int threshold, int minutes, int fromHour = 0, int toHour = 0) =>
        new() { Kind = kind, IsOn = true, Threshold = threshold, Minutes = minutes, FromHour = fromHour, ToHour = toHour };

    private static Dictionary<string, string> Describe(AlertRule rule) => new()
    {
        ["rule"] = FormattableString.Invariant($"{(rule.IsOn ? "on" : "off")}, from {rule.Threshold}, {rule.Minutes} min, {rule.FromHour}-{rule.ToHour} h"),
    };
}
