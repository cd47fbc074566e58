using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Account;

/// <summary>Second step of signing in: who it is, and their code.</summary>
[EnableRateLimiting(RateLimits.SignIns)]
public sealed class VerifyModel(SignInService signIn, AccessDirectory directory) : PageModel
{
    private static readonly InlineValidator<VerifyModel> _validator = new()
    {
        v => v.RuleFor(m => m.OperatorId).Must((m, id) => m.People.Count < 2 || m.People.Any(p => p.Value == id)).WithMessage("请选择查询人"),
        v => v.RuleFor(m => m.Code).Text("请输入 6 位动态码", 12, "动态码"),
    };

    /// <summary>People of the account; a list to choose from where there are several.</summary>
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    [BindProperty]
    public string? OperatorId { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await FindAccountAsync(cancellationToken) is null ? Redirect("/account/sign-in") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await FindAccountAsync(cancellationToken) is not { } accountId)
        {
            return Redirect("/account/sign-in");
        }

        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        var person = Guid.TryParse(OperatorId, out var id) ? id : (Guid?)null;
        var session = await signIn.VerifyCodeAsync(accountId, person, Code, HttpContext.CallerAddress(), cancellationToken);
        if (session is null)
        {
            return this.Again("", SignInModel.Refused);
        }

        await PendingSignIn.ForgetAsync(HttpContext);
        await SessionCookie.IssueAsync(HttpContext, session);
        return Redirect("/");
    }

    private async Task<Guid?> FindAccountAsync(CancellationToken cancellationToken)
    {
        if (await PendingSignIn.FindAsync(HttpContext) is not { } pending)
        {
            return null;
        }

        var snapshot = await directory.GetAsync(cancellationToken);
        if (snapshot.FindAccount(pending.AccountId)?.SecurityStamp != pending.Stamp)
        {
            return null;
        }

        People = [.. snapshot.ActivePeople(pending.AccountId).Select(p => new SelectListItem(p.Name, p.Id.ToString()))];
        return pending.AccountId;
    }
}
