using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Makes the first provincial admin, from the command line of the server only; no account is built in.</summary>
public sealed class FirstAdmin(PortalDbContext db, AccountService accounts, PeopleService people, AuditLog audit, TimeProvider clock)
{
    /// <summary>Code of the provincial department, made when it is not there.</summary>
    public const string ProvinceCode = "province";

    /// <summary>The one-time password and the second factor, or null when there is an active provincial admin already.</summary>
    public async Task<(string OneTimePassword, Enrolment Enrolment)?> CreateAsync(CreateFirstAdmin input, CancellationToken cancellationToken)
    {
        if (await db.Accounts.AnyAsync(a => a.Role == AccountRole.ProvincialAdmin && a.State == AccountState.Active, cancellationToken))
        {
            return null;
        }

        var province = await db.Institutions.FirstOrDefaultAsync(i => i.Kind == InstitutionKind.Province, cancellationToken);
        var password = PasswordRules.NewOneTimePassword();
        var now = clock.GetUtcNow().UtcDateTime;
        var totpKey = Totp.NewKey();
        var intended = new ChangeIntended
        {
            Action = "account.first-admin",
            Target = input.Account,
            After = new Dictionary<string, string> { ["name"] = input.Person.Original, ["workstation"] = input.Workstation.Value },
        };
        await audit.ChangeAsync(intended, province?.Code ?? ProvinceCode, actor: "", address: "", personName: "", async () =>
        {
            // All or nothing: an admin without a second factor could not sign in, and would stop every further attempt.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            province ??= AddProvince(input);
            if (!await db.Workstations.AnyAsync(w => w.InstitutionId == province.Id && w.Network == input.Workstation.Value, cancellationToken))
            {
                db.Workstations.Add(new Workstation { Id = Guid.NewGuid(), InstitutionId = province.Id, Network = input.Workstation.Value, Label = "首位管理员工作站" });
            }

            await db.SaveChangesAsync(cancellationToken);
            var account = AccountService.Make(new IssueAccount(input.Account, AccountRole.ProvincialAdmin, province.Id), now);
            await accounts.CreateAsync(account, password, cancellationToken);
            db.Operators.Add(people.Make(account.Id, 1, input.Person, totpKey).Person);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        });
        return (password, new Enrolment(input.Account, input.Person.Original, totpKey));
    }

    private Institution AddProvince(CreateFirstAdmin input)
    {
        var province = new Institution
        {
            Id = Guid.NewGuid(),
            Code = ProvinceCode,
            Name = input.ProvinceName,
            Kind = InstitutionKind.Province,
            RegionCode = input.Region.Value,
        };
        db.Institutions.Add(province);
        return province;
    }
}

/// <summary>The first provincial admin.</summary>
public sealed record CreateFirstAdmin(string Account, PersonName Person, WorkstationNetwork Workstation, string ProvinceName, RegionCode Region);
