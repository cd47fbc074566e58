using MarriageRegistry.Demo;
using MarriageRegistry.Desk.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Data;

/// <summary>
/// Prepares the database before the first connection is accepted: migrations, write-ahead log, and the check that invented
/// people and real people never share a database.
/// </summary>
public sealed class RegistryDatabase(IDbContextFactory<RegistryDbContext> contexts, IConfiguration configuration, RegistrarKeys keys, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // Migrating takes a lock and runs its whole machinery even when there is nothing to do.
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await db.Database.MigrateAsync(cancellationToken);
        }

        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);

        var holdsDemo = await db.Marks.AnyAsync(m => m.Name == DatabaseMark.Demo, cancellationToken);
        if (DemoMode.IsEnabled(configuration))
        {
            if (!holdsDemo)
            {
                await SeedAsync(db, cancellationToken);
            }

            await DemoRegistrars.SeedAsync(db, keys, cancellationToken);
        }
        else if (holdsDemo)
        {
            throw new DatabaseRefusedException("This database holds demo records; it is only served with Demo:Enabled=true. Name another one in ConnectionStrings:Registry.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SeedAsync(RegistryDbContext db, CancellationToken cancellationToken)
    {
        // The demo key is public knowledge: it must not open a database that somebody has worked with.
        if (await db.Registrations.AnyAsync(cancellationToken) || await db.AnsweredLookups.AnyAsync(cancellationToken))
        {
            throw new DatabaseRefusedException("Demo mode needs an empty database or one of its own; this one holds other records.");
        }

        db.Marks.Add(new DatabaseMark { Name = DatabaseMark.Demo });
        db.Registrations.AddRange(DemoData.Registrations(clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>The service does not start on this database; the message says why and what to change.</summary>
public sealed class DatabaseRefusedException(string message) : Exception(message);
