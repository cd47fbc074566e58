using MarriageRegistry.Data;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Desk;

/// <summary>
/// Runs what the desk decides and writes, one after the other: the rules are read and the change is made under the database's write lock,
/// so that no number is given twice and nobody is married at two desks at once. Within a process the desks queue here and do not wear out
/// the patience of the lock; another process waits at the lock itself.
/// </summary>
public sealed class DeskTransactions(IDbContextFactory<RegistryDbContext> contexts) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<T> RunAsync<T>(Func<RegistryDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);

            // SQLite's begin is immediate: it takes the write lock before anything is read.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work(db);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
