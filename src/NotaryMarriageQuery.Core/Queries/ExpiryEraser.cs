using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.Core.Reports;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>Erases what is kept for a while only, every minute: answers, used nonces, uploads that wait, and what instances tell each other about forms and sign-ins.</summary>
public sealed class ExpiryEraser(
    PortalDatabase database,
    AnswerStore answers,
    SharedForms forms,
    SignInAttempts attempts,
    IntakeDoor intake,
    IServiceScopeFactory scopes,
    IDbContextFactory<PortalDbContext> contexts,
    TimeProvider clock,
    ILogger<ExpiryEraser> logger) : BackgroundService
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
                await intake.EraseExpiredAsync(stoppingToken);
                await using (var scope = scopes.CreateAsyncScope())
                {
                    await scope.ServiceProvider.GetRequiredService<AssistanceBook>().EraseExpiredAsync(stoppingToken);
                }

                await using (var db = await contexts.CreateDbContextAsync(stoppingToken))
                {
                    await ReportImports.EraseExpiredAsync(db, clock.GetUtcNow(), stoppingToken);
                }

                if (database.IsShared)
                {
                    await forms.EraseExpiredAsync(stoppingToken);
                    await attempts.EraseExpiredAsync(stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning("What has expired could not be erased now: {Error}", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
