using System.Text;
using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Core.Statistics;
using NotaryMarriageQuery.Core.Supervision;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Certificates;

/// <summary>The check of a certificate (E7): the lookup's gate and evidence around another question.</summary>
public sealed class CertificateServiceTests : CoreTest
{
    private Actor _actor = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _actor = await Host.ActorAsync();
    }

    [Fact]
    public async Task Verify_Agrees_IsIntentThenOutcomeThenAKeptOutcome()
    {
        LookUpOutcome? outcome = null;

        var rows = await Host.EvidenceOfAsync(async () => outcome = await VerifyAsync(CoreHost.RightCheck()));

        rows.Select(r => (r.Entry.Kind, r.Entry.Status)).ShouldBe([(AuditKind.Intent, AuditStatus.None), (AuditKind.Outcome, AuditStatus.Agrees)]);
        rows.ShouldAllBe(r => r.Entry.CaseNumber == "(2026)示受字第9001号" && r.Entry.Subject1 != null && r.Entry.Organisation == "shili-gzc");
        var answered = outcome.ShouldBeOfType<LookUpOutcome.Answered>();
        answered.Id.ShouldBe(Convert.ToHexStringLower(rows[0].Entry.Request));
        var facts = rows[0].Event.ShouldBeOfType<CertificateIntended>().Facts;
        (facts.Party.Name, facts.Party.IdNumber, facts.Party.Matter, facts.Party.Ground).ShouldBe(("示例一", "339999199001010013", "继承权公证", LookUpGround.PartyConsent));
        (facts.CertificateNumber, facts.SpouseName, facts.RegisteredOn).ShouldBe(("J339999-2021-000001", "示例二", new DateOnly(2021, 6, 1)));
        var told = rows[1].Event.ShouldBeOfType<CertificateChecked>();
        (told.Outcome, told.Calls, told.ReplyNumber, told.AnswerId, told.Failure).ShouldBe((CertificateOutcome.Agrees, 1, "R-2", "A-2", null));
        told.ReplyDigest.Length.ShouldBe(64);
        var shown = await Host.Get<CheckStore>().FindAsync(answered.Id, _actor, CancellationToken.None);
        (shown!.Outcome, shown.AuditNumber, shown.Facts.CertificateNumber).ShouldBe((CertificateOutcome.Agrees, answered.AuditNumber, "J339999-2021-000001"));
        (await Host.Get<AnswerStore>().FindAsync(answered.Id, _actor, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Verify_Code_StandsNowhereButAsAKeyedHash()
    {
        var code = CoreHost.RightCheck().Booklet.Code.Value;

        var rows = await Host.EvidenceOfAsync(async () =>
        {
            await VerifyAsync(CoreHost.RightCheck());
            await VerifyAsync(CoreHost.RightCheck() with { CaseNumber = "没有" });
        });

        rows.Count.ShouldBe(3);
        rows.ShouldAllBe(r => !Encoding.UTF8.GetString(AuditJson.Write(r.Event)).Contains(code, StringComparison.OrdinalIgnoreCase));
        var index = rows[0].Event.ShouldBeOfType<CertificateIntended>().Facts.CodeIndex;
        index.Length.ShouldBe(32);
        rows[2].Event.ShouldBeOfType<CertificateRefused>().Facts.CodeIndex.ShouldBe(index);
        CertificateCode.TryParse("9" + code[1..], out var other).ShouldBeTrue();
        var next = await Host.EvidenceOfAsync(() => VerifyAsync(CoreHost.RightCheck() with { Booklet = CoreHost.RightCheck().Booklet with { Code = other } }));
        next[0].Event.ShouldBeOfType<CertificateIntended>().Facts.CodeIndex.ShouldNotBe(index);
    }

    [Theory]
    [InlineData(CertificateOutcome.Differs, AuditStatus.Differs)]
    [InlineData(CertificateOutcome.Voided, AuditStatus.Voided)]
    [InlineData(CertificateOutcome.StatusChanged, AuditStatus.StatusChanged)]
    [InlineData(CertificateOutcome.UnknownCode, AuditStatus.UnknownCode)]
    public async Task Verify_OtherOutcome_IsItsOwnStatus(CertificateOutcome outcome, AuditStatus status)
    {
        Host.Registry.Check = _ => Task.FromResult<RegistryAnswer>(new CertificateAnswer(outcome) { Differing = outcome == CertificateOutcome.Differs ? [CertificateField.ManName] : [] });

        var rows = await Host.EvidenceOfAsync(() => VerifyAsync(CoreHost.RightCheck()));

        rows[1].Entry.Status.ShouldBe(status);
        rows[1].Event.ShouldBeOfType<CertificateChecked>().Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Verify_FailsThrowsOrAnswersSomethingElse_IsNoOutcomeAndNothingIsKept()
    {
        Func<Task<RegistryAnswer>>[] bad =
        [
            () => Task.FromResult<RegistryAnswer>(new RegistryAnswer.Failed(RegistryFailure.Timeout)),
            () => Task.FromResult<RegistryAnswer>(new RegistryAnswer.Failed(RegistryFailure.InnerFailure)),
            () => throw new FormatException("339999199001010013"),
            () => Task.FromResult(RegistryStub.OneMarriage()),
            () => Task.FromResult<RegistryAnswer>(new RegistryAnswer.NoRecord()),
        ];
        foreach (var answer in bad)
        {
            Host.Registry.Check = _ => answer();
            LookUpOutcome? outcome = null;

            var rows = await Host.EvidenceOfAsync(async () => outcome = await VerifyAsync(CoreHost.RightCheck()));

            outcome.ShouldBeOfType<LookUpOutcome.Failed>();
            rows[1].Entry.Status.ShouldBeOneOf(AuditStatus.Timeout, AuditStatus.RegistryError);
            var told = rows[1].Event.ShouldBeOfType<CertificateChecked>();
            told.Outcome.ShouldBeNull();
            told.Failure.ShouldNotBeNull();
        }

        await using var db = Host.Database.Context();
        (await db.KeptAnswers.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Verify_PartyIsTheWoman_IsAskedAsTheWoman()
    {
        PersonName.TryParse("示例一", out var husband, out _).ShouldBeTrue();

        await VerifyAsync(CoreHost.RightCheck() with { Name = "示例二", Booklet = CoreHost.RightCheck().Booklet with { Spouse = husband } });
        await VerifyAsync(CoreHost.RightCheck() with { Name = "示例二", Booklet = CoreHost.RightCheck().Booklet with { Spouse = null } });

        Host.Registry.Checked.Select(q => (q.Man?.Original, q.Woman?.Original)).ShouldBe([("示例一", "示例二"), (null, "示例二")]);
    }

    public static TheoryData<RefusalReason> Refusals => [.. _wrong.Keys];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Verify_Refused_IsOneRowWithTheReasonAndTheRegistryIsNotAsked(RefusalReason reason)
    {
        var (input, actor) = await _wrong[reason](Host, CoreHost.RightCheck(), _actor);
        LookUpOutcome? outcome = null;

        var rows = await Host.EvidenceOfAsync(async () => outcome = await Host.Get<CertificateService>().VerifyAsync(input, actor, CancellationToken.None));

        outcome.ShouldBeOfType<LookUpOutcome.Refused>().Reason.ShouldBe(reason);
        var (entry, told) = rows.ShouldHaveSingleItem();
        (entry.Kind, entry.Status).ShouldBe((AuditKind.Refusal, AuditStatus.Refused));
        told.ShouldBeOfType<CertificateRefused>().Reason.ShouldBe(reason);
        Host.Registry.Checked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Verify_SameFormTwice_IsOneCheck()
    {
        var input = CoreHost.RightCheck() with { FormId = Guid.NewGuid() };
        var release = new TaskCompletionSource();
        Host.Registry.Check = async _ =>
        {
            await release.Task;
            return RegistryStub.Agrees();
        };

        var both = Enumerable.Range(0, 4).Select(_ => VerifyAsync(input)).ToList();
        release.SetResult();
        var outcomes = await Task.WhenAll(both);
        var again = await VerifyAsync(input);

        outcomes.Append(again).Select(o => o.ShouldBeOfType<LookUpOutcome.Answered>().Id).Distinct().Count().ShouldBe(1);
        Host.Registry.Checked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task CatchUp_Checks_AreLinesOfTheirOwnKindWithTheirOutcomeAndViews()
    {
        var id = (await VerifyAsync(CoreHost.RightCheck())).ShouldBeOfType<LookUpOutcome.Answered>().Id;
        await VerifyAsync(CoreHost.RightCheck() with { Name = "示例三" });
        await Host.AskAsync<CheckService, ShownCheck?>(s => s.ViewAsync(id, _actor, CancellationToken.None));
        await Host.AskAsync<CheckService, ShownCheck?>(s => s.PrintAsync(id, _actor, CancellationToken.None));
        await Host.Get<ActFollower>().CatchUpAsync(TimeSpan.FromSeconds(30));

        await using var db = Host.Database.Context();
        var line = await db.Acts.SingleAsync(a => a.Kind == ActKind.Check);
        (line.Status, line.Matter, line.Views, line.Prints).ShouldBe((AuditStatus.Agrees, "继承权公证", 1, 1));
        line.Subject.Length.ShouldBe(AuditEntry.SubjectLength);
        (await db.Acts.SingleAsync(a => a.Kind == ActKind.CheckRefusal)).Reason.ShouldBe(ActReason.Of(RefusalReason.PersonNotParty));
        (await db.Acts.AnyAsync(a => a.Kind == AuditKind.Intent || a.Kind == AuditKind.Refusal)).ShouldBeFalse();
        (await db.UseOfHours.AnyAsync()).ShouldBeFalse();
        (await Host.AskAsync<ActCheck, int>(c => c.CountDifferencesAsync(NotaryMarriageQuery.Core.ChinaDay.Today(Host.Clock), CancellationToken.None))).ShouldBe(0);
        var filter = new LogFilter { Sort = ActSort.Check, Outcome = AuditStatus.Agrees };
        (await Host.AskAsync<LogSearch, LogPage>(s => s.ReadAsync(filter, ["shili-gzc"], CancellationToken.None))).Rows.ShouldHaveSingleItem().Event.ShouldBeOfType<CertificateIntended>();
        (await Host.AskAsync<LogSearch, LogPage>(s => s.ReadAsync(new LogFilter { Sort = ActSort.LookUp }, ["shili-gzc"], CancellationToken.None))).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task View_ByAColleagueOrTooLate_IsNothing()
    {
        var id = (await VerifyAsync(CoreHost.RightCheck())).ShouldBeOfType<LookUpOutcome.Answered>().Id;
        var colleague = await Host.ActorAsync(number: 2);

        (await Host.AskAsync<CheckService, ShownCheck?>(s => s.ViewAsync(id, colleague, CancellationToken.None))).ShouldBeNull();
        (await Host.AskAsync<CheckService, LogRow?>(s => s.FindFactsAsync(id, colleague, CancellationToken.None))).ShouldNotBeNull();
        (await Host.AskAsync<AnswerService, ShownAnswer?>(s => s.ViewAsync(id, _actor, CancellationToken.None))).ShouldBeNull();
        Host.Clock.Advance(TimeSpan.FromMinutes(31));
        (await Host.AskAsync<CheckService, ShownCheck?>(s => s.ViewAsync(id, _actor, CancellationToken.None))).ShouldBeNull();
    }

    [Fact]
    public async Task FindFacts_OfALookup_IsNothing()
    {
        var id = (await Host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), _actor, CancellationToken.None)).ShouldBeOfType<LookUpOutcome.Answered>().Id;

        (await Host.AskAsync<CheckService, LogRow?>(s => s.FindFactsAsync(id, _actor, CancellationToken.None))).ShouldBeNull();
        (await Host.AskAsync<CheckService, ShownCheck?>(s => s.ViewAsync(id, _actor, CancellationToken.None))).ShouldBeNull();
    }

    private static readonly Dictionary<RefusalReason, Func<CoreHost, VerifyCertificate, Actor, Task<(VerifyCertificate, Actor)>>> _wrong = new()
    {
        [RefusalReason.AccountOrPersonNotActive] = async (host, input, actor) =>
        {
            await host.ChangeAsync(db => db.Operators.Single(o => o.Id == actor.OperatorId).IsActive = false);
            return (input, actor);
        },
        [RefusalReason.WorkstationNotRegistered] = (_, input, actor) => Task.FromResult((input, actor with { Address = System.Net.IPAddress.Parse("127.0.0.9") })),
        [RefusalReason.UnderSanction] = async (host, input, actor) =>
        {
            await host.ChangeAsync(db => db.Sanctions.Add(new Sanction
            {
                Id = Guid.NewGuid(), Kind = SanctionKind.Cancellation, InstitutionId = actor.InstitutionId, Target = "shili-gzc", DecisionNumber = "1", SealedGround = [0],
                DraftedBy = "x", DraftedByName = "x", DraftedAt = 1, DecidedAt = 1,
            }));
            return (input, actor);
        },
        [RefusalReason.TermsNotAccepted] = async (host, input, actor) =>
        {
            await host.ChangeAsync(db => db.Operators.Single(o => o.Id == actor.OperatorId).AcceptedTerms = 0);
            return (input, actor);
        },
        [RefusalReason.InstitutionNotOpen] = async (host, input, actor) =>
        {
            await host.ChangeAsync(db => db.Institutions.Single(i => i.Id == actor.InstitutionId).IsOpen = false);
            return (input, actor);
        },
        [RefusalReason.CaseUnknown] = Change(i => i with { CaseNumber = "(2026)示受字第9999号" }),
        [RefusalReason.CaseOfOtherInstitution] = Change(i => i with { CaseNumber = "(2026)二受字第9001号" }),
        [RefusalReason.CaseClosed] = Change(i => i with { CaseNumber = "(2026)示受字第9004号", Matter = "委托公证" }),
        [RefusalReason.MatterDiffers] = Change(i => i with { Matter = "委托公证" }),
        [RefusalReason.PersonNotParty] = Change(i => i with { Name = "示例三" }),
        [RefusalReason.GroundMissing] = Change(i => i with { Ground = null }),
        [RefusalReason.EntrustmentIncomplete] = Change(i => i with { Ground = LookUpGround.EntrustedRequest }),
    };

    private static Func<CoreHost, VerifyCertificate, Actor, Task<(VerifyCertificate, Actor)>> Change(Func<VerifyCertificate, VerifyCertificate> change) =>
        (_, input, actor) => Task.FromResult((change(input), actor));

    private Task<LookUpOutcome> VerifyAsync(VerifyCertificate input) => Host.Get<CertificateService>().VerifyAsync(input, _actor, CancellationToken.None);
}
