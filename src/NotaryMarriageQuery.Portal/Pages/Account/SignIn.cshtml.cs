using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Account;

/// <summary>First step of signing in: account and password at a registered workstation.</summary>
[EnableRateLimiting(RateLimits.SignIns)]
public sealed class SignInModel(SignInService signIn) : PageModel
{
    /// <summary>The one sentence for whatever is wrong: it tells a guesser nothing.</summary>
    internal const string Refused = "未能登录：账户、口令、动态码或登录地点有误。请核对后重试；连续失败 5 次将锁定 30 分钟，如有疑问请联系省厅。";

    private static readonly InlineValidator<SignInModel> _validator = new()
    {
        v => v.RuleFor(m => m.Account).Text("请输入账户", 64, "账户"),
        v => v.RuleFor(m => m.Password).Must(p => !string.IsNullOrEmpty(p)).WithMessage("请输入口令")
            .Must(p => p is null || p.Length <= PasswordRules.MaxLength).WithMessage(Refused),
    };

    [BindProperty]
    public string? Account { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The page is shown because a session ended.</summary>
    [BindProperty(SupportsGet = true, Name = "ended")]
    public bool Ended { get; set; }

    public IActionResult OnGet() => HttpContext.FindActor() is null ? Page() : Redirect("/");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        var account = await signIn.CheckPasswordAsync(Account!.Trim(), Password!, HttpContext.CallerAddress(), cancellationToken);
        if (account is null)
        {
            return this.Again("", Refused);
        }

        await PendingSignIn.IssueAsync(HttpContext, account);
        return Redirect("/account/verify");
    }
}
