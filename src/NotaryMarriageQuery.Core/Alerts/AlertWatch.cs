using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NotaryMarriageQuery.Core.Acts;

namespace NotaryMarriageQuery.Core.Alerts;

/// <summary>Lets the engine apply the rules every half minute, and look for missing certificates once an hour.</summary>
public sealed class AlertWatch(AlertEngine engine, ActFollower follower, TimeProvider clock, ILogger<AlertWatch> logger) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _everyHour = TimeSpan.FromHours(1);

    private DateTimeOffset _lookForCertificatesAt = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (DbUpdateException)
            {
                // Another instance has been faster; the next look goes on from there.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning("Alert rules could not be applied now: {Error}", e.GetType().Name);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        while (follower.ReadTo is { } readTo && await engine.ApplyAsync(readTo, cancellationToken) > 0)
        {
        }

        if (clock.GetUtcNow() is var now && now >= _lookForCertificatesAt)
        {
            await engine.LookForMissingCertificatesAsync(cancellationToken);
            _lookForCertificatesAt = now + _everyHour;
        }
    }
}
