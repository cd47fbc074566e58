using System.Security.Cryptography;
using System.Text;
using CivilIdentity;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>What the registry is asked: one person by name and ID number, for one case (Z 四).</summary>
/// <param name="Id">ID number of the person looked up (被查询人).</param>
/// <param name="Name">Name of the person looked up.</param>
/// <param name="CaseNumber">Acceptance number (公证业务受理号), passed on as the platform's project id.</param>
public sealed record RegistryQuestion(ResidentId Id, PersonName Name, string CaseNumber)
{
    /// <summary>SHA-256 over the exact question, to which a permit is bound.</summary>
    public byte[] Digest() => SHA256.HashData(Encoding.UTF8.GetBytes($"{Id.Value}\n{Name.Original}\n{CaseNumber}"));
}
