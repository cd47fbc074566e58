using CivilIdentity;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Sanctions;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Queries;

/// <summary>The gate as a table: each reason, their order, and what passes.</summary>
public class QueryGateTests : CoreTest
{
    // For each reason what is wrong, done to a lookup that is right in everything else.
    private static readonly Dictionary<RefusalReason, Func<CoreHost, Attempt, Task<Attempt>>> _wrongs = new()
    {
        [RefusalReason.AccountOrPersonNotActive] = async (host, a) =>
        {
            await host.ChangeAsync(db => db.Operators.Single(o => o.Id == a.Actor.OperatorId).IsActive = false);
            return a;
        },
        [RefusalReason.UnderSanction] = async (host, a) =>
        {
            await host.ChangeAsync(db => db.Sanctions.Add(new Sanction
            {
                Id = Guid.NewGuid(), Kind = SanctionKind.Cancellation, InstitutionId = a.Actor.InstitutionId, Target = "shili-gzc", DecisionNumber = "1", SealedGround = [0],
                DraftedBy = "x", DraftedByName = "x", DraftedAt = 1, DecidedAt = 1,
            }));
            return a;
        },
        [RefusalReason.WorkstationNotRegistered] = (_, a) => Task.FromResult(a with { Actor = a.Actor with { Address = System.Net.IPAddress.Parse("127.0.0.9") } }),
        [RefusalReason.TermsNotAccepted] = async (host, a) =>
        {
            await host.ChangeAsync(db => db.Operators.Single(o => o.Id == a.Actor.OperatorId).AcceptedTerms = 0);
            return a;
        },
        [RefusalReason.InstitutionNotOpen] = async (host, a) =>
        {
            await host.ChangeAsync(db =>
            {
                var institution = db.Institutions.Single(i => i.Id == a.Actor.InstitutionId);
                institution.IsOpen = false;
                institution.ClosedReason = "专线检修";
            });
            return a;
        },
        [RefusalReason.IdNumberMalformed] = Wrong(i => i with { IdNumber = "339999199001010014" }),
        [RefusalReason.DocumentOutOfScope] = Wrong(i => i with { IdNumber = "93399919900101001X" }),
        [RefusalReason.CaseUnknown] = Wrong(i => i with { CaseNumber = "(2026)示受字第9999号" }),
        [RefusalReason.CaseOfOtherInstitution] = Wrong(i => i with { CaseNumber = "(2026)二受字第9001号" }),
        [RefusalReason.CaseClosed] = Wrong(i => i with { CaseNumber = "(2026)示受字第9004号", Matter = "委托公证" }),
        [RefusalReason.MatterDiffers] = Wrong(i => i with { Matter = "遗嘱公证" }),
        [RefusalReason.PersonNotParty] = Wrong(i => i with { IdNumber = "339999198503150134", Name = "示例三" }),
        [RefusalReason.PartyNameDiffers] = Wrong(i => i with { Name = "示例二" }),
        [RefusalReason.GroundMissing] = Wrong(i => i with { Ground = null }),
        [RefusalReason.EntrustmentIncomplete] = Wrong(i => i with { Ground = LookUpGround.EntrustedRequest, EntrustingInstitution = "示范市第二公证处（演示）" }),
        [RefusalReason.LetterDateInFuture] = Wrong(i => Entrusted(i, new DateOnly(2026, 3, 3))),
    };

    // Two reasons of one group concern the same field and cannot both be wrong.
    private static readonly RefusalReason[][] _groups =
    [
        [RefusalReason.IdNumberMalformed, RefusalReason.DocumentOutOfScope, RefusalReason.PersonNotParty],
        [RefusalReason.CaseUnknown, RefusalReason.CaseOfOtherInstitution, RefusalReason.CaseClosed],
        [RefusalReason.GroundMissing, RefusalReason.EntrustmentIncomplete, RefusalReason.LetterDateInFuture],
    ];

    // Numbers are never changed: these reasons came later and are asked early.
    private static double Rank(RefusalReason reason) => reason switch
    {
        RefusalReason.UnderSanction => 1.5,
        RefusalReason.TermsNotAccepted => 2.5,
        _ => (int)reason,
    };

