using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Benchmarks.Evidence;

/// <summary>Acts as the portal writes them, the same ones every time: of five rows two are intents, two outcomes, one a view.</summary>
internal sealed class SampleActs(int subjects)
{
    private const int Institutions = 40;
    private const int UnansweredEvery = 2000;

    private readonly Random _random = new(1);
    private int _lookups;

    /// <summary>ID number of the n-th person; nobody's, as no region bears this code.</summary>
    public static string Subject(int number) => $"339999{number:D12}";

    /// <summary>Institution and person of the n-th operator.</summary>
    public static (string Organisation, string Actor) Operator(int number) => ($"shili-{number % Institutions:D2}", $"shili-{number % Institutions:D2}/{1 + (number / Institutions):D2}");

    /// <summary>Drafts without end.</summary>
    public IEnumerable<AuditDraft> Drafts()
    {
        while (true)
        {
            foreach (var draft in Lookup(viewed: false).Concat(Lookup(viewed: true)))
            {
                yield return draft;
            }
        }
    }

    private IEnumerable<AuditDraft> Lookup(bool viewed)
    {
        var number = _random.Next(subjects);
        var (organisation, actor) = Operator(_random.Next(4 * Institutions));
        var request = new byte[AuditEntry.RequestLength];
        _random.NextBytes(request);
        var caseNumber = $"(2026)示受字第{++_lookups}号";
        var facts = new QueryFacts
        {
            InstitutionName = "示例市公证处",
            Name = "示例三",
            IdNumber = Subject(number),
            Matter = "继承权公证",
            Ground = LookUpGround.PartyConsent,
        };
        yield return Draft(AuditKind.Intent, new QueryIntended { Facts = facts }, AuditStatus.None);
        yield return _lookups % UnansweredEvery == 0
            ? Draft(AuditKind.InDoubt, new Heartbeat(), AuditStatus.None)
            : Draft(AuditKind.Outcome, new QueryAnswered { Count = 1, ReplyNumber = $"R{_lookups:D12}", ReplyDigest = new string('0', 64), Calls = 1 }, AuditStatus.Found);
        if (viewed)
        {
            yield return Draft(AuditKind.View, new AnswerViewed(), AuditStatus.None);
        }

        AuditDraft Draft(AuditKind kind, AuditEvent auditEvent, AuditStatus status) =>
            new(kind, auditEvent with { Address = "192.0.2.10", PersonName = "测试甲" })
            {
                Request = request,
                Organisation = organisation,
                Actor = actor,
                CaseNumber = caseNumber,
                Subject = kind is AuditKind.Intent or AuditKind.Outcome ? facts.IdNumber : null,
                Status = status,
            };
    }
}
