using Microsoft.Extensions.Logging;
using NotaryMarriageQuery.Core.Accounts;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>The one verification of the whole log that may run in this instance at a time, with its progress and last result.</summary>
public sealed class VerificationRun(LogVerification verification, AuditLog audit, TimeProvider clock, ILogger<VerificationRun> logger)
{
    private readonly Lock _gate = new();
    private long _done;

    public bool IsRunning { get; private set; }

    /// <summary>Rows that the running verification has gone through.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>Result of the last one; null before the first, or when it could not be ended.</summary>
    public VerificationResult? Result { get; private set; }

    /// <summary>When the last one ended.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>True when the last one could not be ended, for want of the database.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Starts one unless one is running; what it finds is evidence.</summary>
    public void Start(Actor actor)
    {
        lock (_gate)
        {
            if (IsRunning)
            {
                return;
            }

            (IsRunning, HasFailed, Result, _done) = (true, false, null, 0);
        }

        _ = Task.Run(() => RunAsync(actor));
    }

    private async Task RunAsync(Actor actor)
    {
        try
        {
            // One thread: lookups go on beside it.
            var result = verification.Run(threads: 1, done => Volatile.Write(ref _done, done), CancellationToken.None);
            var verified = new LogVerified { Rows = result.Summary.Rows, Problems = result.Findings.TamperedCount };
            await audit.RecordAsync(AuditKind.Search, verified, actor);
            Result = result;
        }
        catch (Exception e)
        {
            logger.LogError("Verification of the log failed: {Error}", e.GetType().Name);
            HasFailed = true;
        }
        finally
        {
            EndedAt = clock.GetUtcNow();
            IsRunning = false;
        }
    }
}