    public static TheoryData<RefusalReason> Reasons => new(Enum.GetValues<RefusalReason>());

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task LookUp_Refused_IsOneRowWithTheReasonAndTheRegistryIsNotAsked(RefusalReason reason)
    {
        var attempt = await _wrongs[reason](Host, new Attempt(CoreHost.RightLookup(), await Host.ActorAsync()));
        LookUpOutcome? outcome = null;

        var rows = await Host.EvidenceOfAsync(async () => outcome = await Host.Get<QueryService>().LookUpAsync(attempt.Input, attempt.Actor, CancellationToken.None));

        var refused = outcome.ShouldBeOfType<LookUpOutcome.Refused>();
        refused.Reason.ShouldBe(reason);
        var (entry, told) = rows.ShouldHaveSingleItem();
        (entry.Kind, entry.Status).ShouldBe((AuditKind.Refusal, AuditStatus.Refused));
        (entry.Organisation, entry.Actor).ShouldBe(("shili-gzc", "shili-gzc/01"));
        refused.AuditNumber.ShouldBe(AuditNumber.Format(entry.Id));
        var evidence = told.ShouldBeOfType<QueryRefused>();
        evidence.Reason.ShouldBe(reason);
        evidence.Facts.IdNumber.ShouldBe(attempt.Input.IdNumber);
        evidence.Facts.Name.ShouldBe(attempt.Input.Name);
        evidence.Address.ShouldBe(attempt.Actor.Address.ToString());
        (entry.Subject1 is not null).ShouldBe(Rank(reason) >= Rank(RefusalReason.CaseUnknown));
        Host.Registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_TwoThingsWrong_TellsTheEarlierReason()
    {
        var actor = await Host.ActorAsync();
        foreach (var first in _wrongs.Keys)
        {
            foreach (var second in _wrongs.Keys.Where(r => Rank(r) > Rank(first) && !_groups.Any(g => g.Contains(r) && g.Contains(first))))
            {
                var attempt = new Attempt(CoreHost.RightLookup(), actor);
                attempt = await _wrongs[first](Host, attempt);
                attempt = await _wrongs[second](Host, attempt);

                (await ReasonOfAsync(attempt)).ShouldBe(first, $"with {second}");

                await RestoreAsync(actor);
            }
        }
    }

    [Theory]
    [InlineData("339999199001010014", ResidentIdProblem.CheckDigit)]
    [InlineData("330102209901010014", ResidentIdProblem.BirthDateInFuture)]
    [InlineData("33999919900101001", ResidentIdProblem.Length)]
    [InlineData("", ResidentIdProblem.Empty)]
    public async Task LookUp_MalformedNumber_TellsTheProblem(string idNumber, ResidentIdProblem problem) =>
        (await LookUpAsync(CoreHost.RightLookup() with { IdNumber = idNumber })).ShouldBeOfType<LookUpOutcome.Refused>().IdProblem.ShouldBe(problem);

    [Fact]
    public async Task LookUp_InstitutionClosed_TellsWhy()
    {
        var attempt = await _wrongs[RefusalReason.InstitutionNotOpen](Host, new Attempt(CoreHost.RightLookup(), await Host.ActorAsync()));

        (await LookUpAsync(attempt.Input)).ShouldBeOfType<LookUpOutcome.Refused>().Closure!.Reason.ShouldBe("专线检修");
    }

    [Theory]
    [InlineData("sheng-admin")]
    [InlineData("sheng-audit")]
    [InlineData("shi-sfj")]
    public async Task Check_OtherRole_IsRefused(string account) =>
        (await ReasonOfAsync(new Attempt(CoreHost.RightLookup(), await Host.ActorAsync(account)))).ShouldBe(RefusalReason.AccountOrPersonNotActive);

    [Fact]
    public async Task Check_AccountSuspended_IsRefused()
    {
        var actor = await Host.ActorAsync();
        await Host.ChangeAsync(db => db.Accounts.Single(a => a.Id == actor.AccountId).State = AccountState.Suspended);

        (await ReasonOfAsync(new Attempt(CoreHost.RightLookup(), actor))).ShouldBe(RefusalReason.AccountOrPersonNotActive);
    }

    [Theory]
    [InlineData("", "函〔2026〕1号", true)]
    [InlineData("  ", "函〔2026〕1号", true)]
    [InlineData("示范市第二公证处（演示）", "", true)]
    [InlineData("示范市第二公证处（演示）", "函〔2026〕1号", false)]
    public async Task Check_EntrustmentLacksAPart_IsRefused(string institution, string letter, bool withDate)
    {
        var input = CoreHost.RightLookup() with
        {
            Ground = LookUpGround.EntrustedRequest,
            EntrustingInstitution = institution,
            LetterNumber = letter,
            LetterDate = withDate ? new DateOnly(2026, 3, 1) : null,
        };

        (await ReasonOfAsync(new Attempt(input, await Host.ActorAsync()))).ShouldBe(RefusalReason.EntrustmentIncomplete);
    }

    [Fact]
    public async Task Check_GroundThatDoesNotExist_IsRefused() =>
        (await ReasonOfAsync(new Attempt(CoreHost.RightLookup() with { Ground = (LookUpGround)9 }, await Host.ActorAsync()))).ShouldBe(RefusalReason.GroundMissing);

    [Fact]
    public async Task Check_LetterOfToday_PassesByTheCalendarInChina()
    {
        var input = Entrusted(CoreHost.RightLookup(), new DateOnly(2026, 3, 3));
        Host.Clock.Advance(new DateTimeOffset(2026, 3, 2, 15, 59, 59, TimeSpan.Zero) - Host.Clock.GetUtcNow());
        (await ReasonOfAsync(new Attempt(input, await Host.ActorAsync()))).ShouldBe(RefusalReason.LetterDateInFuture);

        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await ReasonOfAsync(new Attempt(input, await Host.ActorAsync()))).ShouldBeNull();
    }

