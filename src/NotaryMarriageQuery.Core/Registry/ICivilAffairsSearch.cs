using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The search that the civil-affairs side offers to the province's key alone (Z 八(四)). Only <c>AssistanceSearch</c> holds it.</summary>
public interface ICivilAffairsSearch
{
    /// <summary>Searches once. Never throws for what the platform does: that is <see cref="RegistryAnswer.Failed"/>.</summary>
    /// <param name="permit">Proof that the intent is durable; consumed by the call.</param>
    /// <param name="search">The search the permit was made for.</param>
    /// <param name="cancellationToken">Stops waiting; the search may have left all the same.</param>
    /// <exception cref="InvalidOperationException">The permit was used, is too old, or is of another search.</exception>
    Task<RegistryAnswer> SearchAsync(Permit permit, RegistrySearch search, CancellationToken cancellationToken);
}
