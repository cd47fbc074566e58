using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The one path into the evidence: an ordered, bounded queue that a dedicated thread commits in groups.</summary>
/// <remarks>
/// <see cref="AppendAsync"/> returns when the row is durable, and throws <see cref="EvidenceUnavailableException"/> when it is not
/// known to be. A failed batch is tried again with the same bytes; after <see cref="Attempts"/> tries this writer is dead, everybody
/// who waits is told so, and the next append starts a new writer that names its predecessor.
/// </remarks>
public sealed class AuditWriter(AuditStore store, KeyRing keys, TimeProvider clock, ILogger<AuditWriter> logger) : IHostedService, IAsyncDisposable
{
    private const int Attempts = 5;
    private const int BatchSize = 256;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pauseBetweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private AuditChain? _chain;
    private int? _periodToRecord;
    private AuditEntry? _lastAcknowledged;
    private Task _loop = Task.CompletedTask;

    /// <summary>True while the last attempt to write succeeded.</summary>
    public bool IsReady => _chain is not null;

    /// <summary>Id of the newest durable row of this process, 0 before the first.</summary>
    public long LastId => Volatile.Read(ref _lastAcknowledged)?.Id ?? 0;

    /// <summary>Puts a row into the evidence, together with an answer that must be kept if and only if the row is durable.</summary>
    /// <exception cref="EvidenceUnavailableException">The row is not known to be durable; nothing may be asked or shown.</exception>
    public async Task<AuditEntry> AppendAsync(AuditDraft draft, KeptAnswer? together = null)
    {
        var pending = new Pending(draft, together);
        await EnqueueAsync(pending);
        return await pending.Durable.Task;
    }

