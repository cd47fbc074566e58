using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Goes through the writers of the evidence that may still write.</summary>
/// <remarks>
/// Writers that have ended are remembered and not looked at again for an hour: asking each of thousands of ended writers on every
/// tick would cost more than the work itself. A row that somebody puts behind an ended writer is found then, and by every verification.
/// </remarks>
internal sealed class LiveWriters(TimeProvider clock)
{
    private const long SequenceMask = 0xFFFFFFFF;
    private static readonly TimeSpan _forget = TimeSpan.FromHours(1);
    private static readonly TimeSpan _longSilent = TimeSpan.FromHours(24);

    private readonly HashSet<long> _ended = [];
    private long _scanFrom = long.MinValue;
    private DateTimeOffset _forgetAt = DateTimeOffset.MinValue;

    /// <summary>First and last number that a writer's ids can have, for each that has not ended.</summary>
    public IEnumerable<(long From, long To)> Find(SealingStore store)
    {
        Forget();
        var onlyEnded = true;
        var after = _scanFrom;
        while (store.NextId(after) is { } id)
        {
            var (from, to) = (id & ~SequenceMask, id | SequenceMask);
            after = to;
            if (!_ended.Contains(from))
            {
                yield return (from, to);
            }

            onlyEnded &= _ended.Contains(from);
            _scanFrom = onlyEnded ? to : _scanFrom;
        }
    }

    /// <summary>Remembers a writer as ended if its last row says so, or is long past.</summary>
    public void Note(long from, AuditKind lastKind, long lastAt)
    {
        if (lastKind == AuditKind.Stop || clock.GetUtcNow().ToUnixMicroseconds() - lastAt > _longSilent.TotalMicroseconds)
        {
            _ended.Add(from);
        }
    }

    private void Forget()
    {
        if (clock.GetUtcNow() is var now && now >= _forgetAt)
        {
            _ended.Clear();
            _scanFrom = long.MinValue;
            _forgetAt = now + _forget;
        }
    }
}
