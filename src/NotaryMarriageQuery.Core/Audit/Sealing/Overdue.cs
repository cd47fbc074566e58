using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Writes what nobody else would: intents that stay without outcome (未决), and a heartbeat when nothing happens.</summary>
/// <remarks>
/// A doubt is a row, because looking for intents without outcome among millions of rows takes seconds. Each look covers the time
/// since the last one; the first goes back behind the end of whatever ran before.
/// </remarks>
public sealed class Overdue(PortalDatabase database, AuditWriter writer, IOptions<SealingOptions> options, TimeProvider clock)
{
    private const long MicrosecondsPerHour = 3_600_000_000;
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    private DateTimeOffset _lookAt = DateTimeOffset.MinValue;
    private long? _lookedTo;

    /// <summary>Looks, at most once a minute.</summary>
    public void Report()
    {
        var now = clock.GetUtcNow();
        if (now < _lookAt)
        {
            return;
        }

        using var connection = database.Connect();
        var store = new SealingStore(connection, transaction: null);
        var newest = store.NewestAt() ?? 0;
        if (Microseconds(now) - newest > options.Value.HeartbeatAfter.TotalMicroseconds)
        {
            Append(AuditKind.Heartbeat, new Heartbeat(), intent: null);
        }

        var to = Microseconds(now - options.Value.InDoubtAfter);
        foreach (var intent in store.OpenIntents(_lookedTo ?? FirstLook(store, newest), to))
        {
            Append(AuditKind.InDoubt, new OutcomeMissing { Entry = AuditNumber.Format(intent.Id) }, intent);
        }

        _lookedTo = to;
        _lookAt = now + _every;
    }

    // This process has written a row already; what ran before may have ended long ago.
    private long FirstLook(SealingStore store, long newest)
    {
        var own = writer.LastId & ~0xFFFFFFFFL;
        var ownStart = store.Rows(own | 1, own | 1).FirstOrDefault()?.At ?? newest;
        return (store.NewestAtBefore(ownStart) ?? ownStart) - MicrosecondsPerHour;
    }

    private void Append(AuditKind kind, AuditEvent auditEvent, AuditEntry? intent) => writer.AppendAsync(new AuditDraft(kind, auditEvent)
    {
        Request = intent?.Request ?? new byte[AuditEntry.RequestLength],
        Organisation = intent?.Organisation ?? "",
        Actor = intent?.Actor ?? "",
        CaseNumber = intent?.CaseNumber ?? "",
    }).GetAwaiter().GetResult();

    private static long Microseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
