using MarriageRegistry.Registrations;

namespace MarriageRegistry.Booklets;

/// <summary>Makes the two booklets of a registration with their codes (E1, E2).</summary>
public static class BookletMaker
{
    /// <summary>The first day whose certificates bear a code (G 一).</summary>
    public static readonly DateOnly Start = new(2020, 5, 1);

    /// <summary>
    /// The man's and the woman's booklet; none for an annulment, which has a decision and no booklet. Those of a registration from before
    /// <see cref="Start"/> bear no code; a reissue is registered on the day on which it is made, so its booklets bear one.
    /// </summary>
    public static IReadOnlyList<Booklet> Make(MarriageRegistration registration, DateTime madeAt)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (registration.Kind == RegistrationKind.Annulment)
        {
            return [];
        }

        var digest = CertificateDigest.Of(registration);
        var bearsCode = registration.RegisteredOn >= Start;
        return [Make(BookletHolder.Man), Make(BookletHolder.Woman)];

        Booklet Make(BookletHolder holder) => new()
        {
            RegistrationId = registration.Id,
            Holder = holder,
            Code = bearsCode ? BookletCode.New().Value : null,
            Digest = digest,
            MadeAt = madeAt,
        };
    }
}