    /// <summary>Asks the writer's thread whether the database can be written now; revives a dead writer.</summary>
    /// <exception cref="EvidenceUnavailableException">It cannot.</exception>
    public async Task ProbeAsync() => await EnqueueAsync(new Pending(Draft: null, Together: null));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A thread of its own: blocking database calls on the pool starve everything else on a small machine.
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _chain?.Dispose();
        store.Dispose();
    }

    private async Task EnqueueAsync(Pending pending)
    {
        try
        {
            using var patience = new CancellationTokenSource(_patience);
            await _queue.Writer.WriteAsync(pending, patience.Token);
            await pending.Durable.Task.WaitAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            throw new EvidenceUnavailableException("The evidence did not become durable in time.", e);
        }
    }

    private void Run()
    {
        TryStart();
        var waiting = new List<Pending>(BatchSize);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (waiting.Count < BatchSize && _queue.Reader.TryRead(out var pending))
            {
                waiting.Add(pending);
            }

            Process(waiting);
            waiting.Clear();
        }

        if (_chain is not null)
        {
            var stop = new Pending(new AuditDraft(AuditKind.Stop, new WriterStopped()), Together: null);
            Process([stop]);
        }
    }

    private void Process(List<Pending> waiting)
    {
        try
        {
            if (_chain is null && !TryStart())
            {
                throw new EvidenceUnavailableException("The evidence store cannot be written.");
            }

            if (waiting.TrueForAll(p => p.Draft is null))
            {
                store.Probe();
            }
            else
            {
                EnsurePeriodKey();
                Commit([.. waiting.Where(p => p.Draft is not null)]);
            }

            waiting.ForEach(p => p.Durable.TrySetResult(p.Entry!));
        }
        catch (Exception e)
        {
            Die(e);
            waiting.ForEach(p => p.Durable.TrySetException(new EvidenceUnavailableException("The evidence could not be written.", e)));
        }
    }

    private void Commit(List<Pending> pending)
    {
        foreach (var item in pending)
        {
            item.Entry = _chain!.Next(item.Draft!);
        }

        var batch = pending.ConvertAll(p => (p.Entry!, p.Together));
        InsertDurably(batch);
        Volatile.Write(ref _lastAcknowledged, batch[^1].Item1);
    }

    private void InsertDurably(List<(AuditEntry Row, KeptAnswer? Answer)> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (attempt > 1 && IsAlreadyDurable(batch))
                {
                    return;
                }

                store.Insert(batch);
                return;
            }
            catch (Exception e) when (attempt < Attempts && e is DbException or System.Data.DBConcurrencyException)
            {
                logger.LogWarning("Evidence attempt {Attempt} failed: {Error}", attempt, e.GetType().Name);
                store.Reset();
                Thread.Sleep(_pauseBetweenAttempts * attempt);
            }
        }
    }

    // After an ambiguous commit the rows are there with these very MACs, or none is. Anything else is somebody else's hand.
    // The last acknowledged row must be there too: a database that lost it is not the one that we wrote to.
    private bool IsAlreadyDurable(List<(AuditEntry Row, KeptAnswer? Answer)> batch)
    {
        if (_lastAcknowledged is { } last && !Same(store.FindMac(last.Id), last.Mac))
        {
            throw new EvidenceConflictException($"Row {AuditNumber.Format(last.Id)} was acknowledged and is no longer there.");
        }

        var stored = batch.ConvertAll(item => store.FindMac(item.Row.Id));
        if (stored.TrueForAll(mac => mac is null))
        {
            return false;
        }

        return stored.Zip(batch).All(pair => Same(pair.First, pair.Second.Row.Mac))
            ? true
            : throw new EvidenceConflictException($"Rows from {AuditNumber.Format(batch[0].Row.Id)} on stand there with other contents.");
    }

    private static bool Same(byte[]? stored, byte[] expected) => stored is not null && CryptographicOperations.FixedTimeEquals(stored, expected);

    private bool TryStart()
    {
        try
        {
            var writer = AuditChain.WriterAt(clock.GetUtcNow());
            MakePeriodKey();
            while (store.FindMac(AuditChain.FirstId(writer)) is not null)
            {
                writer++;
            }

            _chain = new AuditChain(writer, keys, clock);
            var started = new WriterStarted { Program = ProgramVersion, PredecessorLastId = LastId };
            Commit([new Pending(new AuditDraft(AuditKind.Start, started), Together: null)]);
            RecordPeriodKey();
            RecordRotation();

            return true;
        }
        catch (Exception e)
        {
            Die(e);
            return false;
        }
    }

    private void EnsurePeriodKey()
    {
        MakePeriodKey();
        RecordPeriodKey();
    }

    private void MakePeriodKey()
    {
        var period = AuditChain.PeriodAt(clock.GetUtcNow());
        if (keys.Ensure(period))
        {
            _periodToRecord = period;
        }
    }

    // A key that was made while nothing could be written is told as soon as something can.
    private void RecordPeriodKey()
    {
        if (_periodToRecord is not { } period)
        {
            return;
        }

        var made = new PeriodKeyMade { Period = period };
        Commit([new Pending(new AuditDraft(AuditKind.KeyEvent, made), Together: null)]);
        _periodToRecord = null;
    }

    // A replaced wrapping key that a crash has left untold: first the evidence, then the file drops the old one.
    private void RecordRotation()
    {
        if (keys.Rotation is not { } replaced)
        {
            return;
        }

        Commit([new Pending(new AuditDraft(AuditKind.KeyEvent, replaced), Together: null)]);
        try
        {
            keys.EndRotation();
        }
        catch (Exception e) when (e is KeyFileException or IOException or UnauthorizedAccessException)
        {
            // Both keys in the file do no harm; the next start tries again.
            logger.LogWarning("The old wrapping key is still in the key file: {Error}", e.GetType().Name);
        }
    }

    private void Die(Exception reason)
    {
        logger.LogError("The evidence writer stopped: {Error} {Message}", reason.GetType().Name, reason.Message);
        _chain?.Dispose();
        _chain = null;
        store.Reset();
    }

    private static string ProgramVersion => typeof(AuditWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private sealed record Pending(AuditDraft? Draft, KeptAnswer? Together)
    {
        public TaskCompletionSource<AuditEntry> Durable { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public AuditEntry? Entry { get; set; }
    }
}
