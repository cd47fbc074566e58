namespace MarriageRegistry.Desk.Entry;

/// <summary>Why an entry is not saved: the field, empty for the whole form, and a sentence that tells what to do.</summary>
public sealed record Problem(string Field, string Text);

/// <summary>What came of saving.</summary>
public abstract record SaveOutcome
{
    /// <summary>It stands, now or since the same form was sent before.</summary>
    public sealed record Saved(long RegistrationId) : SaveOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : SaveOutcome;

    internal static Refused Because(string field, string text) => new([new Problem(field, text)]);
}
