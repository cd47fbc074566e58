using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Between password and code: a cookie for five minutes that names the account and is good for nothing else.</summary>
internal static class PendingSignIn
{
    public const string Scheme = "pending-sign-in";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const string AccountClaim = "account";
    private const string StampClaim = "stamp";

    public static Task IssueAsync(HttpContext context, Core.Accounts.Account account)
    {
        var identity = new ClaimsIdentity(
            [new Claim(AccountClaim, account.Id.ToString()), new Claim(StampClaim, account.SecurityStamp!)],
            Scheme);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>The account whose password was given, and its stamp then; null when there is none or five minutes are over.</summary>
    public static async Task<(Guid AccountId, string Stamp)?> FindAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(Scheme);
        return result.Succeeded && Guid.TryParse(result.Principal.FindFirstValue(AccountClaim), out var id)
            ? (id, result.Principal.FindFirstValue(StampClaim) ?? "")
            : null;
    }

    public static Task ForgetAsync(HttpContext context) => context.SignOutAsync(Scheme);
}
