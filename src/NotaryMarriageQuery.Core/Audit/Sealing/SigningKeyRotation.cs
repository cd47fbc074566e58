using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Replaces the key that signs checkpoints, as evidence. The log keeps its name: it is the same tree.</summary>
/// <remarks>
/// The file holds both keys; a row that names both is sealed by the old one, which so vouches for the new one; the new one signs the
/// next checkpoint; the file drops the old private key and keeps its public one with the last checkpoint that it signed. That checkpoint
/// in the database decides: before it a crash leaves the old key in use, behind it the next start ends what is left.
/// </remarks>
public sealed class SigningKeyRotation(
    SigningKey signing, SealingService sealing, SealingState state, LogName name, AuditWriter writer, PortalDatabase database, TimeProvider clock)
{
    private const int Attempts = 10;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="InvalidOperationException">The log cannot be sealed now; run it again.</exception>
    public async Task<SigningKeyReplaced> RunAsync(string actor)
    {
        var replaced = signing.Prepare(name.Current());
        await TryAsync(replaced, actor, since => state.Fault == SealingProblem.None && state.SealedAt >= since);
        signing.SignWithNext();

        // Another instance may have sealed the row with the old key just before; then one more row is needed.
        await TryAsync(replaced, actor, _ => End());
        return replaced;
    }

    private async Task TryAsync(SigningKeyReplaced replaced, string actor, Func<DateTimeOffset, bool> isDone)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await writer.AppendAsync(new AuditDraft(AuditKind.KeyEvent, replaced) { Actor = actor });
            var since = clock.GetUtcNow();
            await sealing.SealNowAsync();
            if (isDone(since))
            {
                return;
            }

            await Task.Delay(_pause);
        }

        throw new InvalidOperationException("签名密钥尚未更换：存证现在不能封存，或另一实例正在封存。请查明后再运行一次。");
    }

    private bool End()
    {
        using var connection = database.Connect();
        return signing.End(new SealingStore(connection, transaction: null));
    }
}
