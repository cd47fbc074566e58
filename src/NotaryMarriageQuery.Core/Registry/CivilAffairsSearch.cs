using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The way to the platform's search: the province's key, secrets of its own, one call, no 15-digit form, no breaker.</summary>
internal sealed class CivilAffairsSearch : ICivilAffairsSearch
{
    private const string TooWide = "19";
    private const int Most = 20;

    private readonly RegistryOptions _options;
    private readonly RegistryCalls? _calls;
    private readonly NationalVerification _service;
    private readonly TimeProvider _clock;
    private readonly ILogger<CivilAffairsSearch> _logger;

    public CivilAffairsSearch(
        GatewayClient client,
        PortalDatabase database,
        IDbContextFactory<PortalDbContext> contexts,
        KeyRing keys,
        NationalVerification service,
        IOptions<RegistryOptions> options,
        TimeProvider clock,
        ILogger<CivilAffairsSearch> logger)
    {
        (_options, _service, _clock, _logger) = (options.Value, service, clock, logger);
        if (_options.SearchAppKey.Length > 0)
        {
            // Another application of the same gateway: its secrets are renewed apart, so that neither voids the other's.
            var own = Options.Create(_options.ForSearch());
            var secrets = new GatewaySecrets(
                client, new GatewaySigner(own), new PlatformClock(clock), new GatewaySecretTable(database, contexts, keys, own, clock), own, clock);
            _calls = new RegistryCalls(client, secrets);
        }
    }

    /// <inheritdoc />
    public async Task<RegistryAnswer> SearchAsync(Permit permit, RegistrySearch search, CancellationToken cancellationToken)
    {
        permit.Use(search);
        if (_calls is null)
        {
            return new RegistryAnswer.Failed(RegistryFailure.NotConfigured);
        }

        using var budget = new CancellationTokenSource(_options.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        var course = new RegistryCourse(permit.RequestId);
        RegistryAnswer answer;
        try
        {
            answer = await _calls.RunAsync(course, _options.SearchPath, search.AddFields, envelope => Read(envelope, search), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            answer = new RegistryAnswer.Failed(RegistryFailure.Timeout);
        }

        if (answer is RegistryAnswer.Failed failed)
        {
            _logger.LogWarning("Registry search {RequestId} failed: {Failure}", permit.RequestId, failed.Failure);
        }

        return answer with { Calls = course.Calls, ReplyNumber = course.ReplyNumber, ReplyBody = course.ReplyBody };
    }

    private RegistryAnswer Read(GatewayEnvelope envelope, RegistrySearch search) => envelope.Code switch
    {
        TooWide => new RegistryAnswer.Failed(RegistryFailure.TooBroad),
        _ when GatewayCodes.FailureOf(envelope.Code) is { } refused => new RegistryAnswer.Failed(refused),

        // The platform keeps the limit; should it not, too many people are not shown all the same.
        _ => RecordReader.Read(envelope, _service, search.Concerns) is var answer && answer is RegistryAnswer.Found { Records.Count: > Most }
            ? new RegistryAnswer.Failed(RegistryFailure.TooBroad)
            : answer,
    };
}
