using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The pair that all instances use, and the lease under which one of them renews it.</summary>
internal sealed class GatewaySecretTable(
    PortalDatabase database, IDbContextFactory<PortalDbContext> contexts, KeyRing keys, IOptions<RegistryOptions> options, TimeProvider clock)
{
    // A renewal ends by itself within the time-out; a lease that is older is of a dead instance.
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(5);

    private readonly FieldCipher _cipher = new(keys.FieldKey);
    private readonly string _appKey = options.Value.AppKey;

    /// <summary>The pair as it stands now; null when there never was one that can be read.</summary>
    public async Task<StoredPair?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.GatewaySecrets.AsNoTracking().SingleOrDefaultAsync(s => s.AppKey == _appKey, cancellationToken);
        return row is null or { Sealed.Length: 0 }
            ? null
            : JsonSerializer.Deserialize(_cipher.Open(row.Sealed, GatewaySecret.PlaceOf(_appKey, row.Version)), StoredPairJsonContext.Default.StoredPair)! with { Version = row.Version };
    }

    /// <summary>Takes the lease to renew the pair of this version (0 for the first); null when it was renewed, or another instance is about it.</summary>
    public async Task<RenewalLease?> TryLeaseAsync(long version, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var lease = new RenewalLease(version, (now + options.Value.Timeout + _margin).ToUnixMicroseconds());
        var free = now.ToUnixMicroseconds();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.GatewaySecrets.Where(s => s.AppKey == _appKey && s.Version == version && s.RenewingUntil < free)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.RenewingUntil, lease.Until), cancellationToken) == 1)
        {
            return lease;
        }

        return version == 0 && await TryInsertAsync(db, lease, cancellationToken) ? lease : null;
    }

    /// <summary>Stores the new pair for all and ends the lease; false when the lease had run out and another instance renewed.</summary>
    public async Task<bool> StoreAsync(RenewalLease lease, StoredPair pair, CancellationToken cancellationToken)
    {
        var version = lease.Version + 1;
        var box = _cipher.Seal(JsonSerializer.SerializeToUtf8Bytes(pair, StoredPairJsonContext.Default.StoredPair), GatewaySecret.PlaceOf(_appKey, version));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Held(db, lease).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.Sealed, box).SetProperty(r => r.Version, version).SetProperty(r => r.RenewingUntil, 0), cancellationToken) == 1;
    }

    /// <summary>Ends the lease without a new pair.</summary>
    public async Task ReleaseAsync(RenewalLease lease, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Held(db, lease).ExecuteUpdateAsync(s => s.SetProperty(r => r.RenewingUntil, 0), cancellationToken);
    }

    private IQueryable<GatewaySecret> Held(PortalDbContext db, RenewalLease lease) =>
        db.GatewaySecrets.Where(s => s.AppKey == _appKey && s.Version == lease.Version && s.RenewingUntil == lease.Until);

    private async Task<bool> TryInsertAsync(PortalDbContext db, RenewalLease lease, CancellationToken cancellationToken)
    {
        if (await db.GatewaySecrets.AnyAsync(s => s.AppKey == _appKey, cancellationToken))
        {
            return false;
        }

        db.GatewaySecrets.Add(new GatewaySecret { AppKey = _appKey, Sealed = [], Version = 0, RenewingUntil = lease.Until });
        try
        {
            return await db.SaveChangesAsync(cancellationToken) == 1;
        }
        catch (DbUpdateException e) when (e.InnerException is DbException inner && database.IsUniqueViolation(inner))
        {
            return false;
        }
    }
}

/// <summary>The right to renew the pair of one version, until an instant.</summary>
internal sealed record RenewalLease(long Version, long Until);

/// <summary>A pair as it is stored. Its text form is its name, so that no secret gets into a log.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="ClockOffset">How far the platform's clock is from ours: an instance that never renewed must count by it, too.</param>
internal sealed record StoredPair(SecretPair Pair, TimeSpan ClockOffset)
{
    [JsonIgnore]
    public long Version { get; init; }

    public override string ToString() => nameof(StoredPair);
}

[JsonSerializable(typeof(StoredPair))]
internal sealed partial class StoredPairJsonContext : JsonSerializerContext;
