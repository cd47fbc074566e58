using System.Threading.Channels;
using MarriageRegistry.Data;

namespace MarriageRegistry.Journal;

/// <summary>
/// Writes answered lookups. One loop owns the only writing connection and commits everything that waits in one transaction, so
/// that a thousand callers cost one commit; a caller goes on when its row is durable.
/// </summary>
public sealed class LookupJournal(RegistryConnections connections, ILogger<LookupJournal> logger) : IHostedService
{
    private const int LargestBatch = 512;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return _loop.WaitAsync(cancellationToken);
    }

    /// <summary>Completes when the row and its use of the day's quota are committed.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The database cannot be written; the lookup must not be answered.</exception>
    public Task WriteAsync(AnsweredLookup lookup, DateOnly quotaDay) => EnqueueAsync(new Waiting(lookup, quotaDay));

    /// <summary>Completes when the writing loop has committed a transaction without content: proof that a row would be written.</summary>
    public Task ProbeAsync() => EnqueueAsync(new Waiting(null, default));

    private Task EnqueueAsync(Waiting waiting) => _waiting.Writer.TryWrite(waiting)
        ? waiting.Committed.Task
        : Task.FromException(new InvalidOperationException("The journal is closed: the service is stopping."));

    private async Task RunAsync()
    {
        var batch = new List<Waiting>(LargestBatch);
        JournalWriter? writer = null;
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var waiting))
            {
                batch.Add(waiting);
            }

            try
            {
                writer ??= new JournalWriter(connections.OpenWriter());
                writer.Commit(batch);
                batch.ForEach(waiting => waiting.Committed.SetResult());
            }
            catch (Exception exception)
            {
                // A fresh connection for the next batch: this one may be in the middle of a transaction.
                writer?.Dispose();
                writer = null;
                logger.LogError(exception, "{Count} answered lookups could not be written to the journal", batch.Count);
                batch.ForEach(waiting => waiting.Committed.SetException(exception));
            }

            batch.Clear();
        }

        writer?.Dispose();
    }

    internal sealed record Waiting(AnsweredLookup? Lookup, DateOnly QuotaDay)
    {
        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
