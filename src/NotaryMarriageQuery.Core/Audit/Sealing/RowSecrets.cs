using System.Runtime.InteropServices;
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

    private static readonly byte[] _none = new byte[AuditEntry.MacLength];

    // A writer's newest leaf; its MAC stands at the end.
    private readonly Dictionary<long, byte[]> _last = [];

    public IncrementalHash StartMac() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.MacKey);

    /// <summary>The leaf before this one in its writer's sequence, null before the first; rows come in the order of the tree.</summary>
    public byte[]? Follow(long id, byte[] leaf)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, id >> 32, out _);
        var before = last;
        last = leaf;
        return before;
    }

    /// <summary>Checks one row; any thread may.</summary>
    public void Check(IncrementalHash hmac, long id, byte[] leaf, byte[]? before)
    {
        Span<byte> mac = stackalloc byte[AuditEntry.MacLength];
        hmac.AppendData(before is null ? _none : MacOf(before));
        hmac.AppendData(leaf.AsSpan(0, leaf.Length - MacPart));
        hmac.GetHashAndReset(mac);
        if (!mac.SequenceEqual(MacOf(leaf)))
        {
            findings.Row(id, "验证码不符，本行或上一行被改动（MAC）");
        }

        if (id % SampleEvery == 0)
        {
            CheckSample(id, leaf);
        }
    }

    private static ReadOnlySpan<byte> MacOf(byte[] leaf) => leaf.AsSpan(leaf.Length - AuditEntry.MacLength);

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
