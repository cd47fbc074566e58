using MarriageRegistry.Desk.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MarriageRegistry.Pages.Desk;

/// <summary>登记员登录: password and one-time code.</summary>
public sealed class SignInModel(RegistrarSignIn signIn) : PageModel
{
    [BindProperty]
    public string? Account { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Where the person wanted to go; a page of the desk or nothing.</summary>
    [BindProperty]
    public string? From { get; set; }

    public void OnGet(string? from) => From = from;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (await signIn.SignInAsync(Account, Password, Code, cancellationToken) is not { } registrar)
        {
            ModelState.AddModelError(nameof(Account), "账户、口令或动态码不正确，或账户暂不能登录；请核对后再试，仍不能登录时联系本机关负责人");
            return this.Again();
        }

        await DeskCookie.SignInAsync(HttpContext, registrar);
        return Redirect(From?.StartsWith("/desk", StringComparison.Ordinal) == true && Url.IsLocalUrl(From) ? From : "/desk");
    }
}
