using CivilIdentity;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

public class AuditLogTests : CoreTest
{
    private AuditLog Log => Host.Get<AuditLog>();

    [Fact]
    public async Task Begin_Permit_WorksOnceForItsQuestion()
    {
        var question = Question("示例一", "339999199001010013");
        var permit = await BeginAsync(question);

        permit.Use(question);

        Should.Throw<InvalidOperationException>(() => permit.Use(question)).Message.ShouldContain("used before");
    }

    [Fact]
    public async Task Begin_PermitUsedByManyAtOnce_WorksOnce()
    {
        var question = Question("示例一", "339999199001010013");
        var permit = await BeginAsync(question);

        var used = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() =>
        {
            try
            {
                permit.Use(question);
                return 1;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        })));

        used.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task Begin_PermitForAnotherQuestion_IsRefused()
    {
        var permit = await BeginAsync(Question("示例一", "339999199001010013"));

        Should.Throw<InvalidOperationException>(() => permit.Use(Question("示例二", "339999199202020023")));
        Should.Throw<InvalidOperationException>(() => permit.Use(Question("示例", "339999199001010013")));
        Should.Throw<InvalidOperationException>(() => permit.Use(Question("示例一", "339999199001010013") with { CaseNumber = "(2026)示受字第9002号" }));
    }

    [Fact]
    public async Task Begin_PermitTooOld_IsRefused()
    {
        var question = Question("示例一", "339999199001010013");
        var onTime = await BeginAsync(question);
        var late = await BeginAsync(question);
        Host.Clock.Advance(Permit.Lifetime);
        onTime.Use(question);
        Host.Clock.Advance(TimeSpan.FromTicks(1));

        Should.Throw<InvalidOperationException>(() => late.Use(question)).Message.ShouldContain("too old");
    }

    [Fact]
    public async Task Begin_ReturnsWhenTheIntentIsDurable()
    {
        var permit = await BeginAsync(Question("示例一", "339999199001010013"));

        var row = Host.Database.ReadRows().Single(r => r.Kind == AuditKind.Intent);
        row.Mac.ShouldBe(permit.Intent.Mac);
        Convert.ToHexStringLower(row.Request).ShouldBe(permit.RequestId);
        row.Organisation.ShouldBe("shili-gzc");
        row.Actor.ShouldBe("shili-gzc/01");
        row.CaseNumber.ShouldBe("(2026)示受字第9001号");
        row.Subject1.ShouldBe(RowCipher.Subject(Host.Database.Keys.Find(2026)!, "339999199001010013"));
    }

    [Fact]
    public async Task End_Twice_IsRefused()
    {
        var actor = await Host.ActorAsync();
        var permit = await BeginAsync(Question("示例一", "339999199001010013"));
        await Log.EndAsync(permit, new QueryAnswered(), AuditStatus.NotFound, "339999199001010013", actor, answer: null);

        await Should.ThrowAsync<InvalidOperationException>(() => Log.EndAsync(permit, new QueryAnswered(), AuditStatus.Found, "339999199001010013", actor, answer: null));

        Host.Database.ReadRows().Count(r => r.Kind == AuditKind.Outcome).ShouldBe(1);
    }

    [Fact]
    public async Task Change_Succeeds_WritesIntentThenChangesThenWritesTheOutcome()
    {
        var actor = await Host.ActorAsync("sheng-admin");
        var kindsDuringChange = new List<AuditKind>();

        var rows = await Host.EvidenceOfAsync(() => Log.ChangeAsync(Intended(), actor, () =>
        {
            kindsDuringChange.AddRange(Host.Database.ReadRows().Select(r => r.Kind));
            return Task.CompletedTask;
        }));

        kindsDuringChange[^1].ShouldBe(AuditKind.Change);
        rows.Select(r => (r.Entry.Kind, r.Entry.Status)).ShouldBe([(AuditKind.Change, AuditStatus.None), (AuditKind.ChangeOutcome, AuditStatus.Done)]);
        rows[0].Entry.Request.ShouldBe(rows[1].Entry.Request);
        rows[0].Event.ShouldBeOfType<ChangeIntended>().Address.ShouldBe("127.0.0.1");
        rows[1].Event.ShouldBeOfType<ChangeEnded>().Problem.ShouldBe("");
    }

    [Fact]
    public async Task Change_Throws_WritesTheOutcomeAndLetsTheExceptionPass()
    {
        var actor = await Host.ActorAsync("sheng-admin");

        var rows = await Host.EvidenceOfAsync(() =>
            Should.ThrowAsync<TimeoutException>(() => Log.ChangeAsync(Intended(), actor, () => throw new TimeoutException("not for the evidence"))));

        rows.Select(r => (r.Entry.Kind, r.Entry.Status)).ShouldBe([(AuditKind.Change, AuditStatus.None), (AuditKind.ChangeOutcome, AuditStatus.Failed)]);
        rows[1].Event.ShouldBeOfType<ChangeEnded>().Problem.ShouldBe(nameof(TimeoutException));
    }

    [Fact]
    public async Task Change_EvidenceUnavailable_ChangesNothing()
    {
        var actor = await Host.ActorAsync("sheng-admin");
        await Host.Get<AuditWriter>().ProbeAsync();
        Host.Connections.RefuseCommits = true;
        var changed = false;

        await Should.ThrowAsync<EvidenceUnavailableException>(() => Log.ChangeAsync(Intended(), actor, () =>
        {
            changed = true;
            return Task.CompletedTask;
        }));

        changed.ShouldBeFalse();
    }

    private static ChangeIntended Intended() => new() { Action = "opening.closed", Target = "shili-gzc", Reason = "测试" };

    private static RegistryQuestion Question(string name, string idNumber)
    {
        ResidentId.TryParse(idNumber, new DateOnly(2026, 3, 2), out var id, out _).ShouldBeTrue();
        PersonName.TryParse(name, out var person, out _).ShouldBeTrue();
        return new RegistryQuestion(id!, person!, "(2026)示受字第9001号");
    }

    private async Task<Permit> BeginAsync(RegistryQuestion question)
    {
        Actor actor = await Host.ActorAsync();
        var facts = new QueryFacts { InstitutionName = actor.InstitutionName, Name = question.Name.Original, IdNumber = question.Id.Value, Matter = "继承权公证" };
        return await Log.BeginAsync(new QueryIntended { Facts = facts }, question, question.CaseNumber, actor);
    }
}
