using System.Security.Cryptography;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Checks of a verification that need secret keys: the MAC of every row, and of a sample whether detail and blind index agree.</summary>
/// <remarks>A false blind index would hide a row from the search by person without breaking anything else.</remarks>
internal sealed class RowSecrets(KeyRing keys, Findings findings)
{
    // The MAC stands at the end of a row's leaf form, behind its length.
    private const int MacPart = 4 + AuditEntry.MacLength;
    private const int SampleEvery = 997;

    private readonly Dictionary<long, byte[]> _lastMacs = [];

    public IncrementalHash StartMac() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.MacKey);

    /// <summary>The MAC of the row before this one in its writer's sequence; rows come in the order of the tree.</summary>
    public byte[] Follow(AuditEntry row)
    {
        var writer = row.Id >> 32;
        var before = _lastMacs.GetValueOrDefault(writer) ?? new byte[AuditEntry.MacLength];
        _lastMacs[writer] = row.Mac;
        return before;
    }

    /// <summary>Checks one row; any thread may.</summary>
    public void Check(IncrementalHash hmac, AuditEntry row, byte[] leaf, byte[] macBefore)
    {
        hmac.AppendData(macBefore);
        hmac.AppendData(leaf.AsSpan(0, leaf.Length - MacPart));
        if (!hmac.GetHashAndReset().AsSpan().SequenceEqual(row.Mac))
        {
            findings.Row(row.Id, "验证码不符，本行或上一行被改动（MAC）");
        }

        if (row.Id % SampleEvery == 0 && keys.Find(row.KeyId) is { } period)
        {
            CheckSample(period, row);
        }
    }

    private void CheckSample(PeriodKeys period, AuditEntry row)
    {
        try
        {
            var idNumber = AuditJson.Read(keys, row) switch
            {
                QueryIntended intended => intended.Facts.IdNumber,
                _ => null,
            };
            if (idNumber is not null && !RowCipher.Subject(period, idNumber).AsSpan().SequenceEqual(row.Subject1))
            {
                findings.Row(row.Id, "被查询人索引与内容不符（blind index）");
            }
        }
        catch (Exception e) when (e is CryptographicException or System.Text.Json.JsonException or ArgumentException)
        {
            findings.Row(row.Id, "内容不能解密（detail）");
        }
    }
}
