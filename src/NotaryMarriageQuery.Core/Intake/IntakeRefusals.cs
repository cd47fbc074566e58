using System.Collections.Concurrent;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>Refused calls become evidence, but a server that calls every second with a wrong clock does not fill the log: one row an hour and kind.</summary>
/// <remarks>Only of institutions that exist: whoever else calls could write whatever he likes. Each instance counts what it has refused.</remarks>
public sealed class IntakeRefusals(AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan _every = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<(string Code, IntakeRefusal Reason), Noted> _noted = new();

    /// <summary>Notes a refusal.</summary>
    public async Task NoteAsync(IntakeRefusal reason, IntakeCall call, string? code)
    {
        if (code is null)
        {
            return;
        }

        var noted = _noted.GetOrAdd((code, reason), _ => new Noted());
        if (noted.Next(clock.GetUtcNow()) is { } before)
        {
            var refused = new IntakeRefused { Reason = reason, Path = call.Path, MoreBefore = before, Address = call.Address.ToString() };
            await audit.RecordAsync(AuditKind.AccessRefusal, refused, code, Openings.ServerCaller.AuditNameOf(code), AuditStatus.Refused);
        }
    }

    private sealed class Noted
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _last = DateTimeOffset.MinValue;
        private int _since;

        /// <summary>How many there were since the last row, when it is time for another; else null.</summary>
        public int? Next(DateTimeOffset now)
        {
            lock (_lock)
            {
                if (now - _last < _every)
                {
                    _since++;
                    return null;
                }

                var since = _since;
                (_last, _since) = (now, 0);
                return since;
            }
        }
    }
}
