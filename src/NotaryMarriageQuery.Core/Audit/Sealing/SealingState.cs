using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>How far the evidence is sealed and anchored, as this instance knows it; lookups ask here (lag rule).</summary>
public sealed class SealingState(IOptions<SealingOptions> options, TimeProvider clock)
{
    /// <summary>The newest checkpoint; null before the first look.</summary>
    public Checkpoint? Head { get; internal set; }

    /// <summary>Its signed note; null before the first checkpoint.</summary>
    public string? Note { get; internal set; }

    /// <summary>Every row that was there at this instant is sealed.</summary>
    public DateTimeOffset SealedAt { get; internal set; } = clock.GetUtcNow();

    /// <summary>When a checkpoint was last put into the anchor folder.</summary>
    public DateTimeOffset AnchoredAt { get; internal set; } = clock.GetUtcNow();

    /// <summary>What contradicts the sealed evidence; nothing but a mended database or an auditor's decision ends it.</summary>
    public SealingProblem Fault { get; internal set; }

    /// <summary>Why lookups are stopped now.</summary>
    public SealingProblem Problem => this switch
    {
        { Fault: not SealingProblem.None } => Fault,
        _ when clock.GetUtcNow() - SealedAt > options.Value.MaxUnsealed => SealingProblem.Unsealed,
        _ when clock.GetUtcNow() - AnchoredAt > options.Value.MaxUnanchored => SealingProblem.Unanchored,
        _ => SealingProblem.None,
    };
}
