using System.Collections.Concurrent;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Tests.Core;

/// <summary>A registry that answers as the test says, and remembers what it was asked.</summary>
internal sealed class RegistryStub : ICivilAffairsRegistry, ICertificateRegistry
{
    private readonly ConcurrentQueue<RegistryQuestion> _asked = new();
    private readonly ConcurrentQueue<CertificateQuestion> _checked = new();

    public IReadOnlyCollection<RegistryQuestion> Asked => _asked;

    public Func<Permit, Task<RegistryAnswer>> Answer { get; set; } = _ => Task.FromResult(OneMarriage());

    public IReadOnlyCollection<CertificateQuestion> Checked => _checked;

    public Func<Permit, Task<RegistryAnswer>> Check { get; set; } = _ => Task.FromResult(Agrees());

    public bool? IsReachable => null;

    public static RegistryAnswer Agrees() => new CertificateAnswer(CertificateOutcome.Agrees) { Calls = 1, ReplyNumber = "R-2", ReplyBody = "{}"u8.ToArray(), AnswerId = "A-2" };

    public static RegistryAnswer OneMarriage() => new RegistryAnswer.Found(
    [
        new RegistryRecord
        {
            Kind = RecordKind.Marriage,
            KindAsGiven = "IA",
            Man = new RegistryParty { Name = "示例一", IdNumber = "339999199001010013", BirthDate = new DateOnly(1990, 1, 1) },
            Woman = new RegistryParty { Name = "示例二", IdNumber = "339999199202020023", BirthDate = new DateOnly(1992, 2, 2) },
            RegisteredOn = new DateOnly(2018, 5, 20),
            CertificateNumber = "J339999-2018-900001",
        },
    ])
    {
        Calls = 1,
        ReplyNumber = "R-1",
        ReplyBody = "{}"u8.ToArray(),
    };

    public void Answers(RegistryAnswer answer) => Answer = _ => Task.FromResult(answer);

    public async Task<RegistryAnswer> LookUpAsync(Permit permit, RegistryQuestion question, CancellationToken cancellationToken)
    {
        permit.Use(question);
        _asked.Enqueue(question);
        return await Answer(permit);
    }

    public async Task<RegistryAnswer> CheckAsync(Permit permit, CertificateQuestion question, CancellationToken cancellationToken)
    {
        permit.Use(question);
        _checked.Enqueue(question);
        return await Check(permit);
    }
}
