namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Why lookups are stopped although the evidence can be written.</summary>
public enum SealingProblem
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>A row has waited too long for its seal.</summary>
    Unsealed,

    /// <summary>No checkpoint has left the house for too long.</summary>
    Unanchored,

    /// <summary>The database is older than a checkpoint that was seen before: a restored backup or a stale copy.</summary>
    RolledBack,

    /// <summary>What is sealed does not agree with its signature: evidence was changed, or the signing key is another one.</summary>
    Broken,
}

/// <summary>The evidence can be written but no longer proves itself: no lookup until that is mended.</summary>
public sealed class EvidenceStoppedException(SealingProblem problem) : EvidenceUnavailableException($"Lookups are stopped: {problem}.")
{
    public SealingProblem Problem { get; } = problem;
}
