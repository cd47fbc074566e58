using System.Threading.Channels;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Benchmarks.Evidence;

/// <summary>The limit of appending: the portal's queue, thread, statement and group commit, and nothing of the evidence.</summary>
internal sealed class RawWriter : IAsyncDisposable
{
    private const int BatchSize = 256;

    private readonly Channel<(AuditEntry Row, TaskCompletionSource Done)> _queue =
        Channel.CreateBounded<(AuditEntry, TaskCompletionSource)>(new BoundedChannelOptions(1024) { SingleReader = true });

    private readonly AuditStore _store;
    private readonly Task _loop;

    public RawWriter(AuditStore store)
    {
        _store = store;
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public async Task AppendAsync(AuditEntry row)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((row, done));
        await done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _loop;
        _store.Dispose();
    }

    private void Run()
    {
        var batch = new List<(AuditEntry Row, KeptAnswer? Answer)>(BatchSize);
        var waiting = new List<TaskCompletionSource>(BatchSize);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < BatchSize && _queue.Reader.TryRead(out var item))
            {
                batch.Add((item.Row, null));
                waiting.Add(item.Done);
            }

            _store.Insert(batch);
            waiting.ForEach(done => done.SetResult());
            batch.Clear();
            waiting.Clear();
        }
    }
}
