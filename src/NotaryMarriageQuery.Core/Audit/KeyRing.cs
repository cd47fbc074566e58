using System.Security.Cryptography;
using System.Text.Json;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The secret keys: master and wrapping key in a file outside the database, and the period keys, wrapped, in a table.</summary>
/// <remarks>
/// The master key yields the keys that live longer than a period: the MAC key and the keys for fields of other tables. One root key per
/// calendar year (the period of the evidence) stands in the table, so that every instance has it at once and an erased one is gone for
/// all. Losing the file loses the personal data in the evidence, so a database with evidence and no key file, or with another one's,
/// refuses to start instead of silently beginning anew. The wrapping key can be replaced. See decisions 0010 and 0013.
/// </remarks>
public sealed class KeyRing
{
    // An erasure on another instance is noticed so late at most; a key that another instance made, as soon as it is asked for.
    private static readonly TimeSpan _lookAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _missingFor = TimeSpan.FromSeconds(1);

    private readonly Lock _reading = new();
    private readonly string _path;
    private readonly WrappingKeys _wrapping;
    private readonly PortalDatabase _database;
    private readonly PeriodKeyTable _table;
    private readonly TimeProvider _clock;
    private volatile Known _known;

    private KeyRing(string path, KeyFile file, PortalDatabase database, TimeProvider clock)
    {
        (_path, _database, _clock) = (path, database, clock);
        _wrapping = new WrappingKeys(path, file);
        _table = new PeriodKeyTable(database);
        _known = new Known([], 0);
        MacKey = KeyFile.Derive(file.Master, "audit mac");
        FieldKey = KeyFile.Derive(file.Master, "fields");
        PersonIndexKey = KeyFile.Derive(file.Master, "person index");
    }

    /// <summary>Key of the MAC chain (32 bytes).</summary>
    public byte[] MacKey { get; }

    /// <summary>Key for encrypted columns outside the evidence (32 bytes).</summary>
    public byte[] FieldKey { get; }

    /// <summary>Key of the hash that stands beside an encrypted ID number outside the evidence (32 bytes).</summary>
    public byte[] PersonIndexKey { get; }

    /// <summary>Periods (years) that have a key.</summary>
    public IReadOnlyCollection<int> Periods => [.. Current(_missingFor).Periods.Where(p => p.Value is not null).Select(p => p.Key).Order()];

    /// <summary>The replacement of the wrapping key that is not ended yet; null when there is none.</summary>
    public WrappingKeyReplaced? Rotation => _wrapping.Change is var (old, next) ? new() { Old = old, New = next, Periods = [.. Periods] } : null;

    /// <summary>Opens the key file over a migrated database, or makes it when <paramref name="mayCreate"/> (there is nothing yet that needs the old one).</summary>
    /// <exception cref="KeyFileException">Missing, unreadable, damaged, of another database, or readable by others than its owner.</exception>
    public static KeyRing Open(string path, PortalDatabase database, bool mayCreate, TimeProvider? clock = null)
    {
        using var alone = KeyFile.Lock(path);
        KeyRing keys;
        try
        {
            var file = KeyFile.Open(path, mayCreate);
            keys = new KeyRing(path, file, database, clock ?? TimeProvider.System);
            keys.MoveToTable(file);
            keys.WrapAnew();
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or CryptographicException)
        {
            throw new KeyFileException($"密钥文件已损坏：{path}。请从备份恢复。", e);
        }

        keys.Reload();
        return mayCreate || keys._known.Periods.Count > 0
            ? keys
            : throw new KeyFileException($"数据库已有存证，但数据库和密钥文件中都没有存证的年度密钥：{path}。请恢复与该数据库备份同时期的密钥文件后再启动。");
    }

    /// <summary>Keys of a period, or null when there are none (not yet made, or erased after retention).</summary>
    /// <exception cref="System.Data.Common.DbException">The table could not be looked at; whether the key still stands is not known.</exception>
    public PeriodKeys? Find(int period)
    {
        var known = Current(_lookAgainAfter);
        return known.Periods.TryGetValue(period, out var keys) ? keys : Current(_missingFor).Periods.GetValueOrDefault(period);
    }

