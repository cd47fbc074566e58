using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace MarriageRegistry.Gateway;

/// <summary>Who is calling: the applications, their secrets, and the clock that their calls are checked against.</summary>
public sealed class GatewayTokens(IOptions<GatewayOptions> options, TimeProvider clock)
{
    private readonly FrozenDictionary<string, ApplicationSecrets> _applications = options.Value.Applications
        .ToFrozenDictionary(a => a.Key, a => new ApplicationSecrets(a), StringComparer.Ordinal);

    private readonly TimeSpan _tolerance = TimeSpan.FromSeconds(options.Value.ClockToleranceSeconds);

    /// <summary>A fresh pair for a call signed with the application's secret; null means code 03.</summary>
    public SecretPair? RenewByKey(SignedCall call) => Find(call)?.RenewByKey(call, clock.GetUtcNow());

    /// <summary>A fresh pair for a call signed with the newest refresh secret; null means code 03.</summary>
    public SecretPair? RenewBySecret(SignedCall call) => Find(call)?.RenewBySecret(call, clock.GetUtcNow());

    /// <summary>Code 00 with the application, or 11 or 14.</summary>
    public (string Code, GatewayApplication? Application) CheckBusinessCall(SignedCall call) => Find(call) is { } secrets
        ? (secrets.Check(call, clock.GetUtcNow()), secrets.Application)
        : (GatewayCode.BadSignature, null);

    private ApplicationSecrets? Find(SignedCall call) =>
        IsTimely(call.RequestTime) && _applications.TryGetValue(call.AppKey, out var secrets) ? secrets : null;

    private bool IsTimely(string requestTime) =>
        long.TryParse(requestTime, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && (UInt128)Int128.Abs((Int128)milliseconds - clock.GetUtcNow().ToUnixTimeMilliseconds()) <= (UInt128)_tolerance.TotalMilliseconds;
}
