using System.Globalization;
using System.Security.Claims;
using CivilIdentity;
using MarriageRegistry.Checks;
using Microsoft.Extensions.Options;

namespace MarriageRegistry.Scanning;

/// <summary>Reads the claims of an id token: who it is, how surely that is known, and since when (E5).</summary>
public sealed class VerifiedIdentity(IOptions<ScanOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan _clocksApart = TimeSpan.FromMinutes(2);

    /// <summary>The person, or why this identity is not enough, of <see cref="ScanRefusal"/>; the reference also of a refused person who is known.</summary>
    internal (ScanPerson? Person, string? Refusal, string? Reference) Read(ClaimsPrincipal principal)
    {
        var now = clock.GetUtcNow();
        var known = ResidentId.TryParse(principal.FindFirstValue(options.Value.IdNumberClaim), DateOnly.FromDateTime(now.UtcDateTime), out var id, out _);
        var reference = known ? ScanPerson.ReferenceOf(id!, options.Value.PersonKey) : null;
        if (principal.FindFirstValue("acr") is not { } acr || !options.Value.AcceptedAssurance.Contains(acr, StringComparer.Ordinal))
        {
            return (null, ScanRefusal.LowAssurance, reference);
        }

        if (reference is null || !PersonName.TryParse(principal.FindFirstValue("name"), out var name, out _))
        {
            return (null, ScanRefusal.IdentityUnverified, reference);
        }

        if (!long.TryParse(principal.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 99_999_999_999)
        {
            return (null, ScanRefusal.IdentityExpired, reference);
        }

        var identified = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var until = identified.AddMinutes(options.Value.IdentityMinutes);
        return until <= now || identified > now + _clocksApart
            ? (null, ScanRefusal.IdentityExpired, reference)
            : (new ScanPerson(reference, name.Masked, until), null, reference);
    }
}
