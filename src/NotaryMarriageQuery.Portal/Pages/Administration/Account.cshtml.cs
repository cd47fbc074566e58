using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>One account: its people, password and state. What is made here is shown on the answer to the post and nowhere else.</summary>
public sealed class AccountModel(PortalDbContext db, AccountService accounts, PeopleService people) : PageModel
{
    private static readonly InlineValidator<AccountModel> _validator = new()
    {
        v => v.RuleFor(m => m.Action).Must((m, a) => m.Actions.Any(s => s.Value == a)).WithMessage("请选择操作"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", 100, "理由"),
    };

    public Core.Accounts.Account Account { get; private set; } = null!;

    public string InstitutionName { get; private set; } = "";

    public IReadOnlyList<Operator> People { get; private set; } = [];

    public string? OneTimePassword { get; private set; }

    public Enrolment? Enrolment { get; private set; }

    [BindProperty]
    public string? PersonName { get; set; }

    [BindProperty]
    public string? Action { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What can be done now: with the account, and with each active person.</summary>
    public IReadOnlyList<SelectListItem> Actions =>
    [
        new("重置口令", "reset"),
        Account.State == AccountState.Active ? new("暂停账户", "suspend") : new("恢复账户", "resume"),
        .. People.Where(p => p.IsActive).SelectMany(p => new SelectListItem[] { new($"更换 {p.Name} 的动态码", $"factor:{p.Id}"), new($"停用 {p.Name}", $"retire:{p.Id}") }),
    ];

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken) =>
        await LoadAsync(name, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string name, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(name, cancellationToken))
        {
            return NotFound();
        }

        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        var url = $"/administration/accounts/{Account.UserName}";
        var (actor, reason) = (HttpContext.Actor(), Reason!.Trim());
        switch (Action!.Split(':'))
        {
            case ["reset"]:
                OneTimePassword = await accounts.ResetPasswordAsync(Account.Id, reason, actor, cancellationToken);
                return await ShowAsync(name, cancellationToken);
            case ["suspend"]:
                await accounts.SetStateAsync(Account.Id, AccountState.Suspended, reason, actor, cancellationToken);
                return Redirect(url);
            case ["resume"]:
                await accounts.SetStateAsync(Account.Id, AccountState.Active, reason, actor, cancellationToken);
                return Redirect(url);
            case ["factor", var person]:
                Enrolment = await people.ReplaceFactorAsync(Guid.Parse(person), reason, actor, cancellationToken);
                return await ShowAsync(name, cancellationToken);
            case ["retire", var person]:
                await people.RetireAsync(Guid.Parse(person), reason, actor, cancellationToken);
                return Redirect(url);
            default:
                throw new InvalidOperationException("An action has no handler.");
        }
    }

    public async Task<IActionResult> OnPostEnrolAsync(string name, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(name, cancellationToken))
        {
            return NotFound();
        }

        ModelState.Clear();
        if (!CivilIdentity.PersonName.TryParse(PersonName, out var personName, out _))
        {
            return this.Again(nameof(PersonName), $"请输入姓名，不超过 {CivilIdentity.PersonName.MaxLength} 个字");
        }

        Enrolment = await people.EnrolAsync(Account.Id, personName, HttpContext.Actor(), cancellationToken);
        return Enrolment is null
            ? this.Again(nameof(PersonName), "已有同名的在用人员，请核对", StatusCodes.Status409Conflict)
            : await ShowAsync(name, cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(string name, CancellationToken cancellationToken)
    {
        await LoadAsync(name, cancellationToken);
        (PersonName, Action, Reason) = (null, null, null);
        return Page();
    }

    private async Task<bool> LoadAsync(string name, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.UserName == name, cancellationToken);
        if (account is null)
        {
            return false;
        }

        Account = account;
        InstitutionName = await db.Institutions.Where(i => i.Id == account.InstitutionId).Select(i => i.Name).SingleAsync(cancellationToken);
        People = await db.Operators.AsNoTracking().Where(o => o.AccountId == account.Id).OrderBy(o => o.Number).ToListAsync(cancellationToken);
        return true;
    }
}
