using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The sequence of one writer: gapless numbers, two clocks, and a MAC over the row before.</summary>
/// <remarks>Not safe for several threads.</remarks>
public sealed class AuditChain : IDisposable
{
    private static readonly DateTimeOffset _epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly KeyRing _keys;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly int _writer;
    private readonly RowMac _mac;
    private RowSealer? _sealer;
    private uint _sequence;
    private byte[]? _previousMac;

    /// <summary>Begins the sequence of a writer number.</summary>
    public AuditChain(int writer, KeyRing keys, TimeProvider clock)
    {
        _writer = writer;
        _keys = keys;
        _mac = new RowMac(keys.MacKey);
        _clock = clock;
        _started = clock.GetTimestamp();
    }

    /// <summary>Id that the next row will have.</summary>
    public long NextId => ((long)_writer << 32) | (_sequence + 1);

    /// <summary>First row id of a writer number.</summary>
    public static long FirstId(int writer) => ((long)writer << 32) | 1;

    /// <summary>Writer number for a start at this instant: seconds since 2026-01-01 UTC.</summary>
    /// <exception cref="InvalidOperationException">The clock stands before 2026.</exception>
    public static int WriterAt(DateTimeOffset now)
    {
        var seconds = (long)(now - _epoch).TotalSeconds;
        return seconds is > 0 and < int.MaxValue
            ? (int)seconds
            : throw new InvalidOperationException("系统时间早于 2026 年，请先校准服务器时钟。");
    }

    /// <summary>Period of the keys for an instant: the calendar year in China (UTC+8).</summary>
    public static int PeriodAt(DateTimeOffset now) => now.ToOffset(TimeSpan.FromHours(8)).Year;

    /// <summary>Numbers, encrypts and MACs a draft as the next row.</summary>
    public AuditEntry Next(AuditDraft draft)
    {
        var now = _clock.GetUtcNow();
        var keyId = PeriodAt(now);
        var sealer = SealerOf(_keys.Find(keyId) ?? throw new InvalidOperationException($"There is no key for {keyId}."));
        var id = NextId;
        var entry = new AuditEntry
        {
            Id = id,
            Kind = draft.Kind,
            At = now.ToUnixMicroseconds(),
            Mono = (long)_clock.GetElapsedTime(_started).TotalMicroseconds,
            Request = draft.Request,
            Organisation = draft.Organisation,
            Actor = draft.Actor,
            CaseNumber = draft.CaseNumber,
            Subject1 = draft.Subject is { } subject ? sealer.Subject(subject) : null,
            Subject2 = null,
            Status = draft.Status,
            KeyId = keyId,
            Detail = sealer.Seal(id, draft.Kind, draft.Request, keyId, draft.Detail),
            Mac = [],
        };
        entry = entry with { Mac = _mac.Of(_previousMac, CanonicalRow.Write(entry, withMac: false)) };
        _previousMac = entry.Mac;
        _sequence++;
        return entry;
    }

    public void Dispose()
    {
        _mac.Dispose();
        _sealer?.Dispose();
    }

    private RowSealer SealerOf(PeriodKeys keys)
    {
        if (_sealer?.Keys != keys)
        {
            _sealer?.Dispose();
            _sealer = new RowSealer(keys);
        }

        return _sealer;
    }
}
