using MarriageRegistry.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace MarriageRegistry.Pages.Demo;

/// <summary>The person's side of the demonstration provider: whoever comes chooses who to be. It is there in demo mode only.</summary>
public sealed class IdentityModel(IConfiguration configuration, TimeProvider clock) : PageModel
{
    [BindProperty]
    public int Person { get; set; }

    [BindProperty]
    public string? Result { get; set; }

    public IActionResult OnGet() => Find() is null ? BadOrMissing() : Page();

    public IActionResult OnPost()
    {
        if (Find() is not { } request || !ModelState.IsValid || Person < 0 || Person >= DemoIdentity.People.Count || Result is not ("high" or "low" or "old"))
        {
            return BadOrMissing();
        }

        var (name, number) = DemoIdentity.People[Person];
        var now = clock.GetUtcNow();
        var login = new DemoLogin(name, number, Result == "low" ? DemoIdentity.Low : DemoIdentity.High, Result == "old" ? now.AddDays(-1) : now);
        var code = HttpContext.RequestServices.GetRequiredService<DemoIdentity>().Admit(request, login);
        return Redirect(QueryHelpers.AddQueryString(request.RedirectUri!, new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = code, ["state"] = request.State }));
    }

    private IActionResult BadOrMissing() => DemoMode.IsEnabled(configuration) ? BadRequest() : NotFound();

    // The page posts to its own address, so the application's request stands in it both times.
    private IdentityRequest? Find()
    {
        if (!DemoMode.IsEnabled(configuration))
        {
            return null;
        }

        var request = new IdentityRequest(
            Read("client_id"), Read("response_type"), Read("redirect_uri"), Read("state"), Read("nonce"), Read("code_challenge"), Read("code_challenge_method"));
        return DemoIdentity.Knows(request, Request) ? request : null;

        string? Read(string name) => Request.Query[name] is [{ } value] ? value : null;
    }
}
