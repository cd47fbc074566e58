using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>When people last looked something up, from the evidence: nothing is written for it.</summary>
/// <remarks>One step in the index of actor and time for each person, back to the newest lookup; only notary offices look up.</remarks>
public sealed class LastUse(PortalDbContext db)
{
    /// <summary>UTC instants of the last lookups of an account's people.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateTime?>> OfAsync(string account, IEnumerable<Operator> people, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, DateTime?>();
        foreach (var person in people)
        {
            found[person.Id] = await OfAsync(Actor.FormatAuditName(account, person.Number), cancellationToken);
        }

        return found;
    }

    /// <summary>UTC instant of the last lookup by the name in the evidence; null for never.</summary>
    public async Task<DateTime?> OfAsync(string auditName, CancellationToken cancellationToken)
    {
        var last = await db.AuditEntries.AsNoTracking().Where(e => e.Actor == auditName && e.Kind == AuditKind.Intent)
            .OrderByDescending(e => e.At).Select(e => (long?)e.At).FirstOrDefaultAsync(cancellationToken);
        return last is { } at ? DateTime.UnixEpoch.AddTicks(at * TimeSpan.TicksPerMicrosecond) : null;
    }
}
