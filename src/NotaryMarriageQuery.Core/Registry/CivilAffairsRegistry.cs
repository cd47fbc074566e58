using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The way to the platform: one permit, one lookup, one budget of time, and an answer whatever happens.</summary>
internal sealed class CivilAffairsRegistry(
    RegistryLookup lookup, RegistryBreaker breaker, IOptions<RegistryOptions> options, TimeProvider clock, ILogger<CivilAffairsRegistry> logger)
    : ICivilAffairsRegistry
{
    private readonly TimeSpan _timeout = options.Value.Timeout;
    private int _reachable = -1;

    /// <inheritdoc />
    public bool? IsReachable => Volatile.Read(ref _reachable) switch { 0 => false, 1 => true, _ => null };

    /// <inheritdoc />
    public async Task<RegistryAnswer> LookUpAsync(Permit permit, RegistryQuestion question, CancellationToken cancellationToken)
    {
        permit.Use(question);
        var started = clock.GetTimestamp();
        var answer = await breaker.RunAsync(token => AskAsync(permit.RequestId, question, token), cancellationToken);
        if (answer is not RegistryAnswer.Failed failed)
        {
            Volatile.Write(ref _reachable, 1);
            return answer;
        }

        if (failed.Failure != RegistryFailure.Suspended)
        {
            Volatile.Write(ref _reachable, RegistryBreaker.IsTransport(failed.Failure) ? 0 : 1);
        }

        logger.LogWarning(
            "Registry lookup {RequestId} failed: {Failure} after {Milliseconds:F0} ms",
            permit.RequestId, failed.Failure, clock.GetElapsedTime(started).TotalMilliseconds);
        return answer;
    }

    private async Task<RegistryAnswer> AskAsync(string requestId, RegistryQuestion question, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(_timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        return await lookup.AskAsync(requestId, question, either.Token, cancellationToken);
    }
}
