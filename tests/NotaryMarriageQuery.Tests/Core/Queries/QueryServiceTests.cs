using System.Security.Cryptography;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Queries;

public class QueryServiceTests : CoreTest
{
    private Actor _actor = null!;

    public static TheoryData<RegistryFailure> Failures => new(Enum.GetValues<RegistryFailure>());

    private QueryService Queries => Host.Get<QueryService>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _actor = await Host.ActorAsync();
    }

    [Fact]
    public async Task LookUp_Found_IsIntentThenOutcomeThenAKeptAnswer()
    {
        LookUpOutcome? outcome = null;

        var rows = await Host.EvidenceOfAsync(async () => outcome = await LookUpAsync());

        rows.Select(r => (r.Entry.Kind, r.Entry.Status)).ShouldBe([(AuditKind.Intent, AuditStatus.None), (AuditKind.Outcome, AuditStatus.Found)]);
        var answered = outcome.ShouldBeOfType<LookUpOutcome.Answered>();
        answered.Id.ShouldBe(Convert.ToHexStringLower(rows[0].Entry.Request));
        rows[1].Entry.Request.ShouldBe(rows[0].Entry.Request);
        answered.AuditNumber.ShouldBe(AuditNumber.Format(rows[0].Entry.Id));
        var told = rows[1].Event.ShouldBeOfType<QueryAnswered>();
        (told.Count, told.Calls, told.ReplyNumber, told.Failure).ShouldBe((1, 1, "R-1", null));
        told.ReplyDigest.ShouldBe(Convert.ToHexStringLower(HMACSHA256.HashData(Host.Database.Keys.MacKey, "{}"u8)));
        var shown = await Host.Get<AnswerStore>().FindAsync(answered.Id, _actor, CancellationToken.None);
        shown!.Records.ShouldHaveSingleItem().CertificateNumber.ShouldBe("J339999-2018-900001");
    }

    [Fact]
    public async Task LookUp_NoRecord_IsAnAnswerOfItsOwn()
    {
        Host.Registry.Answers(new RegistryAnswer.NoRecord());
        LookUpOutcome? outcome = null;

        var rows = await Host.EvidenceOfAsync(async () => outcome = await LookUpAsync());

        rows[1].Entry.Status.ShouldBe(AuditStatus.NotFound);
        var shown = await Host.Get<AnswerStore>().FindAsync(outcome.ShouldBeOfType<LookUpOutcome.Answered>().Id, _actor, CancellationToken.None);
        shown!.Records.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task LookUp_RegistryFails_IsAnOutcomeWithItsStatusAndNoAnswer(RegistryFailure failure)
    {
        Host.Registry.Answers(new RegistryAnswer.Failed(failure));
        LookUpOutcome? outcome = null;

        var rows = await Host.EvidenceOfAsync(async () => outcome = await LookUpAsync());

        outcome.ShouldBeOfType<LookUpOutcome.Failed>().Failure.ShouldBe(failure);
        rows.Count.ShouldBe(2);
        rows[1].Entry.Status.ShouldBe(failure == RegistryFailure.Timeout ? AuditStatus.Timeout : AuditStatus.RegistryError);
        rows[1].Event.ShouldBeOfType<QueryAnswered>().Failure.ShouldBe(failure);
        CountKept().ShouldBe(0);
    }

    [Fact]
    public async Task LookUp_AdapterThrows_IsAnOutcomeAndNoAnswer()
    {
        Host.Registry.Answer = _ => throw new FormatException("339999199001010013");
        LookUpOutcome? outcome = null;

        var rows = await Host.EvidenceOfAsync(async () => outcome = await LookUpAsync());

        outcome.ShouldBeOfType<LookUpOutcome.Failed>();
        rows.Select(r => r.Entry.Status).ShouldBe([AuditStatus.None, AuditStatus.RegistryError]);
        CountKept().ShouldBe(0);
    }

    [Fact]
    public async Task LookUp_EvidenceFailsBeforeTheCall_TheRegistryIsNotAsked()
    {
        await Host.Get<AuditWriter>().ProbeAsync();
        Host.Connections.RefuseCommits = true;

        await Should.ThrowAsync<EvidenceUnavailableException>(LookUpAsync);

        Host.Registry.Asked.ShouldBeEmpty();
        Host.Database.ReadRows().ShouldNotContain(r => r.Kind == AuditKind.Intent);
    }

    [Fact]
    public async Task LookUp_EvidenceFailsAfterTheCall_NothingIsShownAndTheIntentStands()
    {
        var request = "";
        Host.Registry.Answer = permit =>
        {
            request = permit.RequestId;
            Host.Connections.RefuseCommits = true;
            return Task.FromResult(RegistryStub.OneMarriage());
        };

        await Should.ThrowAsync<EvidenceUnavailableException>(LookUpAsync);

        Host.Registry.Asked.Count.ShouldBe(1);
        (await Host.Get<AnswerStore>().FindAsync(request, _actor, CancellationToken.None)).ShouldBeNull();
        CountKept().ShouldBe(0);
        Host.Database.ReadRows()[^1].Kind.ShouldBe(AuditKind.Intent);
    }

    [Fact]
    public async Task LookUp_IntentStandsInTheDatabaseWhenTheRegistryIsAsked()
    {
        var stood = false;
        Host.Registry.Answer = permit =>
        {
            stood = Host.Database.ReadRows().Any(r => r.Kind == AuditKind.Intent && r.Request.SequenceEqual(permit.Intent.Request));
            return Task.FromResult(RegistryStub.OneMarriage());
        };

        await LookUpAsync();

        stood.ShouldBeTrue();
    }

    [Fact]
    public async Task LookUp_BrowserGoesAwayAfterTheCall_TheOutcomeIsWrittenAllTheSame()
    {
        using var browser = new CancellationTokenSource();
        Host.Registry.Answer = async _ =>
        {
            await browser.CancelAsync();
            return RegistryStub.OneMarriage();
        };

        var rows = await Host.EvidenceOfAsync(() => Queries.LookUpAsync(CoreHost.RightLookup(), _actor, browser.Token));

        rows.Select(r => r.Entry.Status).ShouldBe([AuditStatus.None, AuditStatus.Found]);
    }

    [Fact]
    public async Task LookUp_SameFormTwiceAtOnce_IsOneLookup()
    {
        var release = new TaskCompletionSource<RegistryAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.Registry.Answer = _ => release.Task;
        var input = CoreHost.RightLookup() with { FormId = Guid.NewGuid() };

        var both = Enumerable.Range(0, 8).Select(_ => Queries.LookUpAsync(input, _actor, CancellationToken.None)).ToList();
        release.SetResult(RegistryStub.OneMarriage());
        var outcomes = await Task.WhenAll(both);

        Host.Registry.Asked.Count.ShouldBe(1);
        outcomes.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task LookUp_ManyFormsSentAgainAndAgain_IsOneLookupEach()
    {
        var forms = Enumerable.Range(0, 20).Select(_ => CoreHost.RightLookup() with { FormId = Guid.NewGuid() }).ToList();

        await Task.WhenAll(Enumerable.Range(0, 6).SelectMany(_ => forms).Select(f => Task.Run(() => Queries.LookUpAsync(f, _actor, CancellationToken.None))));

        Host.Registry.Asked.Count.ShouldBe(20);
    }

    [Fact]
    public async Task LookUp_SameFormLater_IsTheSameAnswer()
    {
        var input = CoreHost.RightLookup() with { FormId = Guid.NewGuid() };
        var first = await Queries.LookUpAsync(input, _actor, CancellationToken.None);

        var second = await Queries.LookUpAsync(input, _actor, CancellationToken.None);

        second.ShouldBe(first);
        Host.Registry.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task LookUp_SameFormOfAnotherSession_IsItsOwnLookup()
    {
        var input = CoreHost.RightLookup() with { FormId = Guid.NewGuid() };
        await Queries.LookUpAsync(input, _actor, CancellationToken.None);

        await Queries.LookUpAsync(input, _actor with { SessionId = Guid.NewGuid() }, CancellationToken.None);

        Host.Registry.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task LookUp_SameFormAfterAFailure_AsksAgain()
    {
        var input = CoreHost.RightLookup() with { FormId = Guid.NewGuid() };
        Host.Registry.Answers(new RegistryAnswer.Failed(RegistryFailure.Timeout));
        await Queries.LookUpAsync(input, _actor, CancellationToken.None);
        Host.Registry.Answers(RegistryStub.OneMarriage());

        (await Queries.LookUpAsync(input, _actor, CancellationToken.None)).ShouldBeOfType<LookUpOutcome.Answered>();
    }

    [Theory]
    [InlineData("\uE000")]
    [InlineData("\0")]
    [InlineData("\uD842")]
    [InlineData("\uDBFF\uDFFF")]
    [InlineData("示")]
    [InlineData("\"")]
    public async Task LookUp_AnyTextAtAnyLength_IsRefusedWithEvidence(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 150));
        var input = new LookUpMarriage
        {
            CaseNumber = text,
            Name = "x" + text,
            IdNumber = text,
            Matter = "x" + text,
            EntrustingInstitution = text,
            LetterNumber = "x" + text,
            LetterDate = DateOnly.MaxValue,
        };
        var longNamed = _actor with { PersonName = new string('示', 50), InstitutionName = new string('示', 60) };

        var rows = await Host.EvidenceOfAsync(() => Queries.LookUpAsync(input, longNamed, CancellationToken.None));

        rows.ShouldHaveSingleItem().Event.ShouldBeOfType<QueryRefused>();
    }

    private Task<LookUpOutcome> LookUpAsync() => Queries.LookUpAsync(CoreHost.RightLookup(), _actor, CancellationToken.None);

    private int CountKept()
    {
        using var db = Host.Database.Context();
        return db.KeptAnswers.Count();
    }
}
