using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CivilIdentity;

namespace MarriageRegistry.Scanning;

/// <summary>A person whose real identity was verified: a keyed hash for the journal, a masked name for the page, and until when that counts.</summary>
internal sealed record ScanPerson(string Reference, string MaskedName, DateTimeOffset Until)
{
    private const string ReferenceClaim = "scan_person";
    private const string NameClaim = "scan_name";
    private const string UntilClaim = "scan_until";

    /// <summary>The hash under which a person stands in the journal.</summary>
    public static string ReferenceOf(ResidentId id, string key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(id.Value)));

    /// <summary>The person of a session; null when there is none.</summary>
    public static ScanPerson? Of(ClaimsPrincipal principal) =>
        principal.FindFirstValue(ReferenceClaim) is { } reference && principal.FindFirstValue(NameClaim) is { } name
        && long.TryParse(principal.FindFirstValue(UntilClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            ? new ScanPerson(reference, name, DateTimeOffset.FromUnixTimeSeconds(until))
            : null;

    /// <summary>What the session's cookie holds: nothing that names anybody in full.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ReferenceClaim, Reference),
            new Claim(NameClaim, MaskedName),
            new Claim(UntilClaim, Until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        scheme));
}
