using MarriageRegistry.Data;
using MarriageRegistry.Demo;
using MarriageRegistry.Desk.Journal;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Desk.Accounts;

/// <summary>Signs registrars in: password and one-time code together; five failures lock the account for a quarter of an hour.</summary>
public sealed class RegistrarSignIn(DeskTransactions transactions, RegistrarKeys keys, IConfiguration configuration, TimeProvider clock)
{
    public const int MostFailures = 5;

    private static readonly TimeSpan _lock = TimeSpan.FromMinutes(15);

    /// <summary>The registrar, or null: whatever was wrong, the person reads the same sentence.</summary>
    public Task<Registrar?> SignInAsync(string? account, string? password, string? code, CancellationToken cancellationToken) =>
        transactions.RunAsync(db => SignInAsync(db, account, password, code, cancellationToken), cancellationToken);

    private async Task<Registrar?> SignInAsync(RegistryDbContext db, string? account, string? password, string? code, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var registrar = account is { Length: <= Registrar.AccountMaxLength }
            ? await db.Registrars.SingleOrDefaultAsync(r => r.Account == account.Trim(), cancellationToken)
            : null;
        var isPassword = keys.IsPassword(registrar, password is { Length: <= 200 } ? password : "");
        if (registrar is null)
        {
            db.DeskEntries.Add(new DeskEntry { At = now.UtcDateTime, Act = DeskActs.SignInRefused, Detail = "账户不存在" });
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }

        var problem = Check(registrar, isPassword, code, now);
        db.DeskEntries.Add(new DeskEntry
        {
            At = now.UtcDateTime,
            RegistrarId = registrar.Id,
            OfficeCode = registrar.OfficeCode,
            Act = problem is null ? DeskActs.SignedIn : DeskActs.SignInRefused,
            Detail = problem,
        });
        await db.SaveChangesAsync(cancellationToken);
        return problem is null ? registrar : null;
    }

    private string? Check(Registrar registrar, bool isPassword, string? code, DateTimeOffset now)
    {
        if (!registrar.IsActive)
        {
            return "账户已停用";
        }

        if (registrar.LockedUntil > now.UtcDateTime)
        {
            return "账户锁定中";
        }

        var step = OneTimeCode.FindStep(keys.Open(registrar.SealedCodeKey), code, now);

        // Several testers share one demo registrar within one step of half a minute.
        if (isPassword && step is { } used && (used > registrar.LastCodeStep || DemoMode.IsEnabled(configuration)))
        {
            (registrar.Failures, registrar.LockedUntil, registrar.LastCodeStep) = (0, null, used);
            return null;
        }

        if (++registrar.Failures >= MostFailures)
        {
            (registrar.Failures, registrar.LockedUntil) = (0, now.UtcDateTime + _lock);
        }

        return isPassword ? "动态码不符" : "口令不符";
    }
}
