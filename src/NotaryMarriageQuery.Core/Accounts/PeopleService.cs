using CivilIdentity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>The province's work on the people behind an account (B2): enrol, replace a second factor, retire.</summary>
public sealed class PeopleService(PortalDbContext db, UserManager<Account> accounts, AuditLog audit, KeyRing keys, TimeProvider clock)
{
    /// <summary>Enrols a person and makes their TOTP key, which is told once. Null when somebody active has that name already.</summary>
    /// <remarks>What is given to do <c>together</c> runs first and in the same transaction.</remarks>
    public async Task<Enrolment?> EnrolAsync(Guid accountId, PersonName name, Consent consent, Actor actor, CancellationToken cancellationToken, Func<Operator, Task>? together = null)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, cancellationToken);
        var people = await db.Operators.Where(o => o.AccountId == accountId).ToListAsync(cancellationToken);
        if (people.Exists(o => o.IsActive && o.Name == name.Original))
        {
            return null;
        }

        var (person, key) = Make(accountId, people.Count == 0 ? 1 : people.Max(o => o.Number) + 1, name);
        await audit.ChangeAsync(consent.On(AccountEvents.PersonEnrolled(account, person.Number, person.Name)), actor, () => db.SaveTogetherAsync(
            together is null ? null : () => together(person), () => db.Operators.Add(person), cancellationToken));
        return new Enrolment(account.UserName!, person.Name, key);
    }

    /// <summary>Gives a person a new TOTP key; the old one is worth nothing and their sessions end.</summary>
    public async Task<Enrolment> ReplaceFactorAsync(Guid operatorId, Consent consent, Actor actor, CancellationToken cancellationToken)
    {
        var (person, account) = await FindAsync(operatorId, cancellationToken);
        var key = Totp.NewKey();
        await audit.ChangeAsync(consent.On(AccountEvents.FactorReplaced(account, person)), actor, async () =>
        {
            person.SealedTotpKey = new FieldCipher(keys.FieldKey).Seal(key, person.TotpKeyPlace);
            person.FailedCodes = 0;
            person.LockedUntil = null;
            AccountService.Succeed(await accounts.UpdateSecurityStampAsync(account));
        });
        return new Enrolment(account.UserName!, person.Name, key);
    }

    /// <summary>Retires a person: no sign-in any more, open sessions end; what they did keeps their name.</summary>
    /// <remarks>What is given to do <c>together</c> runs first and in the same transaction.</remarks>
    public async Task RetireAsync(Guid operatorId, string reason, Actor actor, CancellationToken cancellationToken, Func<Task>? together = null)
    {
        var (person, account) = await FindAsync(operatorId, cancellationToken);
        if (!person.IsActive)
        {
            return;
        }

        await audit.ChangeAsync(AccountEvents.PersonRetired(account, person, reason), actor, () => db.SaveTogetherAsync(
            together, () => (person.IsActive, person.RetiredAt) = (false, clock.GetUtcNow().UtcDateTime), cancellationToken));
    }

    internal (Operator Person, byte[] Key) Make(Guid accountId, int number, PersonName name, byte[]? key = null)
    {
        var id = Guid.NewGuid();
        key ??= Totp.NewKey();
        var person = new Operator
        {
            Id = id,
            AccountId = accountId,
            Number = number,
            Name = name.Original,
            SealedTotpKey = new FieldCipher(keys.FieldKey).Seal(key, Operator.PlaceOf(id)),
        };
        return (person, key);
    }

    private async Task<(Operator Person, Account Account)> FindAsync(Guid operatorId, CancellationToken cancellationToken)
    {
        var person = await db.Operators.SingleAsync(o => o.Id == operatorId, cancellationToken);
        return (person, await db.Accounts.SingleAsync(a => a.Id == person.AccountId, cancellationToken));
    }
}

/// <summary>A second factor that was just made, to be shown once.</summary>
public sealed record Enrolment(string Account, string PersonName, byte[] TotpKey);
