using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Benchmarks.Supervision;

/// <summary>A province's year of acts, the same every time: a hundred institutions with three people each, all matters, outcomes and reasons, some of them rare.</summary>
internal sealed class SampleYear(int subjects)
{
    public const int Institutions = 100;

    private static readonly RefusalReason[] _reasons = Enum.GetValues<RefusalReason>();

    private readonly Random _random = new(5);
    private int _lookups;

    public static string Institution(int number) => $"office-{number % Institutions:D2}";

    public static string Person(int number) => $"{Institution(number)}/{1 + (number / Institutions % 3):D2}";

    public static string Address(int number) => $"10.1.{number % Institutions}.{1 + (number / Institutions % 3)}";

    public static string Subject(int number) => $"339999{number:D12}";

    /// <summary>Drafts without end.</summary>
    public IEnumerable<AuditDraft> Drafts()
    {
        while (true)
        {
            var person = _random.Next(3 * Institutions);
            foreach (var draft in _random.Next(20) switch { 0 => SignIn(person), 1 => Refused(person), _ => LookUp(person) })
            {
                yield return draft;
            }
        }
    }

    private IEnumerable<AuditDraft> SignIn(int person)
    {
        yield return _random.Next(10) == 0
            ? Draft(person, AuditKind.Login, new SignInFailed { Problem = SignInProblem.WrongCode, Account = Institution(person) }, AuditStatus.Refused)
            : Draft(person, AuditKind.Login, new SignInSucceeded { Session = Guid.Empty }, AuditStatus.Done);
    }

    private IEnumerable<AuditDraft> Refused(int person)
    {
        // The later a reason stands in the list the rarer it is here.
        var reason = _reasons[Math.Min(_reasons.Length - 1, (int)(-3 * Math.Log(1 - _random.NextDouble())))];
        var facts = Facts();
        yield return Draft(person, AuditKind.Refusal, new QueryRefused { Reason = reason, Facts = facts }, AuditStatus.Refused, CaseNumber(), facts.IdNumber);
    }

    private IEnumerable<AuditDraft> LookUp(int person)
    {
        var (facts, number, request) = (Facts(), CaseNumber(), new byte[AuditEntry.RequestLength]);
        _random.NextBytes(request);
        yield return Draft(person, AuditKind.Intent, new QueryIntended { Facts = facts }, AuditStatus.None, number, facts.IdNumber, request);
        var status = _random.Next(10_000) switch { 0 => AuditStatus.RegistryError, < 5 => AuditStatus.Timeout, < 2000 => AuditStatus.NotFound, _ => AuditStatus.Found };
        yield return Draft(person, AuditKind.Outcome, new QueryAnswered { Count = status == AuditStatus.Found ? 1 : 0, ReplyNumber = $"R{_lookups:D12}", ReplyDigest = new string('0', 64), Calls = 1 }, status, number, facts.IdNumber, request);
        if (status == AuditStatus.Found)
        {
            yield return Draft(person, AuditKind.View, new AnswerViewed(), AuditStatus.None, number, null, request);
        }
    }

    private string CaseNumber() => $"(2026)示受字第{++_lookups / 2}号";

    private QueryFacts Facts() => new()
    {
        InstitutionName = "示例市公证处",
        Name = "示例三",
        IdNumber = Subject(_random.Next(subjects)),
        Matter = NotarialMatter.All[Math.Min(NotarialMatter.All.Count - 1, (int)(-2.5 * Math.Log(1 - _random.NextDouble())))],
        Ground = LookUpGround.PartyConsent,
    };

    private static AuditDraft Draft(int person, AuditKind kind, AuditEvent told, AuditStatus status, string caseNumber = "", string? subject = null, byte[]? request = null) =>
        new(kind, told with { Address = Address(person), PersonName = "测试甲" })
        {
            Request = request ?? new byte[AuditEntry.RequestLength], Organisation = Institution(person), Actor = Person(person), CaseNumber = caseNumber, Subject = subject, Status = status,
        };
}
