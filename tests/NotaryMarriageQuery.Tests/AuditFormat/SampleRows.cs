using System.Security.Cryptography;

namespace NotaryMarriageQuery.Tests.AuditFormat;

/// <summary>Rows as several writers would leave them: each begins with Start, lookups are pairs, writers interleave.</summary>
internal static class SampleRows
{
    public const long FirstInstant = 1_800_000_000_000_000;

    /// <summary>Rows in the order of the tree.</summary>
    /// <param name="count">How many.</param>
    /// <param name="writers">Writers that take turns, each a few rows at a time.</param>
    public static List<AuditEntry> Make(int count, int writers = 3)
    {
        var random = new Random(6962);
        var next = new int[writers];
        var open = new AuditEntry?[writers];
        var rows = new List<AuditEntry>(count);
        while (rows.Count < count)
        {
            var writer = random.Next(writers);
            var sequence = ++next[writer];
            var intent = open[writer];
            var kind = sequence == 1 ? AuditKind.Start : intent is not null ? AuditKind.Outcome : random.Next(4) == 0 ? AuditKind.View : AuditKind.Intent;
            var row = One(((1000L + writer) << 32) | (uint)sequence, kind, rows.Count) with { Request = intent?.Request ?? Bytes(random, 16) };
            open[writer] = kind == AuditKind.Intent ? row : null;
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>One row at the given second after the first.</summary>
    public static AuditEntry One(long id, AuditKind kind, int second)
    {
        var random = new Random(HashCode.Combine(1, second));
        return new()
        {
            Id = id,
            Kind = kind,
            At = FirstInstant + (second * 1_000_000L),
            Mono = second * 1_000_000L,
            Request = Bytes(random, AuditEntry.RequestLength),
            Organisation = "sg",
            Actor = "wang/01",
            CaseNumber = kind == AuditKind.Intent ? "(2026)沪公证字第1号" : "",
            Subject1 = kind is AuditKind.Intent or AuditKind.Outcome ? Bytes(random, AuditEntry.SubjectLength) : null,
            Subject2 = null,
            Status = kind == AuditKind.Outcome ? AuditStatus.Found : AuditStatus.None,
            KeyId = 2026,
            Detail = Bytes(random, 40),
            Mac = Bytes(random, AuditEntry.MacLength),
        };
    }

    /// <summary>A row with an encrypted detail, and the 48 bytes that disclose it, as the format describes them.</summary>
    public static (AuditEntry Row, byte[] Disclosure) Encrypted(long id, string detail)
    {
        var root = RandomNumberGenerator.GetBytes(32);
        var row = One(id, AuditKind.Intent, 1);
        using var aes = new AesGcm(root, 16);
        var commit = RandomNumberGenerator.GetBytes(16);
        var plain = System.Text.Encoding.UTF8.GetBytes(detail);
        var sealedDetail = new byte[plain.Length + 32];
        commit.CopyTo(sealedDetail, 0);
        byte[] place = [.. row.Request, 0, 0, 0x07, 0xEA];
        aes.Encrypt(new byte[12], plain, sealedDetail.AsSpan(16, plain.Length), sealedDetail.AsSpan(16 + plain.Length), place);
        return (row with { Detail = sealedDetail }, [.. root, .. commit]);
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
