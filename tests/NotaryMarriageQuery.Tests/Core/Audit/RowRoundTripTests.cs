using System.Text;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

/// <summary>Any legal row comes back from the database with the same canonical bytes; else no MAC and no leaf would hold.</summary>
public class RowRoundTripTests : CoreTest
{
    private const int Rows = 400;

    // Letters, width, Chinese of all planes, what composes, what joins, and what a database may take for a sign of its own.
    private static readonly string[] _pieces =
    [
        "a", "A", "ß", "é", "0", " ", "'", "\"", "\\", "%", "_", "；", "（", "Ａ", "示", "例", "㐀", "𠮷", "𪚥", "𰻝", "🙂", "👩\u200d⚖️", "\u00a0", "\u3000", "\ufeff",
    ];

    [Fact]
    public async Task Rows_AnyLegal_ComeBackWithTheSameBytes()
    {
        const int seed = 20260301;
        var random = new Random(seed);
        var rows = Enumerable.Range(1, Rows).Select(i => Row(random, i)).Concat(Edges()).ToList();
        using (var store = new AuditStore(Host.Database.Database.Connect))
        {
            foreach (var chunk in rows.Chunk(64))
            {
                store.Insert([.. chunk.Select(r => (r, (NotaryMarriageQuery.Core.Queries.KeptAnswer?)null))]);
            }

            rows.ShouldAllBe(r => store.FindMac(r.Id)!.SequenceEqual(r.Mac));
        }

        await using var db = Host.Database.Context();
        var throughEf = await db.AuditEntries.AsNoTracking().ToDictionaryAsync(e => e.Id);
        var plain = Host.Database.ReadRows().ToDictionary(e => e.Id);
        foreach (var row in rows)
        {
            Form(throughEf[row.Id]).ShouldBe(Form(row));
            Form(plain[row.Id]).ShouldBe(Form(row));
        }
    }

    [Fact]
    public async Task Texts_ThatALaxDatabaseTakesForEqual_AreFoundApart()
    {
        var texts = new[] { "gzc/01", "GZC/01", "ｇｚｃ/01", "gzç/01", "gzc/0１" };
        var rows = texts.Select((t, i) => Row(new Random(i), 1000 + i) with { Actor = t, Organisation = t, CaseNumber = t }).ToList();
        using (var store = new AuditStore(Host.Database.Database.Connect))
        {
            store.Insert([.. rows.Select(r => (r, (NotaryMarriageQuery.Core.Queries.KeptAnswer?)null))]);
        }

        await using var db = Host.Database.Context();
        foreach (var row in rows)
        {
            (await db.AuditEntries.Where(e => e.Actor == row.Actor).Select(e => e.Id).ToListAsync()).ShouldBe([row.Id]);
            (await db.AuditEntries.Where(e => e.CaseNumber == row.CaseNumber).Select(e => e.Id).ToListAsync()).ShouldBe([row.Id]);
        }

        var sorted = await db.AuditEntries.Where(e => e.Id >= rows[0].Id).OrderBy(e => e.Actor).Select(e => e.Actor).ToListAsync();
        sorted.ShouldBe(texts.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<AuditEntry> Edges()
    {
        var random = new Random(1);
        yield return Row(random, 500) with { Organisation = "", Actor = "", CaseNumber = "", Subject1 = null, Subject2 = null, Detail = [] };
        yield return Row(random, 501) with
        {
            Organisation = new string('示', AuditEntry.OrganisationMaxLength),
            Actor = string.Concat(Enumerable.Repeat("𠮷", AuditEntry.ActorMaxLength / 2)),
            CaseNumber = string.Concat(Enumerable.Repeat("🙂", AuditEntry.CaseNumberMaxLength / 2)),
            Subject1 = new byte[AuditEntry.SubjectLength],
            Subject2 = [.. Enumerable.Repeat((byte)0xFF, AuditEntry.SubjectLength)],
            Detail = new byte[AuditEntry.DetailMaxLength],
            Request = new byte[AuditEntry.RequestLength],
            At = long.MaxValue,
            Mono = long.MinValue,
            KeyId = int.MinValue,
        };
        yield return Row(random, 502) with { Id = long.MaxValue, At = long.MinValue, Mono = 0, KeyId = int.MaxValue };
    }

    private static AuditEntry Row(Random random, int number) => new()
    {
        Id = ((long)int.MaxValue - 1 << 32) | (uint)number,
        Kind = (AuditKind)random.Next(5, 20),
        At = random.NextInt64(),
        Mono = random.NextInt64(),
        Request = Bytes(random, AuditEntry.RequestLength),
        Organisation = Text(random, AuditEntry.OrganisationMaxLength),
        Actor = Text(random, AuditEntry.ActorMaxLength),
        CaseNumber = Text(random, AuditEntry.CaseNumberMaxLength),
        Subject1 = random.Next(2) == 0 ? null : Bytes(random, AuditEntry.SubjectLength),
        Subject2 = random.Next(2) == 0 ? null : Bytes(random, AuditEntry.SubjectLength),
        Status = (AuditStatus)random.Next(0, 9),
        KeyId = random.Next(),
        Detail = Bytes(random, random.Next(AuditEntry.DetailMaxLength + 1)),
        Mac = Bytes(random, AuditEntry.MacLength),
    };

    // As AuditDraft cleans it: composed and trimmed.
    private static string Text(Random random, int maxLength)
    {
        var length = random.Next(maxLength + 1);
        var text = new StringBuilder();
        while (_pieces[random.Next(_pieces.Length)] is var piece && text.Length + piece.Length <= length)
        {
            text.Append(piece);
        }

        return text.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Form(AuditEntry row) => Convert.ToHexString(CanonicalRow.Write(row, withMac: true));
}
