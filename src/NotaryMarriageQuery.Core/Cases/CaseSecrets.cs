using System.Security.Cryptography;
using System.Text;
using CivilIdentity;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Cases;

/// <summary>Encrypts the parties of cases and makes the keyed hash by which a party is found.</summary>
public sealed class CaseSecrets(KeyRing keys)
{
    private const int IndexLength = 16;
    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>Keyed hash of an ID number (16 bytes).</summary>
    public byte[] IndexOf(ResidentId id) => HMACSHA256.HashData(keys.PersonIndexKey, Encoding.ASCII.GetBytes(id.Value))[..IndexLength];

    /// <summary>Makes a party of a case.</summary>
    public CaseParty Seal(Guid caseId, PersonName name, ResidentId id)
    {
        var partyId = Guid.CreateVersion7();
        return new CaseParty
        {
            Id = partyId,
            CaseId = caseId,
            IdIndex = IndexOf(id),
            SealedName = _cipher.SealText(name.Original, NamePlace(partyId)),
            SealedIdNumber = _cipher.SealText(id.Value, NumberPlace(partyId)),
        };
    }

    /// <summary>Name of a party.</summary>
    /// <exception cref="CryptographicException">The stored value was changed or moved.</exception>
    public PersonName OpenName(Guid partyId, byte[] sealedName) =>
        PersonName.TryParse(_cipher.OpenText(sealedName, NamePlace(partyId)), out var name, out _)
            ? name
            : throw new CryptographicException("A stored party has no readable name.");

    /// <summary>ID number of a party.</summary>
    /// <exception cref="CryptographicException">The stored value was changed or moved.</exception>
    public string OpenIdNumber(CaseParty party) => _cipher.OpenText(party.SealedIdNumber, NumberPlace(party.Id));

    private static string NamePlace(Guid partyId) => $"case_party.name:{partyId}";

    private static string NumberPlace(Guid partyId) => $"case_party.id:{partyId}";
}
