using FluentValidation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Account;

/// <summary>Changes the own account's password (B3); afterwards everybody behind the account signs in anew.</summary>
[EnableRateLimiting(RateLimits.SignIns)]
public sealed class PasswordModel(AccountService accounts) : PageModel
{
    private static readonly InlineValidator<PasswordModel> _validator = new()
    {
        v => v.RuleFor(m => m.Current).NotEmpty().WithMessage("请输入现口令").MaximumLength(PasswordRules.MaxLength).WithMessage("现口令不正确"),
        v => v.RuleFor(m => m.Replacement).NotEmpty().WithMessage("请输入新口令").MaximumLength(PasswordRules.MaxLength).WithMessage("新口令不能超过 128 位"),
        v => v.RuleFor(m => m.Repeated).Equal(m => m.Replacement).WithMessage("两次输入的新口令不一致"),
    };

    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Replacement { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        switch (await accounts.ChangeOwnPasswordAsync(Current!, Replacement!, HttpContext.Actor(), cancellationToken))
        {
            case PasswordOutcome.WrongPassword:
                return this.Again(nameof(Current), "现口令不正确");
            case PasswordOutcome.NotAcceptable problem:
                return this.Again(nameof(Replacement), problem.Codes.Contains(PasswordReuseValidator.ReusedCode)
                    ? "新口令不得与最近 5 次用过的口令相同"
                    : "新口令须至少 12 位，含大写字母、小写字母、数字和符号");
            default:
                await HttpContext.SignOutAsync();
                return Redirect("/account/sign-in?ended=true");
        }
    }
}
