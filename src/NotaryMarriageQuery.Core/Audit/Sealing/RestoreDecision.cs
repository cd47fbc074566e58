using NotaryMarriageQuery.Core.Accounts;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>The auditor's decision to go on from a database that is older than what this instance has seen.</summary>
/// <remarks>What was lost stays provable by everybody who kept a later checkpoint; the log goes on under another name.</remarks>
public sealed class RestoreDecision(SealingService sealing, SealingState state, Witness witness, SigningKey signing, AuditLog audit)
{
    /// <summary>Accepts the database as it is; false when there is nothing to decide.</summary>
    public async Task<bool> AcceptAsync(string reason, Actor actor)
    {
        if (state.Fault != SealingProblem.RolledBack || (witness.Note ?? signing.LastNoteBefore) is not { } seen)
        {
            return false;
        }

        var intended = new ChangeIntended
        {
            Action = "evidence.restore-accepted",
            Target = "audit",
            Reason = reason,
            Before = new Dictionary<string, string> { ["checkpoint"] = seen },
        };
        await audit.ChangeAsync(intended, actor, () => sealing.AcceptAsync(witness));
        return true;
    }
}
