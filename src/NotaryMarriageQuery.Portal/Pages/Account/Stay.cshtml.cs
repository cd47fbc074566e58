using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace NotaryMarriageQuery.Portal.Pages.Account;

/// <summary>Nothing but a sign of life: the session check of the request has noted it.</summary>
public sealed class StayModel : PageModel
{
    public IActionResult OnGet() => new NoContentResult();
}
