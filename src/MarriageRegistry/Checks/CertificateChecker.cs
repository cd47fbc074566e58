using System.Security.Cryptography;
using CivilIdentity;
using MarriageRegistry.Booklets;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Checks;

/// <summary>
/// Compares what a booklet shows with the registry (E6, E7). A voided booklet is told whatever it shows; a changed status only to somebody
/// whose booklet agrees, because a code alone must not tell that a couple has divorced.
/// </summary>
public sealed class CertificateChecker(BookletReader booklets)
{
    /// <summary>The answer for one code.</summary>
    /// <exception cref="CheckFailedException">The registration is not the one that the booklet was made from: nothing is vouched for.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The database cannot be read.</exception>
    public Task<CheckAnswer> CheckAsync(BookletCode code, ShownCertificate shown, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Check(code, shown));
    }

    internal CheckAnswer Check(BookletCode code, ShownCertificate shown)
    {
        if (booklets.Find(code) is not { } booklet)
        {
            return CheckAnswer.Unknown;
        }

        switch (booklet.State)
        {
            case BookletState.Corrected:
                return CheckAnswer.Void(CheckAnswer.Corrected);
            case BookletState.Reissued:
                return CheckAnswer.Void(CheckAnswer.Reissued);
            case BookletState.Valid when CryptographicOperations.FixedTimeEquals(booklet.Digest, CertificateDigest.Of(booklet.Registration)):
                return Compare(booklet.Registration, shown);
            default:
                throw new CheckFailedException($"Registration {booklet.Registration.Id} is not what its booklet was made from.");
        }
    }

    private CheckAnswer Compare(MarriageRegistration registration, ShownCertificate shown)
    {
        var compared = new List<string>(4);
        var differing = new List<string>();
        Add(CheckField.CertificateNumber, shown.CertificateNumber, number => IsSameNumber(number, registration.CertificateNumber));
        Add(CheckField.ManName, shown.ManName, name => IsSameName(name, registration.Man));
        Add(CheckField.WomanName, shown.WomanName, name => IsSameName(name, registration.Woman));
        Add(CheckField.RegisteredOn, shown.RegisteredOn, day => day == registration.RegisteredOn);
        if (differing.Count > 0)
        {
            return new CheckAnswer(CheckOutcome.Differs, differing, null, null, compared);
        }

        var isMarriage = registration.Kind is RegistrationKind.Marriage or RegistrationKind.ReissuedMarriageCertificate;
        return isMarriage && booklets.FindEnd(registration) is { } end
            ? CheckAnswer.Changed(end, compared)
            : new CheckAnswer(CheckOutcome.Agrees, [], null, null, compared);

        void Add<T>(string field, T? value, Func<T, bool> agrees)
        {
            if (value is not null)
            {
                compared.Add(field);
                if (!agrees(value))
                {
                    differing.Add(field);
                }
            }
        }
    }

    private static bool IsSameNumber(string shown, string held) =>
        CertificateNumber.TryParse(shown, out var left) && CertificateNumber.TryParse(held, out var right) && left.Value == right.Value;

    private static bool IsSameName(string shown, RegisteredParty held) => PersonName.TryParse(shown, out var name, out _) && name.Key == held.NameKey;
}
