using CivilIdentity;
using MarriageRegistry.Data;
using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Desk.Entry;

/// <summary>One marriage by this registry's records: how it was registered, and what ended it. Courts end marriages too; that is not seen here.</summary>
internal sealed record MarriageSpan(MarriageRegistration Opened, MarriageRegistration? EndedBy)
{
    // Those who bear one were born by then, and none of them is too old for it.
    private static readonly DateOnly _lastDayOfOldNumbers = new(1999, 12, 31);

    public bool IsInForce => EndedBy is null;

    /// <summary>True when the marriage, as far as the records tell, stood on a day or would begin after it. An annulled one never stood.</summary>
    public bool StandsInTheWayOf(DateOnly day) => EndedBy is null || (EndedBy.Kind != RegistrationKind.Annulment && EndedBy.RegisteredOn > day);

    /// <summary>The registrations in which a person stands, by either form of the number and on either side.</summary>
    public static Task<List<MarriageRegistration>> ReadAsync(RegistryDbContext db, ResidentId person, CancellationToken cancellationToken)
    {
        var (number, legacy) = (person.Value, person.LegacyValue);
        return db.Registrations.AsNoTracking()
            .Where(r => r.Man.IdNumber == number || r.Woman.IdNumber == number || r.Man.IdNumber == legacy || r.Woman.IdNumber == legacy)
            .OrderBy(r => r.RegisteredOn).ThenBy(r => r.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The marriages that follow from registrations in their order.</summary>
    public static List<MarriageSpan> Of(IEnumerable<MarriageRegistration> registrations)
    {
        var spans = new List<MarriageSpan>();
        foreach (var registration in registrations)
        {
            var open = spans.FindIndex(s => s.IsInForce && IsSameCouple(s.Opened, registration));
            switch (registration.Kind)
            {
                // A reissued certificate tells of a marriage whose own record may lie elsewhere.
                case RegistrationKind.Marriage or RegistrationKind.ReissuedMarriageCertificate when open < 0:
                    spans.Add(new MarriageSpan(registration, null));
                    break;
                case RegistrationKind.Divorce or RegistrationKind.ReissuedDivorceCertificate or RegistrationKind.Annulment when open >= 0:
                    spans[open] = spans[open] with { EndedBy = registration };
                    break;
            }
        }

        return spans;
    }

    public static bool IsSameCouple(MarriageRegistration one, MarriageRegistration other) =>
        Canonical(one.Man.IdNumber) == Canonical(other.Man.IdNumber) && Canonical(one.Woman.IdNumber) == Canonical(other.Woman.IdNumber);

    /// <summary>The 18 characters of a number of either form; anything else as it stands.</summary>
    public static string Canonical(string number) => number.Length == 15 && ResidentId.TryParse(number, _lastDayOfOldNumbers, out var id, out _) ? id.Value : number;
}
