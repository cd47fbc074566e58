using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Checks of a verification that need secret keys: the MAC of every row, and of a sample whether detail and blind index agree.</summary>
/// <remarks>A false blind index would hide a row from the search by person without breaking anything else.</remarks>
internal sealed class RowSecrets(KeyRing keys, Findings findings)
{
    private const int SampleEvery = 997;

    // A writer's newest leaf; its MAC stands at the end.
    private readonly Dictionary<long, byte[]> _last = [];

    public RowMac StartMac() => new(keys.MacKey);

    /// <summary>The leaf before this one in its writer's sequence, null before the first; rows come in the order of the tree.</summary>
    public byte[]? Follow(long id, byte[] leaf)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, id >> 32, out _);
        var before = last;
        last = leaf;
        return before;
    }

    /// <summary>Checks one row; any thread may.</summary>
    public void Check(RowMac mac, long id, byte[] leaf, byte[]? before)
    {
        if (!mac.Follows(before, leaf))
        {
            findings.Row(id, "验证码不符，本行或上一行被改动（MAC）");
        }

        if (id % SampleEvery == 0)
        {
            CheckSample(id, leaf);
        }
    }

    private void CheckSample(long id, byte[] leaf)
    {
        try
        {
            var row = CanonicalRow.Read(leaf);
            if (keys.Find(row.KeyId) is not { } period)
            {
                return;
            }

            var idNumber = AuditJson.Read(keys, row) switch
            {
                QueryIntended intended => intended.Facts.IdNumber,
                _ => null,
            };
            if (idNumber is not null && !RowCipher.Subject(period, idNumber).AsSpan().SequenceEqual(row.Subject1))
            {
                findings.Row(id, "被查询人索引与内容不符（blind index）");
            }
        }
        catch (Exception e) when (e is CryptographicException or System.Text.Json.JsonException or ArgumentException or FormatException)
        {
            findings.Row(id, "内容不能解密（detail）");
        }
    }
}
