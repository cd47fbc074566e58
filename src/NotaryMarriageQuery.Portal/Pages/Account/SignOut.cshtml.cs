using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Account;

/// <summary>Ends the session on the server and forgets its cookie.</summary>
public sealed class SignOutModel(SessionService sessions) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await sessions.EndAsync(HttpContext.Actor(), cancellationToken);
        await HttpContext.SignOutAsync();
        return Redirect("/account/sign-in");
    }
}
