using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Counts over all instances how often an address tried to sign in within the last minute.</summary>
public sealed class SignInAttempts(IDbContextFactory<PortalDbContext> contexts, KeyRing keys, TimeProvider clock)
{
    /// <summary>How far back attempts count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Counts an attempt; false, and not counted, when there were as many as allowed before.</summary>
    public async Task<bool> TryCountAsync(IPAddress address, int allowed, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var since = (now - Window).ToUnixMicroseconds();
        var attempt = new SignInAttempt { Id = Guid.NewGuid(), Address = Hash(address), At = now.ToUnixMicroseconds() };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // Written before it is counted: of two instances that count at once, at least one sees the other's.
        db.SignInAttempts.Add(attempt);
        await db.SaveChangesAsync(cancellationToken);
        if (await db.SignInAttempts.CountAsync(a => a.Address == attempt.Address && a.At > since, cancellationToken) <= allowed)
        {
            return true;
        }

        await db.SignInAttempts.Where(a => a.Id == attempt.Id).ExecuteDeleteAsync(CancellationToken.None);
        return false;
    }

    /// <summary>Erases attempts that no longer count.</summary>
    public async Task EraseExpiredAsync(CancellationToken cancellationToken)
    {
        var before = (clock.GetUtcNow() - Window).ToUnixMicroseconds();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.SignInAttempts.Where(a => a.At <= before).ExecuteDeleteAsync(cancellationToken);
    }

    private byte[] Hash(IPAddress address) =>
        HMACSHA256.HashData(keys.PersonIndexKey, Encoding.ASCII.GetBytes("v1|address|" + address))[..SignInAttempt.AddressLength];
}
