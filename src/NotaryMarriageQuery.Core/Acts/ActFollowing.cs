using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NotaryMarriageQuery.Core.Acts;

/// <summary>Lets the follower look every few seconds, so that a page seldom finds much that is new.</summary>
public sealed class ActFollowing(ActFollower follower, TimeProvider clock, ILogger<ActFollowing> logger) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, clock);
        do
        {
            try
            {
                await follower.CatchUpAsync(_patience, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning("The log could not be followed now: {Error}", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
