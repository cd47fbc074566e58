using CivilIdentity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Terms;

namespace NotaryMarriageQuery.AppHost;

/// <summary>The demo's institutions, accounts, people and cases. Region codes are unassigned, names invented: nobody is real.</summary>
public static class DemoData
{
    /// <summary>Password of all demo accounts.</summary>
    public const string Password = "Demo#2026-Query";

    private static readonly DemoAccount[] _accounts =
    [
        new("shili-gzc", AccountRole.NotaryOffice, "shili-gzc", "示范市示例公证处（演示）", InstitutionKind.NotaryOffice, "339999", "127.0.0.1",
            [("测试甲", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), ("测试乙", "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK")]),
        new("dier-gzc", AccountRole.NotaryOffice, "dier-gzc", "示范市第二公证处（演示）", InstitutionKind.NotaryOffice, "339998", "127.0.0.2",
            [("测试丙", "NBSWY3DPEB3W64TMNBSWY3DPEB3W64TM")]),
        new("shi-sfj", AccountRole.Inspector, "shi-sfj", "示范市司法局（演示）", InstitutionKind.Bureau, "3399", "127.0.0.1",
            [("演示丁", "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")]),
        new("yixian-sfj", AccountRole.Inspector, "yixian-sfj", "乙县司法局（演示）", InstitutionKind.Bureau, "339998", "127.0.0.1",
            [("演示戊", "ONSWG4TFORVWK6JAONSWG4TFORVWK6JA")]),
        new("sheng-admin", AccountRole.ProvincialAdmin, "sheng-sft", "省司法厅（演示）", InstitutionKind.Province, "33", "127.0.0.1",
            [("演示己", "MJQXGZJTGIQGS4ZAMJQXGZJTGIQGS4ZA")]),
        new("sheng-audit", AccountRole.ProvincialAuditor, "sheng-sft", "省司法厅（演示）", InstitutionKind.Province, "33", "127.0.0.1",
            [("演示庚", "PFXXK4RAONSWG4TFPFXXK4RAONSWG4TF")]),
    ];

    private static readonly DemoCase[] _cases =
    [
        new("shili-gzc", "(2026)示受字第9001号", "继承权公证", true, [("示例一", "339999199001010013"), ("示例二", "339999199202020023")]),
        new("shili-gzc", "(2026)示受字第9002号", "委托公证", true, [("示例三", "339999198503150134"), ("示例四", "339999198805200248")]),
        new("shili-gzc", "(2026)示受字第9003号", "夫妻财产约定公证", true,
            [("示例·测试", "339999197809080314"), ("𠮷示例", "339999199511110516"), ("示例九", "339999194507070715"), ("示例十", "330199198801010111")]),
        new("shili-gzc", "(2026)示受字第9004号", "委托公证", false, [("示例一", "339999199001010013")]),
        new("dier-gzc", "(2026)二受字第9001号", "继承权公证", true, [("示例一", "339999199001010013")]),
    ];

    /// <summary>TOTP key of a demo person, Base32.</summary>
    public static string TotpOf(string person) => _accounts.SelectMany(a => a.People).First(p => p.Name == person).TotpKey;

    /// <summary>Fills an empty database; keeps the demo passwords young in one that was filled before.</summary>
    /// <exception cref="InvalidOperationException">The database holds data that are not the demo's, or this is not demo mode.</exception>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        if (!scope.ServiceProvider.GetRequiredService<Portal.PortalSettings>().Demo)
        {
            throw new InvalidOperationException("演示数据只能用于演示模式。");
        }

        if (await db.Marks.AnyAsync(m => m.Name == DatabaseMark.Demo, cancellationToken))
        {
            var names = _accounts.Select(a => a.Name).ToList();
            await db.Accounts.Where(a => names.Contains(a.UserName!)).ExecuteUpdateAsync(s => s.SetProperty(a => a.PasswordChangedAt, now), cancellationToken);
            await OpenOldAsync(db, scope.ServiceProvider, cancellationToken);
            await AddTermsToOldAsync(db, now, cancellationToken);
            return;
        }

        if (await db.Institutions.AnyAsync(cancellationToken))
        {
            throw new InvalidOperationException("数据库已有正式数据，不能装入演示数据。");
        }

