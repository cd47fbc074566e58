using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Sanctions;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Who may enter from where, held in memory and exact: whoever asks names the version that the database has now.</summary>
/// <remarks>Accounts are few (about a hundred institutions), so a change loads all anew; between changes a request costs no query more.</remarks>
public sealed class AccessDirectory(PortalDatabase database, IDbContextFactory<PortalDbContext> contexts) : IDisposable
{
    private readonly PreparedQuery _version = new(database, "SELECT \"Version\" FROM access_version");
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile AccessSnapshot? _snapshot;

    /// <summary>The directory as the last check of a session saw it: good for showing, not for deciding. Null before the first check.</summary>
    public AccessSnapshot? LastSeen => _snapshot;

    /// <summary>The directory as of now.</summary>
    public async Task<AccessSnapshot> GetAsync(CancellationToken cancellationToken) =>
        await GetAsync(await ReadVersionAsync(cancellationToken), cancellationToken);

    /// <summary>The directory at least as new as a version that was read from the database in this request.</summary>
    public async ValueTask<AccessSnapshot> GetAsync(long version, CancellationToken cancellationToken)
    {
        if (_snapshot is { } current && current.Version >= version)
        {
            return current;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_snapshot is { } loaded && loaded.Version >= version)
            {
                return loaded;
            }

            return _snapshot = await LoadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose()
    {
        _loading.Dispose();
        _version.Dispose();
    }

    private Task<long> ReadVersionAsync(CancellationToken cancellationToken) => _version.FirstAsync(reader => reader.GetInt64(0), cancellationToken);

    private async Task<AccessSnapshot> LoadAsync(CancellationToken cancellationToken)
    {
        // The version is read first: a change in between is then loaded twice rather than never.
        var version = await ReadVersionAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var institutions = await db.Institutions.AsNoTracking().ToDictionaryAsync(i => i.Id, cancellationToken);
        var accounts = await db.Accounts.AsNoTracking().ToDictionaryAsync(a => a.Id, cancellationToken);
        var operators = await db.Operators.AsNoTracking().ToDictionaryAsync(o => o.Id, cancellationToken);
        var workstations = await db.Workstations.AsNoTracking().ToListAsync(cancellationToken);
        var terms = await db.Terms.MaxAsync(t => (int?)t.Number, cancellationToken) ?? 0;
        var bans = await db.Sanctions.AsNoTracking()
            .Where(s => s.DecidedAt != null && (s.Kind == SanctionKind.Suspension || s.Kind == SanctionKind.Cancellation))
            .Where(s => !db.Sanctions.Any(l => l.LiftsId == s.Id && l.DecidedAt != null))
            .ToListAsync(cancellationToken);
        return new AccessSnapshot(version, institutions, accounts, operators, workstations) { Terms = terms, Bans = bans };
    }
}

/// <summary>Accounts, people, institutions and workstations at one version. Not to be changed by anybody.</summary>
public sealed class AccessSnapshot
{
    private readonly IReadOnlyDictionary<Guid, Institution> _institutions;
    private readonly IReadOnlyDictionary<Guid, Account> _accounts;
    private readonly IReadOnlyDictionary<Guid, Operator> _operators;
    private readonly ILookup<Guid, WorkstationNetwork> _networks;

    internal AccessSnapshot(
        long version,
        IReadOnlyDictionary<Guid, Institution> institutions,
        IReadOnlyDictionary<Guid, Account> accounts,
        IReadOnlyDictionary<Guid, Operator> operators,
        IReadOnlyList<Workstation> workstations)
    {
        Version = version;
        _institutions = institutions;
        _accounts = accounts;
        _operators = operators;
        _networks = workstations
            .Select(w => (w.InstitutionId, Network: WorkstationNetwork.TryParse(w.Network, out var network) ? network : null))
            .Where(w => w.Network is not null)
            .ToLookup(w => w.InstitutionId, w => w.Network!);
    }

    public long Version { get; }

    /// <summary>Version of the terms of use that are in force; 0 while the province has published none.</summary>
    public int Terms { get; internal init; }

    /// <summary>Suspensions and cancellations that were not lifted; a period may not have begun, or be over.</summary>
    internal IReadOnlyList<Sanction> Bans { get; init; } = [];

    public IEnumerable<Institution> Institutions => _institutions.Values;

    public Institution? FindInstitution(Guid id) => _institutions.GetValueOrDefault(id);

    public Account? FindAccount(Guid id) => _accounts.GetValueOrDefault(id);

    public Operator? FindOperator(Guid id) => _operators.GetValueOrDefault(id);

    /// <summary>What keeps a person from looking up at an instant; null when nothing does.</summary>
    public Ban? FindBan(Actor actor, DateTimeOffset now) => Ban.Of(Bans, actor.InstitutionId, actor.OperatorId, actor.PersonName, now.ToUnixMicroseconds());

    /// <summary>People who may sign in behind an account, by number.</summary>
    public IReadOnlyList<Operator> ActivePeople(Guid accountId) =>
        [.. _operators.Values.Where(o => o.AccountId == accountId && o.IsActive).OrderBy(o => o.Number)];

    /// <summary>True when the address is a registered workstation of the institution (Z 五(三)).</summary>
    public bool IsWorkstation(Guid institutionId, IPAddress address)
    {
        foreach (var network in _networks[institutionId])
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
