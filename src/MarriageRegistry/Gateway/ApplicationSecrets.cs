using System.Security.Cryptography;

namespace MarriageRegistry.Gateway;

/// <summary>A pair of secrets and their ends.</summary>
public sealed record SecretPair(string RequestSecret, DateTimeOffset RequestSecretEnd, string RefreshSecret, DateTimeOffset RefreshSecretEnd);

/// <summary>
/// The secrets of one application. Only the newest pair counts: two askers that renew for themselves take the secret from each
/// other. They live in memory; after a restart askers begin again by key.
/// </summary>
internal sealed class ApplicationSecrets(GatewayApplication application)
{
    private static readonly TimeSpan _requestSecretLife = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _refreshSecretLife = TimeSpan.FromHours(48);

    // For calls that were already under way when the secret was renewed.
    private static readonly TimeSpan _afterlife = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private SecretPair? _current;
    private (string RequestSecret, DateTimeOffset Until)? _previous;

    public GatewayApplication Application { get; } = application;

    public SecretPair? RenewByKey(SignedCall call, DateTimeOffset now)
    {
        lock (_lock)
        {
            return call.IsSignedWith(Application.Secret) ? Renew(now) : null;
        }
    }

    public SecretPair? RenewBySecret(SignedCall call, DateTimeOffset now)
    {
        lock (_lock)
        {
            return _current is { } pair && now < pair.RefreshSecretEnd && call.IsSignedWith(pair.RefreshSecret) ? Renew(now) : null;
        }
    }

    public string Check(SignedCall call, DateTimeOffset now)
    {
        SecretPair? current;
        (string RequestSecret, DateTimeOffset Until)? previous;
        lock (_lock)
        {
            (current, previous) = (_current, _previous);
        }

        if (current is not null && call.IsSignedWith(current.RequestSecret))
        {
            return now < current.RequestSecretEnd ? GatewayCode.Ok : GatewayCode.SecretExpired;
        }

        return previous is { } old && now < old.Until && call.IsSignedWith(old.RequestSecret) ? GatewayCode.Ok : GatewayCode.BadSignature;
    }

    private SecretPair Renew(DateTimeOffset now)
    {
        if (_current is { } old)
        {
            var until = now + _afterlife;
            _previous = (old.RequestSecret, until < old.RequestSecretEnd ? until : old.RequestSecretEnd);
        }

        _current = new SecretPair(NewSecret(), now + _requestSecretLife, NewSecret(), now + _refreshSecretLife);
        return _current;
    }

    private static string NewSecret() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
