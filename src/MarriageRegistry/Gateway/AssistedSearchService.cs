using System.Globalization;
using CivilIdentity;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Gateway;

/// <summary>
/// Search by what is known of a person (Z 八(四)), for the application of the province alone. Parameters: <c>name</c> (required),
/// <c>birth</c> (yyyy or yyyy-MM-dd), <c>spouse_name</c>, <c>office_code</c> (2, 4 or 6 digits), <c>from_year</c>, <c>to_year</c>. Records as in
/// the national service; more than <see cref="RegistrationSearch.Most"/> are answered with code 19 and none of them.
/// </summary>
internal sealed class AssistedSearchService : SharedService
{
    private const int ShortestName = 2;
    private static readonly NationalVerificationService _wording = new();

    public override string Name => "hyxxxzcx00000001";

    public override bool SignatureInHeaders => true;

    public override bool MayBeAskedBy(GatewayApplication application) => application.MaySearch;

    public override SharedQuestion? Read(GatewayParameters parameters)
    {
        if (!parameters.HasNoneTwice("birth", "spouse_name", "office_code", "from_year", "to_year")
            || !PersonName.TryParse(parameters.Get("name"), out var name, out _) || name.Key.EnumerateRunes().Count() < ShortestName)
        {
            return null;
        }

        var (birth, office, spouse) = (parameters.Get("birth"), parameters.Get("office_code"), parameters.Get("spouse_name"));
        PersonName? other = null;
        var areYears = TryReadYear(parameters.Get("from_year"), out var from) & TryReadYear(parameters.Get("to_year"), out var to);
        var isWell = areYears && !(from > to)
            && (birth is null || IsBirth(birth))
            && (office is null || (office.Length is 2 or 4 or 6 && office.All(char.IsAsciiDigit)))
            && (spouse is null || PersonName.TryParse(spouse, out other, out _));
        return isWell
            ? new RegistrationSearch(name.Key) { Birth = birth, SpouseKey = other?.Key, Region = office, FromYear = from, ToYear = to }
            : null;
    }

    public override Task WriteAsync(HttpResponse response, IReadOnlyList<MarriageRegistration> found, string answerId) => _wording.WriteAsync(response, found, answerId);

    public override Task WriteInnerFailureAsync(HttpResponse response) => _wording.WriteInnerFailureAsync(response);

    private static bool IsBirth(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) || (TryReadYear(text, out var year) && year is not null);

    private static bool TryReadYear(string? text, out int? year)
    {
        year = null;
        if (text is null)
        {
            return true;
        }

        var isYear = text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read >= 1900;
        year = isYear ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        return isYear;
    }
}
