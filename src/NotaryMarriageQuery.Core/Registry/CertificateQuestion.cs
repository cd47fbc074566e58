using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CivilIdentity;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>What the registry is asked about a booklet: its code, and what stands in it for the registry to compare.</summary>
/// <param name="Code">Code of the booklet.</param>
/// <param name="Number">登记证字号 as the booklet shows it.</param>
/// <param name="RegisteredOn">登记日期 as the booklet shows it.</param>
/// <param name="CaseNumber">Acceptance number of the case; it is in the permit and is not sent.</param>
public sealed record CertificateQuestion(CertificateCode Code, CertificateNumber Number, DateOnly RegisteredOn, string CaseNumber)
{
    /// <summary>Name of the man; null where it is not to be compared.</summary>
    public PersonName? Man { get; init; }

    /// <summary>Name of the woman; null where it is not to be compared.</summary>
    public PersonName? Woman { get; init; }

    private string Day => RegisteredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>SHA-256 over the exact check, to which a permit is bound.</summary>
    public byte[] Digest() => SHA256.HashData(Encoding.UTF8.GetBytes(
        $"certificate\n{Code.Value}\n{Number.Value}\n{Man?.Original}\n{Woman?.Original}\n{Day}\n{CaseNumber}"));

    /// <summary>The fields that the service takes, without key, signature and time.</summary>
    internal void AddFields(ICollection<KeyValuePair<string, string>> fields)
    {
        fields.Add(new("code", Code.Value));
        fields.Add(new("cert_no", Number.Value));
        fields.Add(new("op_date", Day));
        if (Man is not null)
        {
            fields.Add(new("name_man", Man.Original));
        }

        if (Woman is not null)
        {
            fields.Add(new("name_woman", Woman.Original));
        }
    }
}
