using System.Net;
using System.Text;
using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Core.Verifications;

namespace NotaryMarriageQuery.AppHost;

/// <summary>One example of each kind of work, so that a newcomer finds no page of the demo empty. Names and numbers are invented.</summary>
/// <remarks>
/// Each is added where there is none of its kind, also to a demo database of before. What people would do goes through the services, with its
/// evidence; the lists that a demo begins with are rows, as its accounts are.
/// </remarks>
public static class DemoExamples
{
    private static readonly (string Person, Sex Sex, string Post, string Mobile)[] _custodians =
    [
        ("测试甲", Sex.Male, "公证员", "12000000001"), ("测试乙", Sex.Female, "公证员助理", "12000000002"), ("测试丙", Sex.Male, "公证员", "12000000003"),
    ];

    private static readonly (string Institution, string Head, string Phone)[] _forms =
        [("shili-gzc", "演示壬", "0571-00000001"), ("dier-gzc", "演示癸", "0571-00000002")];

    /// <summary>Adds what is missing to a demo that runs.</summary>
    public static async Task AddAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        if (!await db.Marks.AnyAsync(m => m.Name == DatabaseMark.Demo, cancellationToken))
        {
            throw new InvalidOperationException("演示数据只能用于演示模式。");
        }

        await AddListsAsync(db, scope.ServiceProvider.GetRequiredService<ReportSecrets>(), cancellationToken);
        if (!await db.ReportRequests.AnyAsync(cancellationToken))
        {
            await FileReportAsync(db, scope.ServiceProvider.GetRequiredService<ReportFiling>(), cancellationToken);
        }

        if (!await db.AssistanceApplications.AnyAsync(cancellationToken))
        {
            await ApplyAsync(db, scope.ServiceProvider.GetRequiredService<AssistanceService>(), cancellationToken);
        }

        if (!await db.Verifications.AnyAsync(cancellationToken))
        {
            await RecordAsync(db, scope.ServiceProvider, cancellationToken);
        }
    }

    private static async Task AddListsAsync(PortalDbContext db, ReportSecrets secrets, CancellationToken cancellationToken)
    {
        if (!await db.Custodians.AnyAsync(cancellationToken))
        {
            foreach (var (name, sex, post, mobile) in _custodians)
            {
                if (await db.Operators.FirstOrDefaultAsync(o => o.Name == name && o.IsActive, cancellationToken) is { } person)
                {
                    db.Custodians.Add(new Custodian { OperatorId = person.Id, Sex = sex, Post = post, SealedMobile = secrets.SealMobile(person.Id, mobile) });
                }
            }
        }

        foreach (var (code, head, phone) in _forms)
        {
            var id = await db.Institutions.Where(i => i.Code == code).Select(i => i.Id).SingleAsync(cancellationToken);
            var report = await db.InstitutionReports.SingleOrDefaultAsync(r => r.InstitutionId == id, cancellationToken)
                ?? db.InstitutionReports.Add(new InstitutionReport { InstitutionId = id }).Entity;
            if (report.SealedPhone is null)
            {
                (report.HeadName, report.SealedPhone) = (head, secrets.SealPhone(id, phone));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task FileReportAsync(PortalDbContext db, ReportFiling filing, CancellationToken cancellationToken)
    {
        var institution = await db.Institutions.SingleAsync(i => i.Code == "dier-gzc", cancellationToken);
        var line = new CustodianLine("演示寅", Sex.Female, "公证员助理", "12000000004");
        await filing.EnrolAsync(institution, line, "新任账户管理人员", await ActAsAsync(db, "shi-sfj", cancellationToken), cancellationToken);
    }

    private static async Task ApplyAsync(PortalDbContext db, AssistanceService assistance, CancellationToken cancellationToken)
    {
        var facts = new AssistanceFacts { PartyName = "示例一", Name = "示例三", Relation = "父亲", Birth = "1985", Reason = "被继承人的公民身份号码不详，户口簿已遗失。" };
        await assistance.FileAsync(new FileAssistance("(2026)示受字第9001号", "继承权公证", facts, Paper()), await ActAsAsync(db, "shili-gzc", cancellationToken), cancellationToken);
    }

    private static async Task RecordAsync(PortalDbContext db, IServiceProvider services, CancellationToken cancellationToken)
    {
        var today = services.GetRequiredService<TimeProvider>().GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date;
        await services.GetRequiredService<VerificationService>().RecordAsync(
            new RecordVerification
            {
                Channel = VerificationChannel.Telephone,
                CertificateNumber = "（2026）浙示证民内字第9001号",
                ReceivedOn = DateOnly.FromDateTime(today),
                Answer = VerificationAnswer.Genuine,
                Facts = new VerificationFacts
                {
                    Registry = "示范市示范区民政局婚姻登记处（演示）",
                    Asker = "演示辛",
                    Question = "该公证书是否由贵处出具？",
                    AnswerText = "经查存档，由本处出具，内容一致。",
                },
            },
            await ActAsAsync(db, "shili-gzc", cancellationToken),
            cancellationToken);
    }

    // The first person of a demo account, at its workstation.
    private static async Task<Actor> ActAsAsync(PortalDbContext db, string name, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleAsync(a => a.UserName == name, cancellationToken);
        var institution = await db.Institutions.SingleAsync(i => i.Id == account.InstitutionId, cancellationToken);
        var person = await db.Operators.SingleAsync(o => o.AccountId == account.Id && o.Number == 1, cancellationToken);
        return new Actor
        {
            SessionId = Guid.Empty,
            AccountId = account.Id,
            AccountName = name,
            OperatorId = person.Id,
            OperatorNumber = person.Number,
            PersonName = person.Name,
            Role = account.Role,
            InstitutionId = institution.Id,
            InstitutionCode = institution.Code,
            InstitutionName = institution.Name,
            Region = institution.Region,
            Address = IPAddress.Loopback,
            MustChangePassword = false,
        };
    }

    // An empty page.
    private static byte[] Paper()
    {
        const string objects = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n";
        var places = string.Concat(Enumerable.Range(1, 3).Select(i => $"{objects.IndexOf($"{i} 0 obj", StringComparison.Ordinal):D10} 00000 n \n"));
        return Encoding.Latin1.GetBytes($"{objects}xref\n0 4\n0000000000 65535 f \n{places}trailer<</Root 1 0 R/Size 4>>\nstartxref\n{objects.Length}\n%%EOF\n");
    }
}
