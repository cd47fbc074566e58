using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CivilIdentity;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>What the registry is asked where the number is not known (Z 八(四)): a full name, and whatever narrows it. All of it must fit.</summary>
/// <param name="Name">Full name of the person searched for.</param>
/// <param name="CaseNumber">Acceptance number of the case that the application belongs to.</param>
public sealed record RegistrySearch(PersonName Name, string CaseNumber)
{
    /// <summary>Day (yyyy-MM-dd) or year of birth; empty when not known.</summary>
    public string Birth { get; init; } = "";

    public PersonName? Spouse { get; init; }

    /// <summary>Region of the registering office; null when not known.</summary>
    public RegionCode? Region { get; init; }

    public int? FromYear { get; init; }

    public int? ToYear { get; init; }

    /// <summary>SHA-256 over the exact search, to which a permit is bound.</summary>
    public byte[] Digest() => SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"search\n{Name.Original}\n{Birth}\n{Spouse?.Original}\n{Region?.Value}\n{FromYear}\n{ToYear}\n{CaseNumber}")));

    /// <summary>The fields that the service takes, without key, signature and time.</summary>
    internal void AddFields(ICollection<KeyValuePair<string, string>> fields)
    {
        fields.Add(new("name", Name.Original));
        Add("birth", Birth);
        Add("spouse_name", Spouse?.Original);
        Add("office_code", Region?.Value);
        Add("from_year", FromYear?.ToString(CultureInfo.InvariantCulture));
        Add("to_year", ToYear?.ToString(CultureInfo.InvariantCulture));

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                fields.Add(new(name, value));
            }
        }
    }

    /// <summary>True when one side of a record bears the name searched for.</summary>
    internal bool Concerns(RegistryRecord record) => IsNameOf(record.Man) || IsNameOf(record.Woman);

    private bool IsNameOf(RegistryParty party) => PersonName.TryParse(party.Name, out var name, out _) && name.Key == Name.Key;
}
