using CivilIdentity;
using Microsoft.Extensions.Logging.Abstractions;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

/// <summary>Makes a log of some 600 rows: lookups over three writers, sealed in several ticks, two full tiles and a partial edge.</summary>
internal static class SealedLog
{
    public static readonly RegistryQuestion Question = MakeQuestion();

    public static async Task MakeAsync(CoreHost host)
    {
        var actor = await host.ActorAsync();
        var sealer = host.Get<Sealer>();
        await LookUpAsync(host.Get<AuditLog>(), actor, 80);
        sealer.Tick();
        foreach (var count in new[] { 90, 70 })
        {
            await using var writer = new AuditWriter(new AuditStore(host.Database.Database.Connect), host.Database.Keys, host.Clock, NullLogger<AuditWriter>.Instance);
            await writer.StartAsync(CancellationToken.None);
            await LookUpAsync(new AuditLog(writer, host.Get<SealingService>(), host.Clock), actor, count);
            await LookUpAsync(host.Get<AuditLog>(), actor, 20);
            await writer.StopAsync(CancellationToken.None);
            sealer.Tick();
        }

        await LookUpAsync(host.Get<AuditLog>(), actor, 20);
        sealer.Tick();
    }

    /// <summary>So many lookups at once, each with intent and outcome.</summary>
    public static Task LookUpAsync(AuditLog log, Actor actor, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
    {
        var permit = await BeginAsync(log, actor);
        permit.Use(Question);
        await EndAsync(log, permit, actor);
    }));

    public static Task<Permit> BeginAsync(AuditLog log, Actor actor)
    {
        var facts = new QueryFacts { InstitutionName = actor.InstitutionName, Name = Question.Name.Original, IdNumber = Question.Id.Value, Matter = "继承权公证" };
        return log.BeginAsync(new QueryIntended { Facts = facts }, Question, Question.CaseNumber, actor);
    }

    public static Task EndAsync(AuditLog log, Permit permit, Actor actor) =>
        log.EndAsync(permit, new QueryAnswered { Count = 1 }, AuditStatus.Found, Question.Id.Value, actor, answer: null);

    private static RegistryQuestion MakeQuestion()
    {
        _ = ResidentId.TryParse("339999199001010013", new DateOnly(2026, 3, 2), out var id, out _);
        _ = PersonName.TryParse("示例一", out var name, out _);
        return new RegistryQuestion(id!, name!, "(2026)示受字第9001号");
    }
}
