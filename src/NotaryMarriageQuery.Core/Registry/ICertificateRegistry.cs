using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The registry's check of a booklet by its code (E5 to E7), offered to the portal's own key. Only <c>CertificateService</c> holds it.</summary>
public interface ICertificateRegistry
{
    /// <summary>Checks once. Never throws for what the platform does: that is <see cref="RegistryAnswer.Failed"/>.</summary>
    /// <param name="permit">Proof that the intent is durable; consumed by the call.</param>
    /// <param name="question">The check the permit was made for.</param>
    /// <param name="cancellationToken">Stops waiting; the question may have left all the same.</param>
    /// <returns><see cref="CertificateAnswer"/> or <see cref="RegistryAnswer.Failed"/>, nothing else.</returns>
    /// <exception cref="InvalidOperationException">The permit was used, is too old, or is of something else.</exception>
    Task<RegistryAnswer> CheckAsync(Permit permit, CertificateQuestion question, CancellationToken cancellationToken);
}
