using System.Globalization;
using CivilIdentity;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Portal.Pages.Queries;

/// <summary>How records read: kinds by name, and who of the two was looked up.</summary>
internal static class RecordText
{
    /// <summary>Kind in the words of the notice (Z 三); an unknown one as the platform gave it.</summary>
    public static string Kind(RegistryRecord record) => record.Kind switch
    {
        RecordKind.Marriage => "结婚登记",
        RecordKind.Divorce => "离婚登记",
        RecordKind.ReissuedMarriage => "补领结婚证",
        RecordKind.ReissuedDivorce => "补领离婚证",
        RecordKind.Annulled => "撤销受胁迫结婚登记",
        _ => $"未知业务类型（{record.KindAsGiven}）",
    };

    /// <summary>Kind for <c>data-kind</c> (contract).</summary>
    public static string Slug(RecordKind kind) => kind switch
    {
        RecordKind.Marriage => "marriage",
        RecordKind.Divorce => "divorce",
        RecordKind.ReissuedMarriage => "reissued-marriage",
        RecordKind.ReissuedDivorce => "reissued-divorce",
        RecordKind.Annulled => "annulled",
        _ => "unknown",
    };

    /// <summary>True when the record holds the person's number under another name (曾用名 to be considered).</summary>
    public static bool NameDiffers(RegistryRecord record, QueryFacts facts) =>
        new[] { record.Man, record.Woman }.FirstOrDefault(p => IsPerson(p, facts)) is { Name: { } held }
        && PersonName.TryParse(held, out var heldName, out _)
        && PersonName.TryParse(facts.Name, out var asked, out _)
        && heldName.CompareWith(asked) == NameComparison.Different;

    /// <summary>True for the side that was looked up; numbers of 15 digits count as their 18-digit form.</summary>
    public static bool IsPerson(RegistryParty party, QueryFacts facts) =>
        BirthDateIn(facts.IdNumber) is { } born && ResidentId.TryParse(party.IdNumber, born, out var id, out _) && id.Value == facts.IdNumber;

    // Equal numbers share the day of birth; on that day nobody is too old or not yet born.
    private static DateOnly? BirthDateIn(string idNumber) =>
        idNumber.Length == 18 && DateOnly.TryParseExact(idNumber[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>One side of a record as it is shown.</summary>
public sealed record PartyView(string Side, RegistryParty Party, QueryFacts Facts)
{
    public bool IsPersonLookedUp => RecordText.IsPerson(Party, Facts);
}
