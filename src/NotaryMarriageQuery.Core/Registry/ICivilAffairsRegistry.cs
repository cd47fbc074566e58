using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The civil-affairs side (民政部门). Only <c>QueryService</c> holds it.</summary>
public interface ICivilAffairsRegistry
{
    /// <summary>Asks for the records of a person. Never throws for what the platform does: that is <see cref="RegistryAnswer.Failed"/>.</summary>
    /// <param name="permit">Proof that the intent is durable; consumed by the call.</param>
    /// <param name="question">The question the permit was made for.</param>
    /// <param name="cancellationToken">Stops waiting; the question may have left all the same.</param>
    /// <exception cref="InvalidOperationException">The permit was used, is too old, or is of another question.</exception>
    Task<RegistryAnswer> LookUpAsync(Permit permit, RegistryQuestion question, CancellationToken cancellationToken);

    /// <summary>True while the platform answered last time, false after a failure, null before the first call: for the health page.</summary>
    bool? IsReachable { get; }
}