    /// <summary>Makes and stores the key of a period that never had one; true when this call made it.</summary>
    public bool Ensure(int period)
    {
        if (_known.Periods.ContainsKey(period))
        {
            return false;
        }

        // Of two instances at the turn of the year one inserts; both then read what stands there.
        var made = _table.TryInsert(period, there =>
        {
            EnsureOpens(there);
            return _wrapping.Wrap(period, KeyFile.NewKey());
        });
        Reload();
        return made;
    }

    /// <summary>Erases the key of a period that is over: its rows stay and prove their order, but nobody can read them any more.</summary>
    /// <returns>False when the period has no key.</returns>
    /// <exception cref="InvalidOperationException">The period is not over: without its key no evidence could be written.</exception>
    public async Task<bool> EraseAsync(int period, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        if (period >= AuditChain.PeriodAt(now))
        {
            throw new InvalidOperationException($"The period {period} is not over.");
        }

        var erased = _table.TryErase(period, now);
        Reload();
        if (erased)
        {
            await using var db = _database.OpenContext();
            await _database.RemoveTracesAsync(db, cancellationToken);
        }

        return erased;
    }

    /// <summary>Gives the file a new wrapping key beside the old one and wraps every period key with it.</summary>
    /// <returns>What is to be told before <see cref="EndRotation"/>.</returns>
    public async Task<WrappingKeyReplaced> BeginRotationAsync()
    {
        _wrapping.Begin();
        WrapAnew();
        await using var db = _database.OpenContext();
        await _database.RemoveTracesAsync(db, CancellationToken.None);
        return Rotation ?? throw new KeyFileException($"密钥文件正被另一进程更换：{_path}。请稍候再试。");
    }

    /// <summary>Drops the old wrapping key from the file.</summary>
    public void EndRotation()
    {
        // Whatever happened in between: nothing in the table may need the key that goes now.
        WrapAnew();
        _wrapping.End();
    }

    // Where the file holds two keys.
    private void WrapAnew()
    {
        if (_wrapping.Change is not null)
        {
            Opening(() => _table.WrapAnew((period, wrapped) => _wrapping.Wrap(period, _wrapping.Unwrap(period, wrapped))));
        }
    }

    // The key file of an instance that was not given the new one: what it wrapped, no other instance could open.
    private void EnsureOpens(Dictionary<int, byte[]> there) => Opening(() =>
    {
        foreach (var (period, wrapped) in there.Where(row => row.Value.Length > 0))
        {
            _wrapping.Unwrap(period, wrapped);
        }
    });

    private void Opening(Action open)
    {
        try
        {
            open();
        }
        catch (CryptographicException e)
        {
            throw new KeyFileException($"密钥文件不是这个数据库的，或已经更换：{_path}。数据库中的年度密钥不能用它打开，请换成该数据库现用的密钥文件再启动。", e);
        }
    }

    // Once, for files from before the table. All are read before any is moved; what the table has or has erased is not touched.
    private void MoveToTable(KeyFile file)
    {
        if (file.Periods.Count == 0)
        {
            return;
        }

        var periods = file.ReadPeriods();
        foreach (var (period, wrapped) in periods)
        {
            _wrapping.Unwrap(period, wrapped);
        }

        foreach (var (period, wrapped) in periods)
        {
            _table.TryInsert(period, there =>
            {
                EnsureOpens(there);
                return wrapped;
            });
        }

        (file with { Periods = [] }).Save(_path);
    }

    private Known Current(TimeSpan notOlderThan)
    {
        var known = _known;
        return _clock.GetElapsedTime(known.At) < notOlderThan ? known : Read(known);
    }

    private Known Read(Known seen)
    {
        lock (_reading)
        {
            return ReferenceEquals(_known, seen) ? Load() : _known;
        }
    }

    // After a change of our own: what another thread read meanwhile may be older than it.
    private void Reload()
    {
        lock (_reading)
        {
            Load();
        }
    }

    // A handful of rows. Keys that were unwrapped before are taken over.
    private Known Load()
    {
        Opening(() =>
        {
            var before = _known.Periods;
            var at = _clock.GetTimestamp();
            var periods = _table.Read().ToDictionary(
                row => row.Key,
                row => row.Value.Length == 0 ? null : before.GetValueOrDefault(row.Key) ?? PeriodKeys.From(_wrapping.Unwrap(row.Key, row.Value)));
            _known = new Known(periods, at);
        });
        return _known;
    }

    // Periods whose key was erased stand here with null.
    private sealed record Known(Dictionary<int, PeriodKeys?> Periods, long At);
}
