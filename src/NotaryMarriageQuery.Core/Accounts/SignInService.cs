using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Signing in: account and password at a registered workstation, then the person and their code (B1-B4).</summary>
/// <remarks>Whatever is wrong, the person reads one sentence; the inspector reads which it was.</remarks>
public sealed class SignInService(
    UserManager<Account> accounts,
    PortalDbContext db,
    AccessDirectory directory,
    AuditLog audit,
    KeyRing keys,
    IOptions<SignInSettings> options,
    TimeProvider clock)
{
    private const int AllowedFailures = 5;
    private static readonly TimeSpan _lockOut = TimeSpan.FromMinutes(30);

    // Unknown accounts take as long as known ones: their password is checked against this.
    private static readonly string _nobodysHash = new PasswordHasher<Account>().HashPassword(null!, Guid.NewGuid().ToString());

    /// <summary>First step. The account when password and place are right, null otherwise (evidence says why).</summary>
    public async Task<Account?> CheckPasswordAsync(string accountName, string password, IPAddress address, CancellationToken cancellationToken)
    {
        var account = AccountName.TryParse(accountName, out var name) ? await accounts.FindByNameAsync(name) : null;
        var problem = await FindPasswordProblemAsync(account, password, address, cancellationToken);
        if (problem is null)
        {
            return account;
        }

        await RefuseAsync(problem.Value, account, accountName, actor: "", person: "", address, cancellationToken);
        return null;
    }

    /// <summary>Second step. A new session when the person and their code are right, null otherwise (evidence says why).</summary>
    public async Task<SignInSession?> VerifyCodeAsync(Guid accountId, Guid? operatorId, string? code, IPAddress address, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, cancellationToken);
        var people = await db.Operators.AsNoTracking().Where(o => o.AccountId == accountId).ToListAsync(cancellationToken);
        var active = people.FindAll(o => o.IsActive);
        var person = operatorId is null && active.Count == 1 ? active[0] : people.Find(o => o.Id == operatorId);
        var problem = await FindCodeProblemAsync(account, person, code, address, cancellationToken);
        if (problem is null)
        {
            return await StartSessionAsync(account, person!, address, cancellationToken);
        }

        var actor = person is null ? account.UserName! : Actor.FormatAuditName(account.UserName!, person.Number);
        await RefuseAsync(problem.Value, account, account.UserName!, actor, person?.Name ?? "", address, cancellationToken);
        return null;
    }

    private async Task<SignInProblem?> FindPasswordProblemAsync(Account? account, string password, IPAddress address, CancellationToken cancellationToken)
    {
        if (account is null)
        {
            accounts.PasswordHasher.VerifyHashedPassword(null!, _nobodysHash, password);
            return SignInProblem.UnknownAccount;
        }

        var now = clock.GetUtcNow();
        var passwordIsRight = await accounts.CheckPasswordAsync(account, password);
        if (account.LockoutEnd > now)
        {
            return SignInProblem.LockedOut;
        }

        if (!passwordIsRight)
        {
            await CountWrongPasswordAsync(account.Id, now, cancellationToken);
            return SignInProblem.WrongPassword;
        }

        // One statement decides: others may have failed and locked the account, here or on another instance, while this password was hashed.
        var counted = await db.Accounts.Where(a => a.Id == account.Id && a.LockoutEnd == account.LockoutEnd)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.AccessFailedCount, 0), cancellationToken);
        if (counted == 0)
        {
            return SignInProblem.LockedOut;
        }

        return await FindPlaceProblemAsync(account, address, cancellationToken)
            ?? (PasswordRules.OneTimeExpired(account, now.UtcDateTime) ? SignInProblem.OneTimePasswordExpired : null);
    }

    private async Task<SignInProblem?> FindPlaceProblemAsync(Account account, IPAddress address, CancellationToken cancellationToken)
    {
        if (account.State != AccountState.Active)
        {
            return SignInProblem.AccountNotActive;
        }

        var snapshot = await directory.GetAsync(cancellationToken);
        return snapshot.IsWorkstation(account.InstitutionId, address) ? null : SignInProblem.WorkstationNotRegistered;
    }

    private async Task<SignInProblem?> FindCodeProblemAsync(Account account, Operator? person, string? code, IPAddress address, CancellationToken cancellationToken)
    {
        if (await FindPlaceProblemAsync(account, address, cancellationToken) is { } placeProblem)
        {
            return placeProblem;
        }

        if (person is null)
        {
            return SignInProblem.UnknownPerson;
        }

        if (!person.IsActive)
        {
            return SignInProblem.PersonNotActive;
        }

        var now = clock.GetUtcNow();
        if (person.LockedUntil > now.UtcDateTime)
        {
            return SignInProblem.PersonLockedOut;
        }

        var key = new FieldCipher(keys.FieldKey).Open(person.SealedTotpKey, person.TotpKeyPlace);
        if (Totp.FindStep(key, code, now) is not { } step)
        {
            await CountWrongCodeAsync(person.Id, now.UtcDateTime, cancellationToken);
            return SignInProblem.WrongCode;
        }

        // One statement decides, so that of two sign-ins with one code at the same moment, on whichever instances, one succeeds, and
        // none after a lock that wrong codes brought meanwhile.
        var refuseUsed = options.Value.RefuseUsedCodes;
        var me = db.Operators.Where(o => o.Id == person.Id);
        var accepted = await me.Where(o => o.LockedUntil == person.LockedUntil && (!refuseUsed || o.LastTotpStep < step)).ExecuteUpdateAsync(
            s => s.SetProperty(o => o.LastTotpStep, step).SetProperty(o => o.FailedCodes, 0).SetProperty(o => o.LastSignInAt, now.UtcDateTime),
            cancellationToken);
        if (accepted == 1)
        {
            return null;
        }

        return await me.AnyAsync(o => o.LockedUntil == person.LockedUntil, cancellationToken) ? SignInProblem.UsedCode : SignInProblem.PersonLockedOut;
    }

    // Counting happens in the database: parallel guesses must not overwrite each other's count.
    private async Task CountWrongPasswordAsync(Guid accountId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var account = db.Accounts.Where(a => a.Id == accountId);
        await account.ExecuteUpdateAsync(s => s.SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1), cancellationToken);
        await account.Where(a => a.AccessFailedCount >= AllowedFailures).ExecuteUpdateAsync(
            s => s.SetProperty(a => a.LockoutEnd, now + _lockOut).SetProperty(a => a.AccessFailedCount, 0),
            cancellationToken);
    }

    private async Task CountWrongCodeAsync(Guid operatorId, DateTime now, CancellationToken cancellationToken)
    {
        var person = db.Operators.Where(o => o.Id == operatorId);
        await person.ExecuteUpdateAsync(s => s.SetProperty(o => o.FailedCodes, o => o.FailedCodes + 1), cancellationToken);
        await person.Where(o => o.FailedCodes >= AllowedFailures).ExecuteUpdateAsync(
            s => s.SetProperty(o => o.LockedUntil, now + _lockOut).SetProperty(o => o.FailedCodes, 0),
            cancellationToken);
    }

    private async Task<SignInSession> StartSessionAsync(Account account, Operator person, IPAddress address, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var session = new SignInSession
        {
            Id = Guid.NewGuid(),
            AccountId = account.Id,
            OperatorId = person.Id,
            SecurityStamp = account.SecurityStamp!,
            Address = address.ToString(),
            StartedAt = now,
            LastSeenAt = now,
        };
        var institution = await db.Institutions.SingleAsync(i => i.Id == account.InstitutionId, cancellationToken);
        await audit.RecordAsync(
            AuditKind.Login,
            new SignInSucceeded { Session = session.Id, Address = session.Address, PersonName = person.Name },
            institution.Code,
            Actor.FormatAuditName(account.UserName!, person.Number),
            AuditStatus.Done);
        await db.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.LastSignInAt, now), cancellationToken);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        return session;
    }

    private async Task RefuseAsync(SignInProblem problem, Account? account, string typed, string actor, string person, IPAddress address, CancellationToken cancellationToken)
    {
        var organisation = account is null ? "" : (await db.Institutions.SingleAsync(i => i.Id == account.InstitutionId, cancellationToken)).Code;
        var failed = new SignInFailed { Problem = problem, Account = AuditJson.Shorten(typed, 300), Address = address.ToString(), PersonName = person };
        await audit.RecordAsync(AuditKind.Login, failed, organisation, actor.Length > 0 ? actor : account?.UserName ?? "", AuditStatus.Refused);
    }
}

/// <summary>Settings of signing in (section <c>SignIn</c>).</summary>
public sealed class SignInSettings
{
    /// <summary>Accept each code once only. Off in demo mode, where tests share a person within one 30-second step.</summary>
    public bool RefuseUsedCodes { get; set; } = true;
}