    [Theory]
    [InlineData("(2026)示受字第9001号", "继承权公证", "示例一", "339999199001010013", "339999199001010013")]
    [InlineData("（2026）示受字第 9001 号", "继承权公证", " 示例一 ", "339999 19900101 0013", "339999199001010013")]
    [InlineData("〔2026〕示受字第9001号", "继承权公证", "示例二", "339999199202020023", "339999199202020023")]
    [InlineData("(2026)示受字第9003号", "夫妻财产约定公证", "示例·测试", "339999197809080314", "339999197809080314")]
    [InlineData("(2026)示受字第9003号", "夫妻财产约定公证", "示例•测试", "339999197809080314", "339999197809080314")]
    [InlineData("(2026)示受字第9003号", "夫妻财产约定公证", "示例．测试", "339999197809080314", "339999197809080314")]
    [InlineData("(2026)示受字第9003号", "夫妻财产约定公证", "示例・测试", "339999197809080314", "339999197809080314")]
    [InlineData("(2026)示受字第9003号", "夫妻财产约定公证", "𠮷示例", "339999199511110516", "339999199511110516")]
    [InlineData("(2026)示受字第9003号", "夫妻财产约定公证", "示例九", "339999450707071", "339999194507070715")]
    [InlineData("(2026)示受字第9003号", "夫妻财产约定公证", "示例十", "330199198801010111", "330199198801010111")]
    public async Task LookUp_Right_AsksTheRegistryAboutThePerson(string caseNumber, string matter, string name, string idNumber, string asked)
    {
        var input = CoreHost.RightLookup() with { CaseNumber = caseNumber, Matter = matter, Name = name, IdNumber = idNumber };

        (await LookUpAsync(input)).ShouldBeOfType<LookUpOutcome.Answered>();

        Host.Registry.Asked.ShouldHaveSingleItem().Id.Value.ShouldBe(asked);
    }

    [Fact]
    public async Task LookUp_PrivateUseCharacterInTheName_PassesForAPersonToCompare()
    {
        var input = CoreHost.RightLookup() with { Name = "示例\uE000" };

        var rows = await Host.EvidenceOfAsync(() => LookUpAsync(input));

        Host.Registry.Asked.Count.ShouldBe(1);
        rows[0].Event.ShouldBeOfType<QueryIntended>().Facts.NameNeedsManualCheck.ShouldBeTrue();
        (await Host.EvidenceOfAsync(() => LookUpAsync(CoreHost.RightLookup())))[0].Event.ShouldBeOfType<QueryIntended>().Facts.NameNeedsManualCheck.ShouldBeFalse();
    }

    private static Func<CoreHost, Attempt, Task<Attempt>> Wrong(Func<LookUpMarriage, LookUpMarriage> change) =>
        (_, attempt) => Task.FromResult(attempt with { Input = change(attempt.Input) });

    private static LookUpMarriage Entrusted(LookUpMarriage input, DateOnly on) => input with
    {
        Ground = LookUpGround.EntrustedRequest,
        EntrustingInstitution = "示范市第二公证处（演示）",
        LetterNumber = "函〔2026〕1号",
        LetterDate = on,
    };

    private async Task<LookUpOutcome> LookUpAsync(LookUpMarriage input) =>
        await Host.Get<QueryService>().LookUpAsync(input, await Host.ActorAsync(), CancellationToken.None);

    private async Task<RefusalReason?> ReasonOfAsync(Attempt attempt) =>
        (await Host.Get<QueryGate>().CheckAsync(attempt.Input, attempt.Actor, CancellationToken.None) as GateDecision.Refused)?.Reason;

    private Task RestoreAsync(Actor actor) => Host.ChangeAsync(db =>
    {
        var person = db.Operators.Single(o => o.Id == actor.OperatorId);
        (person.IsActive, person.AcceptedTerms) = (true, 1);
        db.Institutions.Single(i => i.Id == actor.InstitutionId).IsOpen = true;
        db.Sanctions.RemoveRange(db.Sanctions);
    });

    private sealed record Attempt(LookUpMarriage Input, Actor Actor);
}
