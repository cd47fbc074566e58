using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Lets the sealer look every few seconds, on a thread of its own, and puts what it found into the evidence.</summary>
public sealed class SealingService(
    Sealer sealer,
    SealingState state,
    AnchorFolder anchors,
    Overdue overdue,
    AuditWriter writer,
    IOptions<SealingOptions> options,
    TimeProvider clock,
    ILogger<SealingService> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    // Stands until a checkpoint bears the next name: another sealer may be at work just when an auditor accepts. Behind _one.
    private bool _asNextGeneration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        state.AnchoredAt = anchors.NewestAt ?? state.AnchoredAt;

        // A thread of its own: blocking database calls on the pool starve everything else on a small machine.
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    /// <summary>Seals what is there now and returns when that is done.</summary>
    public async Task SealNowAsync()
    {
        if (!await _one.WaitAsync(_patience))
        {
            return;
        }

        try
        {
            await Task.Run(Seal);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Goes on from the database as it is, under a new name of the log, because an auditor said so.</summary>
    public async Task AcceptAsync(Witness witness)
    {
        await _one.WaitAsync();
        try
        {
            witness.PutAside(clock.GetUtcNow());
            _asNextGeneration = true;
            await Task.Run(Seal);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Lets a lookup go on only while the evidence proves itself.</summary>
    /// <exception cref="EvidenceStoppedException">It does not.</exception>
    public async Task EnsureOpenAsync()
    {
        // Late may only mean that this process slept: look once more before refusing.
        if (state.Problem is SealingProblem.Unsealed or SealingProblem.Unanchored)
        {
            await SealNowAsync();
        }

        if (state.Problem is not SealingProblem.None and var problem)
        {
            throw new EvidenceStoppedException(problem);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _loop;
    }

    public void Dispose()
    {
        _stop.Dispose();
        _one.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            _one.Wait();
            try
            {
                Seal();
            }
            finally
            {
                _one.Release();
            }

            _stop.Token.WaitHandle.WaitOne(options.Value.SealEvery);
        }
    }

    private void Seal()
    {
        try
        {
            SealingTick? tick;
            do
            {
                var now = clock.GetUtcNow();
                tick = sealer.Tick(_asNextGeneration);
                if (tick is null)
                {
                    return;
                }

                _asNextGeneration &= tick.Sealed == 0;

                Note(tick, now);
            }
            while (!tick.IsComplete && !_stop.IsCancellationRequested);

            overdue.Report();
        }
        catch (EvidenceStoppedException e)
        {
            if (state.Fault != e.Problem)
            {
                logger.LogCritical("Sealing stopped: {Problem}", e.Problem);
            }

            state.Fault = e.Problem;
        }
        catch (Exception e)
        {
            // The next tick tries again; when none succeeds for too long, lookups stop.
            logger.LogWarning("Sealing failed: {Error} {Message}", e.GetType().Name, e is DbException or IOException ? e.Message : "");
        }
    }

    private void Note(SealingTick tick, DateTimeOffset lookedAt)
    {
        (state.Head, state.Note, state.Fault) = (tick.Head, tick.Note, SealingProblem.None);
        if (tick.IsComplete)
        {
            state.SealedAt = lookedAt;
        }

        foreach (var alarm in tick.Alarms)
        {
            logger.LogError("Evidence row {Row}: {Problem}", AuditNumber.Format(alarm.Id), alarm.Problem);
            var raised = new AlarmRaised { Problem = alarm.Problem, Entry = AuditNumber.Format(alarm.Id) };
            writer.AppendAsync(new AuditDraft(AuditKind.Alarm, raised)).GetAwaiter().GetResult();
        }

        if (tick.Note is not null && anchors.Put(tick.Note))
        {
            state.AnchoredAt = lookedAt;
        }
    }
}
