using MarriageRegistry.Desk;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Journal;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MarriageRegistry.Pages.Desk;

/// <summary>退出.</summary>
public sealed class SignOutModel(DeskJournal journal) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await journal.WriteAsync(DeskActor.Of(HttpContext), DeskActs.SignedOut, null, null, cancellationToken);
        await HttpContext.SignOutAsync(DeskPolicies.Scheme);
        return Redirect("/desk/sign-in");
    }
}
