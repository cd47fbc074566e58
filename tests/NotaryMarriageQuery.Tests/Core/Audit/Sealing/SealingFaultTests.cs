using System.Data.Common;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

/// <summary>What goes wrong between reading and signing, on SQLite, where a fault can be put in by a trigger.</summary>
public class SealingFaultTests : CoreTest
{
    private Sealer Sealer => Host.Get<Sealer>();

    [Fact]
    public async Task SealerThatAnotherOvertakesBetweenReadingAndStoringStoresNothing()
    {
        await AppendAsync(300);
        var file = new OvertakenDatabase(((SqliteDatabase)Host.Database.Database).FilePath, () => Sealer.Tick());
        var slow = new Sealer(file, Host.Database.Keys, Host.Database.SigningKey, Host.Get<Witness>(), Host.Get<IOptions<SealingOptions>>(), Host.Clock);

        Assert.Null(slow.Tick());

        Assert.Equal(1L, Count("audit_checkpoint"));
        Assert.Equal(Host.Database.ReadRows().Count, Sealer.Tick()!.Head.Size);
    }

    [Theory]
    [InlineData("audit_tile", "CREATE TRIGGER flip AFTER INSERT ON audit_tile BEGIN UPDATE audit_tile SET data = zeroblob(8192); END")]
    [InlineData("audit_tile", "CREATE TRIGGER flip AFTER INSERT ON audit_tile BEGIN UPDATE audit_tile SET root = zeroblob(32); END")]
    [InlineData("audit_tile", "CREATE TRIGGER flip AFTER INSERT ON audit_tile BEGIN DELETE FROM audit_tile; END")]
    [InlineData("audit_segment", "CREATE TRIGGER flip AFTER INSERT ON audit_segment BEGIN UPDATE audit_segment SET count = count + 1; END")]
    public async Task WhatIsStoredOtherwiseThanItWasMeantIsNotSigned(string table, string fault)
    {
        await AppendAsync(300);
        Intrude(fault);

        Assert.Equal(SealingProblem.Broken, Assert.Throws<EvidenceStoppedException>(() => Sealer.Tick()).Problem);

        Assert.Equal(0L, Count("audit_checkpoint"));
        Assert.Equal(0L, Count(table));
    }

    private async Task AppendAsync(int count)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(256))
        {
            await Task.WhenAll(some.Select(_ => Host.Get<AuditWriter>().AppendAsync(new AuditDraft(AuditKind.Login, new Heartbeat()))));
        }
    }

    private void Intrude(string sql)
    {
        using var intruder = new Intruder(Host.Database);
        intruder.Run(sql);
    }

    private long Count(string table)
    {
        using var intruder = new Intruder(Host.Database);
        return intruder.Number($"SELECT count(*) FROM {table}");
    }

    // Somebody is faster each time the lock is to be had.
    private sealed class OvertakenDatabase(string path, Action overtake) : SqliteDatabase($"Data Source={path}")
    {
        public override DbTransaction? TryBeginStoring(DbConnection connection, DbTransaction sealing)
        {
            overtake();
            return base.TryBeginStoring(connection, sealing);
        }
    }
}
