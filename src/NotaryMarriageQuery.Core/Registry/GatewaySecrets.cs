using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The single owner of the gateway's secrets. One renewal at a time over all instances: two at once could void each other's secret.</summary>
/// <remarks>
/// The pair stands in <see cref="GatewaySecretTable"/>; whoever holds its lease renews, the others wait for what it stores.
/// A request secret lives 15 minutes, a refresh secret 48 hours; both are replaced together. With less than three minutes left the
/// renewal runs in the background, with less than one minute callers wait for it, all for the same one.
/// </remarks>
internal sealed class GatewaySecrets(
    GatewayClient client, GatewaySigner signer, PlatformClock platform, GatewaySecretTable table, IOptions<RegistryOptions> options, TimeProvider clock)
{
    private const string ByKeyPath = "/gateway/app/refreshTokenByKey.htm";
    private const string BySecretPath = "/gateway/app/refreshTokenBySec.htm";

    private static readonly TimeSpan _lastMoment = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _early = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(75);

    private readonly RegistryOptions _options = options.Value;
    private readonly Lock _gate = new();
    private volatile SecretPair? _pair;
    private long _version;
    private Task<SecretAnswer>? _renewal;
    private long _quietUntilTicks;

    /// <summary>The form fields every call carries: key, signature and time.</summary>
    public List<KeyValuePair<string, string>> SignedFields(string secret)
    {
        var time = platform.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return
        [
            new("appKey", _options.AppKey),
            new("sign", signer.Sign(secret, time)),
            new("requestTime", time),
        ];
    }

    /// <summary>A request secret that is valid as far as is known here, or why there is none.</summary>
    /// <exception cref="OperationCanceledException">The caller's time is up; a renewal that others wait for goes on.</exception>
    public async ValueTask<SecretAnswer> GetAsync(CancellationToken cancellationToken)
    {
        var pair = _pair;
        var left = Left(pair);
        if (left >= _early)
        {
            return pair!.Answer;
        }

        if (left >= _lastMoment)
        {
            if (clock.GetUtcNow().UtcTicks >= Volatile.Read(ref _quietUntilTicks))
            {
                _ = RenewAsync(pair);
            }

            return pair!.Answer;
        }

        var renewed = await RenewAsync(pair).WaitAsync(cancellationToken);
        return renewed.Secret is null && _pair is { } held && Left(held) > TimeSpan.Zero ? held.Answer : renewed;
    }

    /// <summary>The platform has refused this secret. Has no effect when it was replaced meanwhile.</summary>
    public void Invalidate(string secret)
    {
        lock (_gate)
        {
            if (_pair is { } pair && string.Equals(pair.Secret, secret, StringComparison.Ordinal))
            {
                _pair = pair with { EndsAt = DateTimeOffset.MinValue };
            }
        }
    }

    private TimeSpan Left(SecretPair? pair) => pair is null ? TimeSpan.MinValue : pair.EndsAt - platform.Now;

    private Task<SecretAnswer> RenewAsync(SecretPair? seen)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_pair, seen) && Left(_pair) > TimeSpan.Zero)
            {
                return Task.FromResult(_pair!.Answer);
            }

            if (_renewal is null or { IsCompleted: true })
            {
                // Detached: it serves everybody, so nobody's cancellation may end it.
                _renewal = Task.Run(RenewOnceAsync, CancellationToken.None);
            }

            return _renewal;
        }
    }

    private async Task<SecretAnswer> RenewOnceAsync()
    {
        using var budget = new CancellationTokenSource(_options.Timeout, clock);
        try
        {
            while (true)
            {
                if (await TakeOverAsync(budget.Token))
                {
                    return _pair!.Answer;
                }

                if (await table.TryLeaseAsync(_version, budget.Token) is { } lease)
                {
                    return await RenewUnderAsync(lease, budget.Token);
                }

                await Task.Delay(_poll, clock, budget.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return new SecretAnswer(null, RegistryFailure.Timeout);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            // Without the database there is no evidence either: the lookup ends there. A secret that is still valid stays so.
            return new SecretAnswer(null, RegistryFailure.Unreachable);
        }
        finally
        {
            Volatile.Write(ref _quietUntilTicks, (clock.GetUtcNow() + _pause).UtcTicks);
        }
    }

    // True when another instance, or this one before it was started anew, has renewed and there is plenty of time left.
    private async Task<bool> TakeOverAsync(CancellationToken cancellationToken)
    {
        if (await table.ReadAsync(cancellationToken) is not { } stored || stored.Version <= _version)
        {
            return false;
        }

        platform.Offset = stored.ClockOffset;
        Hold(stored.Pair, stored.Version);
        return Left(stored.Pair) >= _early;
    }

    private async Task<SecretAnswer> RenewUnderAsync(RenewalLease lease, CancellationToken budget)
    {
        var answer = new SecretAnswer(null, null);
        try
        {
            answer = await AskAsync(budget);
            return answer;
        }
        finally
        {
            // Also when the time is up: the others need not wait until the lease runs out.
            if (answer.Secret is null)
            {
                await table.ReleaseAsync(lease, CancellationToken.None);
            }
            else if (await table.StoreAsync(lease, new StoredPair(_pair!, platform.Offset), CancellationToken.None))
            {
                _version = lease.Version + 1;
            }
        }
    }

    private async Task<SecretAnswer> AskAsync(CancellationToken budget)
    {
        if (_pair is { } pair && pair.RefreshEndsAt > platform.Now)
        {
            var answer = await AskAsync(BySecretPath, pair.RefreshSecret, budget);
            if (answer.Failure is null or RegistryFailure.Timeout or RegistryFailure.Unreachable)
            {
                return answer;
            }
        }

        return await AskAsync(ByKeyPath, _options.AppSecret, budget, mayRepeat: true);
    }

    private void Hold(SecretPair pair, long version)
    {
        lock (_gate)
        {
            (_pair, _version) = (pair, version);
        }
    }

    private async Task<SecretAnswer> AskAsync(string path, string secret, CancellationToken cancellationToken, bool mayRepeat = false)
    {
        var reply = await client.PostAsync(path, SignedFields(secret), requestId: null, cancellationToken);
        if (reply.Failure is { } failure)
        {
            return new SecretAnswer(null, failure);
        }

        if (!GatewayEnvelope.TryRead(reply.Body, out var envelope))
        {
            return new SecretAnswer(null, RegistryFailure.Unreadable);
        }

        if (GatewayCodes.FailureOf(envelope.Code) is { } refused)
        {
            // Our own clock stamps the first call of all: where it is far from the platform's, the refusal tells the platform's time.
            if (path == ByKeyPath && platform.Doubt(reply.Date) && mayRepeat && refused == RegistryFailure.NotAuthorised)
            {
                return await AskAsync(path, secret, cancellationToken);
            }

            return new SecretAnswer(null, refused);
        }

        if (SecretPair.Read(envelope, reply.Date, platform) is not { } pair)
        {
            return new SecretAnswer(null, RegistryFailure.Unreadable);
        }

        Hold(pair, _version);
        return pair.Answer;
    }
}

/// <summary>A request secret, or why there is none.</summary>
internal readonly record struct SecretAnswer(string? Secret, RegistryFailure? Failure);
