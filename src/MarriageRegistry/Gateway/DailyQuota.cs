using System.Runtime.InteropServices;
using MarriageRegistry.Data;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Gateway;

/// <summary>
/// Counts the business calls of each application (or checking department) and day. A call takes its place before it is answered; what was taken by
/// answered calls is in the database, so a restart does not give a second quota.
/// </summary>
public sealed class DailyQuota(IDbContextFactory<RegistryDbContext> contexts, TimeProvider clock)
{
    private static readonly TimeSpan _chinaStandardTime = TimeSpan.FromHours(8);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateOnly Day, int Used)> _uses = new(StringComparer.Ordinal);

    /// <summary>Takes one call of today's quota; null when it is used up (code 18).</summary>
    public DateOnly? Take(GatewayApplication application) => Take(application.Key, application.DailyQuota);

    /// <summary>The same for any key that has a quota.</summary>
    public DateOnly? Take(string key, int quota)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(_chinaStandardTime).DateTime);
        lock (_lock)
        {
            ref var use = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, key, out var known);
            if (!known || use.Day != today)
            {
                use = (today, ReadUsed(key, today));
            }

            if (use.Used >= quota)
            {
                return null;
            }

            use.Used++;
            return today;
        }
    }

    /// <summary>Gives back what a call took that could not be answered.</summary>
    public void GiveBack(string key, DateOnly day)
    {
        lock (_lock)
        {
            ref var use = ref CollectionsMarshal.GetValueRefOrNullRef(_uses, key);
            if (use.Day == day)
            {
                use.Used--;
            }
        }
    }

    // Once per application and day: short enough to do under the lock, which keeps two first calls from both reading.
    private int ReadUsed(string appKey, DateOnly day)
    {
        using var db = contexts.CreateDbContext();
        return db.QuotaUses.Where(u => u.AppKey == appKey && u.Day == day).Select(u => u.Used).FirstOrDefault();
    }
}
