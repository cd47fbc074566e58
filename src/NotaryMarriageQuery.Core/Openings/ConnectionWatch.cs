using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NotaryMarriageQuery.Core.Openings;

/// <summary>Looks every minute for connections that have lapsed.</summary>
public sealed class ConnectionWatch(Connections connections, TimeProvider clock, ILogger<ConnectionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await connections.EndLapsedAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning("Lapsed connections could not be noted now: {Error}", e.GetType().Name);
            }
        }
    }
}
