using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>The province's password rules (B3): 12 characters, four classes, 90 days, change at first use, last five refused.</summary>
public static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 128;
    public const int RememberedPasswords = 5;

    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(90);

    /// <summary>How long a one-time password that the province issued may be used.</summary>
    public static readonly TimeSpan OneTimeLifetime = TimeSpan.FromDays(7);

    /// <summary>True when the account may do nothing but change its password.</summary>
    public static bool MustChange(Account account, DateTime now) => account.PasswordIsOneTime || now - account.PasswordChangedAt > MaxAge;

    /// <summary>True when an issued password was not used in time.</summary>
    public static bool OneTimeExpired(Account account, DateTime now) => account.PasswordIsOneTime && now - account.PasswordChangedAt > OneTimeLifetime;

    /// <summary>A random password that obeys the rules and has no characters that look alike on paper.</summary>
    public static string NewOneTimePassword()
    {
        var classes = new[] { "ABCDEFGHJKMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "#%+=?@" };
        var all = string.Concat(classes);
        var characters = classes.Select(c => c[RandomNumberGenerator.GetInt32(c.Length)])
            .Concat(Enumerable.Range(0, 12).Select(_ => all[RandomNumberGenerator.GetInt32(all.Length)]))
            .ToArray();
        RandomNumberGenerator.Shuffle(characters.AsSpan());
        return new string(characters);
    }

    internal static void Configure(PasswordOptions options)
    {
        options.RequiredLength = MinLength;
        options.RequireDigit = options.RequireLowercase = options.RequireUppercase = options.RequireNonAlphanumeric = true;
        options.RequiredUniqueChars = 6;
    }
}

/// <summary>Refuses a password that the account has now or had among its last five, or that is absurdly long.</summary>
public sealed class PasswordReuseValidator(PortalDbContext db, IPasswordHasher<Account> hasher) : IPasswordValidator<Account>
{
    /// <summary>Code of the error for a password that was used before.</summary>
    public const string ReusedCode = "PasswordReused";

    /// <summary>Code of the error for a password that is too long to hash at leisure.</summary>
    public const string TooLongCode = "PasswordTooLong";

    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        if (password is null || password.Length > PasswordRules.MaxLength)
        {
            return IdentityResult.Failed(new IdentityError { Code = TooLongCode });
        }

        var earlier = await db.PasswordHistory
            .Where(h => h.AccountId == user.Id)
            .OrderByDescending(h => h.SetAt)
            .Take(PasswordRules.RememberedPasswords)
            .Select(h => h.Hash)
            .ToListAsync();
        return earlier.Exists(hash => hasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed)
            ? IdentityResult.Failed(new IdentityError { Code = ReusedCode })
            : IdentityResult.Success;
    }
}