        db.Marks.Add(new DatabaseMark { Name = DatabaseMark.Demo });
        AddAccounts(db, scope.ServiceProvider, now);
        db.Add(MakeTerms(now));
        AddCases(db, scope.ServiceProvider.GetRequiredService<CaseService>(), now);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static void AddAccounts(PortalDbContext db, IServiceProvider services, DateTime now)
    {
        var hasher = services.GetRequiredService<IPasswordHasher<Account>>();
        var cipher = new FieldCipher(services.GetRequiredService<KeyRing>().FieldKey);
        var hash = hasher.HashPassword(null!, Password);
        foreach (var demo in _accounts)
        {
            var institution = db.Institutions.Local.FirstOrDefault(i => i.Code == demo.Code);
            if (institution is null)
            {
                institution = new Institution { Id = Guid.NewGuid(), Code = demo.Code, Name = demo.Institution, Kind = demo.Kind, RegionCode = demo.Region, IsOpen = true };
                db.Add(institution);
                if (demo.Kind == InstitutionKind.NotaryOffice)
                {
                    db.Add(Open(institution, demo.Workstation, cipher, now));
                }

                db.Add(new Workstation { Id = Guid.NewGuid(), InstitutionId = institution.Id, Network = demo.Workstation + "/32", Label = "演示工作站" });
            }

            var account = new Account
            {
                Id = Guid.NewGuid(),
                UserName = demo.Name,
                NormalizedUserName = demo.Name.ToUpperInvariant(),
                Role = demo.Role,
                InstitutionId = institution.Id,
                PasswordChangedAt = now,
                SecurityStamp = Guid.NewGuid().ToString("N"),
            };
            account.PasswordHash = hash;
            db.Add(account);
            db.Add(new PasswordHistory { Id = Guid.NewGuid(), AccountId = account.Id, Hash = account.PasswordHash, SetAt = now });
            foreach (var ((name, totp), index) in demo.People.Select((p, i) => (p, i)))
            {
                var id = Guid.NewGuid();
                db.Add(new Operator { Id = id, AccountId = account.Id, Number = index + 1, Name = name, SealedTotpKey = cipher.Seal(Totp.FromBase32(totp), Operator.PlaceOf(id)), AcceptedTerms = 1, AcceptedTermsAt = now });
            }
        }
    }

    /// <summary>Secret of a demo institution's server.</summary>
    public static string IntakeSecretOf(string institution) => "demo-intake-secret-" + institution;

    // The demo has no servers that call every minute: the province's leave keeps lookups open, what the servers do shows all the same.
    private static Opening Open(Institution institution, string server, FieldCipher cipher, DateTime now) => new()
    {
        InstitutionId = institution.Id,
        ServerNetwork = server + "/32",
        SealedSecret = cipher.SealText(IntakeSecretOf(institution.Code), Opening.SecretPlace(institution.Id)),
        SecretIssuedAt = Microseconds(now),
        OverrideEndsAt = Microseconds(new DateTime(2099, 12, 31, 0, 0, 0, DateTimeKind.Utc)),
        OverrideReason = "演示数据，无须接入服务器",
        AllowsManualCases = true,
    };

    // A demo database from before there were openings, or whose rows an update made.
    private static async Task OpenOldAsync(PortalDbContext db, IServiceProvider services, CancellationToken cancellationToken)
    {
        var cipher = new FieldCipher(services.GetRequiredService<KeyRing>().FieldKey);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        foreach (var demo in _accounts.Where(a => a.Kind == InstitutionKind.NotaryOffice))
        {
            var institution = await db.Institutions.SingleOrDefaultAsync(i => i.Code == demo.Code, cancellationToken);
            if (institution is not null && !await db.Openings.AnyAsync(o => o.InstitutionId == institution.Id && o.SealedSecret != null, cancellationToken))
            {
                await db.Openings.Where(o => o.InstitutionId == institution.Id).ExecuteDeleteAsync(cancellationToken);
                db.Add(Open(institution, demo.Workstation, cipher, now));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    // The demo's people have accepted the demo's terms; whoever is added later reads them first.
    private static TermsVersion MakeTerms(DateTime now) => new()
    {
        Number = 1,
        Text = "一、只在本机构受理的公证业务中，为核对当事人婚姻登记信息而查询。\n二、查询须有当事人同意、授权或其他公证机构的书面委托。\n"
            + "三、账户、口令和动态码专人专用，不得转借；发现异常立即报告省厅。\n四、查询结果仅供公证业务参考，不得泄露、复制或用于其他用途。\n五、每次查询、查看、打印都留有存证，接受检查。（演示文本）",
        PublishedAt = Microseconds(now),
        PublishedBy = "sheng-admin/01",
    };

    // A demo database from before there were terms.
    private static async Task AddTermsToOldAsync(PortalDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        if (await db.Terms.AnyAsync(cancellationToken))
        {
            return;
        }

        foreach (var person in await db.Operators.ToListAsync(cancellationToken))
        {
            (person.AcceptedTerms, person.AcceptedTermsAt) = (1, now);
        }

        db.Add(MakeTerms(now));
        await db.SaveChangesAsync(cancellationToken);
    }

    private static long Microseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static void AddCases(PortalDbContext db, CaseService cases, DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        foreach (var demo in _cases)
        {
            var parties = demo.Parties.Select(p => new EnterParty(Name(p.Name), Id(p.IdNumber, today))).ToList();
            var made = cases.Make(new EnterCase(Number(demo.Number), demo.Matter, new DateOnly(2026, 1, 5), parties), db.Institutions.Local.First(i => i.Code == demo.Institution).Id);
            made.IsOpen = demo.IsOpen;
            db.Add(made);
        }
    }

    private static CaseNumber Number(string text) => CaseNumber.TryParse(text, out var number) ? number : throw new FormatException(text);

    private static PersonName Name(string text) => PersonName.TryParse(text, out var name, out _) ? name : throw new FormatException(text);

    private static ResidentId Id(string text, DateOnly today) => ResidentId.TryParse(text, today, out var id, out _) ? id : throw new FormatException(text);

    private sealed record DemoAccount(
        string Name,
        AccountRole Role,
        string Code,
        string Institution,
        InstitutionKind Kind,
        string Region,
        string Workstation,
        (string Name, string TotpKey)[] People);

    private sealed record DemoCase(string Institution, string Number, string Matter, bool IsOpen, (string Name, string IdNumber)[] Parties);
}
