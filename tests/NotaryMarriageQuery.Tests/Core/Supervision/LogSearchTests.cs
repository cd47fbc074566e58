using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Supervision;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Supervision;

/// <summary>Every filter of the log, as the database itself answers it.</summary>
public class LogSearchTests : CoreTest
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

        (await CountAsync(new LogFilter { Sort = ActSort.LookUp })).ShouldBe(4);
        (await CountAsync(new LogFilter { Sort = ActSort.SignIn })).ShouldBe(0);
        (await CountAsync(new LogFilter { Matter = "继承权公证" })).ShouldBe(4);
        (await CountAsync(new LogFilter { Matter = "委托公证" })).ShouldBe(0);
        (await CountAsync(new LogFilter { Reason = ActReason.Of(RefusalReason.CaseUnknown) })).ShouldBe(1);
        (await CountAsync(new LogFilter { Address = "127.0.0.2" })).ShouldBe(1);
        (await CountAsync(new LogFilter { Address = "127.0.0.1", Outcome = AuditStatus.Refused })).ShouldBe(1);
        (await CountAsync(new LogFilter { From = day })).ShouldBe(1);
        (await CountAsync(new LogFilter { From = day.AddDays(-1), To = day.AddDays(-1) })).ShouldBe(2);
        (await CountAsync(new LogFilter { To = day.AddDays(-2) })).ShouldBe(1);
        (await ReadAsync(new LogFilter(), ["dier-gzc"])).Count.ShouldBe(1);
        (await ReadAsync(new LogFilter(), ["DIER-gzc"])).ShouldBeEmpty();
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

        var first = await PageAsync(new LogFilter { Sort = ActSort.Supervision });
        first.Rows.Count.ShouldBe(LogReader.PageSize);
        var second = await PageAsync(new LogFilter { Sort = ActSort.Supervision, After = first.NextAfter });

        second.Rows.Count.ShouldBe(5);
        second.NextAfter.ShouldBeNull();
        first.Rows.Concat(second.Rows).Select(r => r.Entry.Actor).ShouldBe(Enumerable.Range(0, LogReader.PageSize + 5).Reverse().Select(i => $"a/{i}"));
    }

    [Fact]
    public async Task Read_FewThatFitOnManyDays_AreFoundDayByDayInOrder()
    {
        for (var day = 0; day < 6; day++)
        {
            Host.Clock.Advance(TimeSpan.FromDays(3));
            await LookUpAsync(day % 2 == 0 ? _first : _second, CoreHost.RightLookup() with { CaseNumber = $"没有第{day}号案件" });
        }

        var rows = await ReadAsync(new LogFilter { Outcome = AuditStatus.Refused }, organisations: null);
        rows.Select(r => r.Entry.CaseNumber).ShouldBe(["没有第5号案件", "没有第4号案件", "没有第3号案件", "没有第2号案件", "没有第1号案件", "没有第0号案件", "没有这个案件"]);
        (await ReadAsync(new LogFilter { Outcome = AuditStatus.Refused }, ["dier-gzc"])).Select(r => r.Entry.CaseNumber).ShouldBe(["没有第5号案件", "没有第3号案件", "没有第1号案件"]);
        var after = rows[2].Entry.Id;
        (await ReadAsync(new LogFilter { Outcome = AuditStatus.Refused, After = after }, organisations: null)).Select(r => r.Entry.CaseNumber)
            .ShouldBe(["没有第2号案件", "没有第1号案件", "没有第0号案件", "没有这个案件"]);
    }

    [Fact]
    public async Task Find_ActAndItsEnd_WithinTheScopeOnly()
    {
        var row = (await ReadAsync(new LogFilter(), ["dier-gzc"])).Single();

        var found = await Host.AskAsync<LogReader, IReadOnlyList<LogRow>?>(r => r.FindAsync(row.Entry.Id, _offices, CancellationToken.None));
        found.ShouldNotBeNull()[0].Outcome.ShouldNotBeNull();
        (await Host.AskAsync<LogReader, IReadOnlyList<LogRow>?>(r => r.FindAsync(row.Entry.Id, ["shili-gzc"], CancellationToken.None))).ShouldBeNull();
        (await Host.AskAsync<LogReader, IReadOnlyList<LogRow>?>(r => r.FindLookupAsync(row.Entry.Request, _offices, CancellationToken.None))).ShouldNotBeNull();
        (await Host.AskAsync<LogReader, IReadOnlyList<LogRow>?>(r => r.FindLookupAsync(new byte[16], _offices, CancellationToken.None))).ShouldBeNull();
    }

    private Task LookUpAsync(Actor actor, LookUpMarriage input) => Host.Get<QueryService>().LookUpAsync(input, actor, CancellationToken.None);

    private async Task<int> CountAsync(LogFilter filter) => (await ReadAsync(filter)).Count;

    private async Task<IReadOnlyList<LogRow>> ReadAsync(LogFilter filter) => await ReadAsync(filter, _offices);

    private async Task<IReadOnlyList<LogRow>> ReadAsync(LogFilter filter, IReadOnlyCollection<string>? organisations) => (await PageAsync(filter, organisations)).Rows;

    private Task<LogPage> PageAsync(LogFilter filter) => PageAsync(filter, _offices);

    private async Task<LogPage> PageAsync(LogFilter filter, IReadOnlyCollection<string>? organisations)
    {
        (await Host.Get<ActFollower>().CatchUpAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        return await Host.AskAsync<LogSearch, LogPage>(s => s.ReadAsync(filter, organisations, CancellationToken.None));
    }
}
