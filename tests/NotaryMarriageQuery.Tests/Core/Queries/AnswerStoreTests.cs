using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Queries;

public class AnswerStoreTests : CoreTest
{
    private Actor _actor = null!;
    private string _id = "";

    private AnswerStore Answers => Host.Get<AnswerStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _actor = await Host.ActorAsync();
        var outcome = await Host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), _actor, CancellationToken.None);
        _id = outcome.ShouldBeOfType<LookUpOutcome.Answered>().Id;
    }

    [Fact]
    public async Task Find_OtherPerson_GetsNothing()
    {
        (await Answers.FindAsync(_id, _actor, CancellationToken.None)).ShouldNotBeNull();

        (await Answers.FindAsync(_id, await Host.ActorAsync(number: 2), CancellationToken.None)).ShouldBeNull();
        (await Answers.FindAsync(_id, await Host.ActorAsync("dier-gzc"), CancellationToken.None)).ShouldBeNull();
        (await Answers.FindAsync(_id, await Host.ActorAsync("shi-sfj"), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_TimeIsOver_GetsNothing()
    {
        Host.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        (await Answers.FindAsync(_id, _actor, CancellationToken.None)).ShouldNotBeNull();

        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await Answers.FindAsync(_id, _actor, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task EraseExpired_TimeIsOver_RemovesTheAnswer()
    {
        (await Answers.EraseExpiredAsync(CancellationToken.None)).ShouldBe(0);
        Host.Clock.Advance(TimeSpan.FromMinutes(30));

        (await Answers.EraseExpiredAsync(CancellationToken.None)).ShouldBe(1);

        await using var db = Host.Database.Context();
        (await db.KeptAnswers.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task View_EachTime_IsEvidenceBeforeTheAnswerIsShown()
    {
        var rows = await Host.EvidenceOfAsync(async () =>
        {
            (await Host.AskAsync<AnswerService, ShownAnswer?>(s => s.ViewAsync(_id, _actor, CancellationToken.None))).ShouldNotBeNull();
            (await Host.AskAsync<AnswerService, ShownAnswer?>(s => s.PrintAsync(_id.ToUpperInvariant(), _actor, CancellationToken.None))).ShouldNotBeNull();
        });

        rows.Select(r => r.Entry.Kind).ShouldBe([AuditKind.View, AuditKind.Print]);
        rows.ShouldAllBe(r => Convert.ToHexStringLower(r.Entry.Request) == _id);
        Host.Connections.RefuseCommits = true;
        await Should.ThrowAsync<EvidenceUnavailableException>(() => Host.AskAsync<AnswerService, ShownAnswer?>(s => s.ViewAsync(_id, _actor, CancellationToken.None)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task View_UnknownId_IsNothingAndNoEvidence(string id)
    {
        var rows = await Host.EvidenceOfAsync(async () =>
            (await Host.AskAsync<AnswerService, ShownAnswer?>(s => s.ViewAsync(id, _actor, CancellationToken.None))).ShouldBeNull());

        rows.ShouldBeEmpty();
    }
}
