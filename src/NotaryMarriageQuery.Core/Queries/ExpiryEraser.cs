using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>Erases kept answers when their time is over, every minute.</summary>
public sealed class AnswerEraser(AnswerStore answers, TimeProvider clock, ILogger<AnswerEraser> logger) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, clock);
        do
        {
            try
            {
                await answers.EraseExpiredAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning("Expired answers could not be erased now: {Error}", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
