using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Supervision;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Supervision;

/// <summary>Every filter of the log, as the database itself answers it.</summary>
public class LogReaderTests : CoreTest
{
    private readonly string[] _offices = ["shili-gzc", "dier-gzc"];
    private Actor _first = null!;
    private Actor _second = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _first = await Host.ActorAsync();
        _second = await Host.ActorAsync("dier-gzc", address: "127.0.0.2");
        await LookUpAsync(_first, CoreHost.RightLookup());
        Host.Clock.Advance(TimeSpan.FromDays(1));
        await LookUpAsync(_first, CoreHost.RightLookup() with { Name = "示例二", IdNumber = "339999199202020023" });
        await LookUpAsync(_first, CoreHost.RightLookup() with { CaseNumber = "没有这个案件" });
        Host.Clock.Advance(TimeSpan.FromDays(1));
        await LookUpAsync(_second, CoreHost.RightLookup() with { CaseNumber = "(2026)二受字第9001号" });
    }

    [Fact]
    public async Task Read_NoFilter_IsNewestFirstWithOutcomesFolded()
    {
        var rows = await ReadAsync(new LogFilter());

        rows.Select(r => (r.Entry.Kind, r.Entry.Organisation)).ShouldBe(
            [(AuditKind.Intent, "dier-gzc"), (AuditKind.Refusal, "shili-gzc"), (AuditKind.Intent, "shili-gzc"), (AuditKind.Intent, "shili-gzc")]);
        rows.Where(r => r.Entry.Kind == AuditKind.Intent).ShouldAllBe(r => r.Outcome != null && r.Facts != null);
        (await ReadAsync(new LogFilter(), organisations: null)).Count.ShouldBeGreaterThan(4);
        (await ReadAsync(new LogFilter(), [])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_EachFilter_ShowsItsRowsOnly()
    {
        var day = DateOnly.FromDateTime(Host.Clock.GetUtcNow().AddHours(8).DateTime);

        (await CountAsync(new LogFilter { Kinds = [AuditKind.Intent] })).ShouldBe(3);
        (await CountAsync(new LogFilter { Kinds = [AuditKind.Refusal, AuditKind.Login] })).ShouldBe(1);
        (await CountAsync(new LogFilter { From = day })).ShouldBe(1);
        (await CountAsync(new LogFilter { From = day.AddDays(-1), To = day.AddDays(-1) })).ShouldBe(2);
        (await CountAsync(new LogFilter { To = day.AddDays(-2) })).ShouldBe(1);
        (await CountAsync(new LogFilter { Institution = "dier-gzc" })).ShouldBe(1);
        (await CountAsync(new LogFilter { Institution = "DIER-gzc" })).ShouldBe(0);
        (await CountAsync(new LogFilter { CaseNumber = "(2026)示受字第9001号" })).ShouldBe(2);
        (await CountAsync(new LogFilter { Operator = "shili-gzc/01" })).ShouldBe(3);
        (await CountAsync(new LogFilter { Outcome = AuditStatus.Refused })).ShouldBe(1);
        var done = (await ReadAsync(new LogFilter())).First(r => r.Outcome is not null).Status;
        (await CountAsync(new LogFilter { Outcome = done })).ShouldBeGreaterThan(0);
        (await CountAsync(new LogFilter { Subject = "339999199001010013" })).ShouldBe(3);
        (await CountAsync(new LogFilter { Subject = "339999199202020023" })).ShouldBe(1);
        (await CountAsync(new LogFilter { Subject = "330199198801010111" })).ShouldBe(0);
    }

    [Fact]
    public async Task Read_MoreThanAPage_GoesOnBehindTheLastRow()
    {
        for (var i = 0; i < LogReader.PageSize + 5; i++)
        {
            await Host.Get<AuditWriter>().AppendAsync(new AuditDraft(AuditKind.Search, new WriterStopped()) { Organisation = "dier-gzc", Actor = $"a/{i}" });
        }

        var first = await PageAsync(new LogFilter { Kinds = [AuditKind.Search] });
        first.Rows.Count.ShouldBe(LogReader.PageSize);
        var second = await PageAsync(new LogFilter { Kinds = [AuditKind.Search], After = first.NextAfter });

        second.Rows.Count.ShouldBe(5);
        second.NextAfter.ShouldBeNull();
        first.Rows.Concat(second.Rows).Select(r => r.Entry.Actor).ShouldBe(Enumerable.Range(0, LogReader.PageSize + 5).Reverse().Select(i => $"a/{i}"));
    }

    [Fact]
    public async Task Find_ActAndItsEnd_WithinTheScopeOnly()
    {
        var row = (await ReadAsync(new LogFilter { Institution = "dier-gzc" })).Single();

        var found = await Host.AskAsync<LogReader, IReadOnlyList<LogRow>?>(r => r.FindAsync(row.Entry.Id, _offices, CancellationToken.None));
        found.ShouldNotBeNull()[0].Outcome.ShouldNotBeNull();
        (await Host.AskAsync<LogReader, IReadOnlyList<LogRow>?>(r => r.FindAsync(row.Entry.Id, ["shili-gzc"], CancellationToken.None))).ShouldBeNull();
        (await Host.AskAsync<LogReader, IReadOnlyList<LogRow>?>(r => r.FindLookupAsync(row.Entry.Request, _offices, CancellationToken.None))).ShouldNotBeNull();
        (await Host.AskAsync<LogReader, IReadOnlyList<LogRow>?>(r => r.FindLookupAsync(new byte[16], _offices, CancellationToken.None))).ShouldBeNull();
    }

    private Task LookUpAsync(Actor actor, LookUpMarriage input) => Host.Get<QueryService>().LookUpAsync(input, actor, CancellationToken.None);

    private async Task<int> CountAsync(LogFilter filter) => (await ReadAsync(filter)).Count;

    private async Task<IReadOnlyList<LogRow>> ReadAsync(LogFilter filter) => await ReadAsync(filter, _offices);

    private async Task<IReadOnlyList<LogRow>> ReadAsync(LogFilter filter, IReadOnlyCollection<string>? organisations) =>
        (await Host.AskAsync<LogReader, LogPage>(r => r.ReadAsync(filter, organisations, CancellationToken.None))).Rows;

    private Task<LogPage> PageAsync(LogFilter filter) => Host.AskAsync<LogReader, LogPage>(r => r.ReadAsync(filter, _offices, CancellationToken.None));
}
