using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>The province's work on accounts (B1-B3): issue, reset, suspend, resume, cancel; and everybody's own password. Each with evidence.</summary>
public sealed class AccountService(UserManager<Account> accounts, PortalDbContext db, AuditLog audit, TimeProvider clock)
{
    /// <summary>Issues an account with a one-time password that is told once.</summary>
    public async Task<IssueOutcome> IssueAsync(IssueAccount input, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var institution = await db.Institutions.SingleOrDefaultAsync(i => i.Id == input.InstitutionId, cancellationToken);
        if (institution is null || !Fits(input.Role, institution.Kind))
        {
            return new IssueOutcome.RoleDoesNotFit();
        }

        if (await accounts.FindByNameAsync(input.Name) is not null)
        {
            return new IssueOutcome.NameTaken();
        }

        if (input.Role == AccountRole.NotaryOffice && await db.Accounts.AnyAsync(a => a.InstitutionId == institution.Id && a.State != AccountState.Cancelled, cancellationToken))
        {
            return new IssueOutcome.InstitutionHasAccount();
        }

        var password = PasswordRules.NewOneTimePassword();
        var account = Make(input, clock.GetUtcNow().UtcDateTime);
        var intended = AccountEvents.Issued(account, institution) with { Reason = reason };
        await audit.ChangeAsync(intended, actor, () => CreateAsync(account, password, cancellationToken));
        return new IssueOutcome.Issued(account.Id, password);
    }

    /// <summary>Gives an account a new one-time password, ends its lock-out and all its sessions.</summary>
    public async Task<string> ResetPasswordAsync(Guid accountId, Consent consent, Actor actor, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, cancellationToken);
        var password = PasswordRules.NewOneTimePassword();
        await audit.ChangeAsync(consent.On(AccountEvents.PasswordReset(account)), actor, () => SetPasswordAsync(account, password, oneTime: true, cancellationToken));
        return password;
    }

    /// <summary>Changes the own password. The empty list means done; otherwise what is wrong with the new one.</summary>
    public async Task<PasswordOutcome> ChangeOwnPasswordAsync(string current, string replacement, Actor actor, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == actor.AccountId, cancellationToken);
        if (!await accounts.CheckPasswordAsync(account, current))
        {
            return new PasswordOutcome.WrongPassword();
        }

        var problems = new List<string>();
        foreach (var validator in accounts.PasswordValidators)
        {
            problems.AddRange((await validator.ValidateAsync(accounts, account, replacement)).Errors.Select(e => e.Code));
        }

        if (problems.Count > 0)
        {
            return new PasswordOutcome.NotAcceptable(problems);
        }

        await audit.ChangeAsync(
            AccountEvents.OwnPasswordChanged(account),
            actor,
            () => SetPasswordAsync(account, replacement, oneTime: false, cancellationToken));
        return new PasswordOutcome.Changed();
    }

    /// <summary>Suspends an account; every open session ends with its next request. A cancelled one stays cancelled.</summary>
    public async Task SuspendAsync(Guid accountId, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, cancellationToken);
        if (account.State == AccountState.Active)
        {
            await SetStateAsync(account, AccountState.Suspended, AccountEvents.StateChanged(account, AccountState.Suspended) with { Reason = reason }, actor);
        }
    }

    /// <summary>Cancels an account (注销): it ends like a suspended one and never comes back. Its name stays taken.</summary>
    public async Task CancelAsync(Guid accountId, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, cancellationToken);
        if (account.State != AccountState.Cancelled)
        {
            await SetStateAsync(account, AccountState.Cancelled, AccountEvents.StateChanged(account, AccountState.Cancelled) with { Reason = reason }, actor);
        }
    }

    /// <summary>Resumes a suspended account; a cancelled one stays cancelled.</summary>
    public async Task ResumeAsync(Guid accountId, Consent consent, Actor actor, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, cancellationToken);
        if (account.State == AccountState.Suspended)
        {
            await SetStateAsync(account, AccountState.Active, consent.On(AccountEvents.StateChanged(account, AccountState.Active)), actor);
        }
    }

    internal static Account Make(IssueAccount input, DateTime now) => new()
    {
        Id = Guid.NewGuid(),
        UserName = input.Name,
        Role = input.Role,
        InstitutionId = input.InstitutionId,
        PasswordChangedAt = now,
        PasswordIsOneTime = true,
    };

    internal async Task CreateAsync(Account account, string password, CancellationToken cancellationToken)
    {
        // Joins the transaction of a caller who has more to write.
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        Succeed(await accounts.CreateAsync(account, password));
        Remember(account);
        await db.SaveChangesAsync(cancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static bool Fits(AccountRole role, InstitutionKind kind) => role switch
    {
        AccountRole.NotaryOffice => kind == InstitutionKind.NotaryOffice,
        AccountRole.Inspector => kind is InstitutionKind.Bureau or InstitutionKind.Province,
        AccountRole.ProvincialAdmin or AccountRole.ProvincialAuditor => kind == InstitutionKind.Province,
        _ => false,
    };

    private Task SetStateAsync(Account account, AccountState state, ChangeIntended intended, Actor actor) => audit.ChangeAsync(intended, actor, async () =>
    {
        account.State = state;
        account.StateChangedAt = clock.GetUtcNow().UtcDateTime;
        Succeed(await accounts.UpdateSecurityStampAsync(account));
    });

    internal static void Succeed(IdentityResult result)
    {
        if (result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)))
        {
            throw new DbUpdateConcurrencyException("The account was changed meanwhile.");
        }

        if (!result.Succeeded)
        {
            throw new InvalidOperationException("Identity refused: " + string.Join(", ", result.Errors.Select(e => e.Code)));
        }
    }

    private async Task SetPasswordAsync(Account account, string password, bool oneTime, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.PasswordChangedAt = clock.GetUtcNow().UtcDateTime;
        account.PasswordIsOneTime = oneTime;
        account.AccessFailedCount = 0;
        account.LockoutEnd = null;
        Remember(account);
        Succeed(await accounts.UpdateSecurityStampAsync(account));
        await transaction.CommitAsync(cancellationToken);
    }

    private void Remember(Account account) => db.PasswordHistory.Add(new PasswordHistory
    {
        Id = Guid.NewGuid(),
        AccountId = account.Id,
        Hash = account.PasswordHash!,
        SetAt = account.PasswordChangedAt,
    });
}

/// <summary>An account to issue.</summary>
public sealed record IssueAccount(string Name, AccountRole Role, Guid InstitutionId);

/// <summary>What became of issuing an account.</summary>
public abstract record IssueOutcome
{
    public sealed record Issued(Guid AccountId, string OneTimePassword) : IssueOutcome;

    public sealed record NameTaken : IssueOutcome;

    /// <summary>A notary institution has one account only (Z 五(一)).</summary>
    public sealed record InstitutionHasAccount : IssueOutcome;

    public sealed record RoleDoesNotFit : IssueOutcome;
}

/// <summary>What became of changing the own password.</summary>
public abstract record PasswordOutcome
{
    public sealed record Changed : PasswordOutcome;

    public sealed record WrongPassword : PasswordOutcome;

    /// <summary>Error codes of the password validators.</summary>
    public sealed record NotAcceptable(IReadOnlyList<string> Codes) : PasswordOutcome;
}
