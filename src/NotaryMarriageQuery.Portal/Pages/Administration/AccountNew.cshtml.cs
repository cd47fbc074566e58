using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>Issues an account; its one-time password is shown on the answer to the post and nowhere else.</summary>
public sealed class AccountNewModel(PortalDbContext db, AccountService accounts) : PageModel
{
    public static IReadOnlyList<SelectListItem> Roles { get; } =
        [.. Enum.GetValues<AccountRole>().Select(r => new SelectListItem(Display.Role(r), r.ToString()))];

    private static readonly InlineValidator<AccountNewModel> _validator = new()
    {
        v => v.RuleFor(m => m.Institution).Must((m, i) => m.Institutions.Any(s => s.Value == i)).WithMessage("请选择机构"),
        v => v.RuleFor(m => m.Role).Must(r => Roles.Any(s => s.Value == r)).WithMessage("请选择角色"),
        v => v.RuleFor(m => m.Name).Must(n => AccountName.TryParse(n, out _)).WithMessage("账户名应为 3 至 32 位小写字母、数字、短横，字母开头")

            // The address of this very page: an account of that name could never be opened.
            .Must(n => n?.Trim().ToLowerInvariant() != "new").WithMessage("这个账户名不能使用，请另取"),
        v => v.RuleFor(m => m.Reason).OptionalText(100, "理由"),
    };

    /// <summary>Why the account is issued; a usual reason stands in the form.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];

    /// <summary>Code of the institution.</summary>
    [BindProperty]
    public string? Institution { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public string? OneTimePassword { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!this.IsValid(_validator) || !AccountName.TryParse(Name, out var name))
        {
            return this.Again();
        }

        var institution = await db.Institutions.SingleAsync(i => i.Code == Institution, cancellationToken);
        var input = new IssueAccount(name, Enum.Parse<AccountRole>(Role!), institution.Id);
        var reason = string.IsNullOrWhiteSpace(Reason) ? "新开账户" : Reason.Trim();
        switch (await accounts.IssueAsync(input, reason, HttpContext.Actor(), cancellationToken))
        {
            case IssueOutcome.NameTaken:
                return this.Again(nameof(Name), "这个账户名已被使用", StatusCodes.Status409Conflict);
            case IssueOutcome.InstitutionHasAccount:
                return this.Again(nameof(Institution), "该公证机构已有账户，每家只能有一个", StatusCodes.Status409Conflict);
            case IssueOutcome.RoleDoesNotFit:
                return this.Again(nameof(Role), "这个角色不适用于所选机构");
            case IssueOutcome.Issued issued:
                (Name, OneTimePassword) = (name, issued.OneTimePassword);
                return Page();
            default:
                throw new InvalidOperationException("Issuing an account ended in no known way.");
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken) => Institutions = await db.Institutions
        .OrderBy(i => i.RegionCode).ThenBy(i => i.Name)
        .Select(i => new SelectListItem(i.Name, i.Code))
        .ToListAsync(cancellationToken);
}
