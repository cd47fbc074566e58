using Microsoft.Extensions.Logging.Abstractions;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Tests.Core.Registry;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

public class AuditWriterTests : CoreTest
{
    private AuditWriter Writer => Host.Get<AuditWriter>();

    [Fact]
    public async Task Append_SixtyFourAtOnce_IsGaplessAndEachRowIsDurableBeforeItsCallReturns()
    {
        await Writer.AppendAsync(Draft("first"));
        var commitsBefore = Host.Connections.Commits;

        var missing = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() => AppendAndLookAsync(number))));

        missing.Sum().ShouldBe(0);
        var rows = Host.Database.ReadRows();
        rows.Count.ShouldBe(2 + 1 + 640);
        rows.Select(r => r.Id & 0xFFFFFFFF).ShouldBe(Enumerable.Range(1, rows.Count).Select(i => (long)i));
        EvidenceRows.FindBreak(rows, Host.Database.Keys.MacKey).ShouldBeNull();
        (Host.Connections.Commits - commitsBefore).ShouldBeLessThan(640);
    }

    [Fact]
    public async Task Append_OneCaller_KeepsTheOrder()
    {
        for (var i = 0; i < 20; i++)
        {
            await Writer.AppendAsync(Draft($"a/{i:00}"));
        }

        Host.Database.ReadRows().Skip(2).Select(r => r.Actor).ShouldBe(Enumerable.Range(0, 20).Select(i => $"a/{i:00}"));
    }

    [Fact]
    public async Task StartAndStop_WriteTheFirstAndTheLastRow()
    {
        await Writer.AppendAsync(Draft("a"));

        await Writer.StopAsync(CancellationToken.None);

        var rows = Host.Database.ReadRows();
        rows.Select(r => r.Kind).ShouldBe([AuditKind.Start, AuditKind.KeyEvent, AuditKind.Search, AuditKind.Stop]);
        (rows[0].Id & 0xFFFFFFFF).ShouldBe(1);
        (rows[0].Id >> 32).ShouldBe(AuditChain.WriterAt(Host.Clock.GetUtcNow()));
        AuditJson.Read(Host.Database.Keys, rows[0]).ShouldBeOfType<WriterStarted>().PredecessorLastId.ShouldBe(0);
        AuditJson.Read(Host.Database.Keys, rows[^1]).ShouldBeOfType<WriterStopped>();
        await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft("late")));
    }

    [Fact]
    public async Task Start_SecondWriterInTheSameSecond_TakesTheNextNumber()
    {
        await Writer.AppendAsync(Draft("a"));
        await using var second = new AuditWriter(new AuditStore(Host.Database.Database.Connect), Host.Database.Keys, Host.Clock, Logger());

        await second.StartAsync(CancellationToken.None);
        var row = await second.AppendAsync(Draft("b"));

        (row.Id >> 32).ShouldBe((Writer.LastId >> 32) + 1);
        EvidenceRows.FindBreak(Host.Database.ReadRows(), Host.Database.Keys.MacKey).ShouldBeNull();
    }

    [Fact]
    public async Task Append_AfterNewYearInChina_MakesThePeriodsKeyFirst()
    {
        await Writer.AppendAsync(Draft("a"));
        Host.Clock.Advance(new DateTimeOffset(2026, 12, 31, 15, 59, 59, TimeSpan.Zero) - Host.Clock.GetUtcNow());
        (await Writer.AppendAsync(Draft("b"))).KeyId.ShouldBe(2026);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        var row = await Writer.AppendAsync(Draft("c"));

        row.KeyId.ShouldBe(2027);
        var rows = Host.Database.ReadRows();
        rows[^2].Kind.ShouldBe(AuditKind.KeyEvent);
        AuditJson.Read(Host.Database.Keys, rows[^2]).ShouldBeOfType<PeriodKeyMade>().Period.ShouldBe(2027);
        EvidenceRows.FindBreak(rows, Host.Database.Keys.MacKey).ShouldBeNull();
    }

    [Fact]
    public async Task Append_ClockBefore2026_IsRefusedUntilTheClockIsRight()
    {
        var clock = new SteeredClock();
        clock.Advance(TimeSpan.FromDays(-400));
        await using var writer = new AuditWriter(new AuditStore(Host.Database.Database.Connect), Host.Database.Keys, clock, Logger());
        await writer.StartAsync(CancellationToken.None);

        await Should.ThrowAsync<EvidenceUnavailableException>(() => writer.AppendAsync(Draft("a")));
        await Should.ThrowAsync<EvidenceUnavailableException>(writer.ProbeAsync);
        writer.IsReady.ShouldBeFalse();
        clock.Advance(TimeSpan.FromDays(400));

        (await writer.AppendAsync(Draft("a"))).Actor.ShouldBe("a");
    }

    [Fact]
    public async Task Append_WallClockSteps_ShowsAgainstTheMonotonicOne()
    {
        var first = await Writer.AppendAsync(Draft("a"));
        Host.Clock.Advance(TimeSpan.FromSeconds(5));

        var second = await Writer.AppendAsync(Draft("b"));

        (second.At - first.At).ShouldBe(5_000_000);
        (second.Mono - first.Mono).ShouldBe(5_000_000);
        second.AtUtc.ShouldBe(Host.Clock.GetUtcNow().UtcDateTime);
    }

    private static AuditDraft Draft(string actor) => new(AuditKind.Search, new WriterStopped()) { Actor = actor };

    private static NullLogger<AuditWriter> Logger() => NullLogger<AuditWriter>.Instance;

    // How many of ten rows another connection does not see once their append has returned.
    private async Task<int> AppendAndLookAsync(int number)
    {
        var missing = 0;
        for (var i = 0; i < 10; i++)
        {
            var row = await Writer.AppendAsync(Draft($"a/{number}"));
            await using var db = Host.Database.Context();
            missing += db.AuditEntries.Any(e => e.Id == row.Id && e.Mac == row.Mac) ? 0 : 1;
        }

        return missing;
    }
}
