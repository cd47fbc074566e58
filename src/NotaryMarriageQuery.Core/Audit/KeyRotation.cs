namespace NotaryMarriageQuery.Core.Audit;

/// <summary>Replaces the key that wraps the period keys, as evidence.</summary>
/// <remarks>
/// The file holds both keys, then the table is wrapped anew, then the evidence says so, then the file drops the old key. Whoever opens
/// the file after a crash wraps the table, and its writer does the rest.
/// </remarks>
public sealed class KeyRotation(KeyRing keys, AuditWriter writer)
{
    public async Task<WrappingKeyReplaced> RunAsync(string actor)
    {
        // What a crash left is ended before something new is begun.
        await writer.ProbeAsync();
        var replaced = await keys.BeginRotationAsync();
        await writer.AppendAsync(new AuditDraft(AuditKind.KeyEvent, replaced) { Actor = actor });
        keys.EndRotation();
        return replaced;
    }
}
