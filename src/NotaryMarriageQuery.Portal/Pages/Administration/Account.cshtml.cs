using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>One account: its people, password and state. What is made here is shown on the answer to the post and nowhere else.</summary>
public sealed class AccountModel(PortalDbContext db, AccountService accounts, PeopleService people, ApprovalService approvals, LastUse lastUse) : PageModel
{
    private static readonly InlineValidator<AccountModel> _validator = new()
    {
        v => v.RuleFor(m => m.Action).Must((m, a) => m.Actions.Any(s => s.Value == a)).WithMessage("请选择操作"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", Approval.ReasonMaxLength, "理由"),
    };

    private static readonly InlineValidator<AccountModel> _enrolValidator = new()
    {
        v => v.RuleFor(m => m.PersonName).Must(n => CivilIdentity.PersonName.TryParse(n, out _, out _)).WithMessage($"请输入姓名，不超过 {CivilIdentity.PersonName.MaxLength} 个字"),
        v => v.RuleFor(m => m.EnrolReason).OptionalText(Approval.ReasonMaxLength, "理由"),
    };

    public Core.Accounts.Account Account { get; private set; } = null!;

    public string InstitutionName { get; private set; } = "";

    public IReadOnlyList<Operator> People { get; private set; } = [];

    /// <summary>UTC instants of the people's last lookups.</summary>
    public IReadOnlyDictionary<Guid, DateTime?> LastLookUps { get; private set; } = new Dictionary<Guid, DateTime?>();

    /// <summary>Whether another admin has to confirm what widens rights.</summary>
    public bool NeedsConfirmation { get; private set; }

    /// <summary>What was made in this request, to be shown once.</summary>
    public ActResult? Result { get; private set; }

    /// <summary>Changes with the account and its people: whoever acts on an older one is told.</summary>
    public string Stamp => $"{Account.ConcurrencyStamp}.{People.Count}.{People.Count(p => p.IsActive)}";

    [BindProperty]
    public string? PersonName { get; set; }

    [BindProperty]
    public string? EnrolReason { get; set; }

    /// <summary>The stamp that was read when the page was opened.</summary>
    [BindProperty]
    public string? Version { get; set; }

    [BindProperty]
    public string? Action { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What can be done now: with the account, and with each active person.</summary>
    public IReadOnlyList<SelectListItem> Actions => Account.State == AccountState.Cancelled ? [] :
    [
        new("重置口令", "reset"),
        Account.State == AccountState.Active ? new("暂停账户", "suspend") : new("恢复账户", "resume"),
        new("注销账户（不能恢复）", "cancel"),
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

        if (IsStale)
        {
            return Conflict();
        }

        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        var (actor, reason) = (HttpContext.Actor(), Reason!.Trim());
        try
        {
            switch (Action!.Split(':'))
            {
                case ["reset"]:
                    return await AskAsync(new AskApproval(ApprovalKind.ResetPassword, Account.Id, reason), name, nameof(Action), cancellationToken);
                case ["resume"]:
                    return await AskAsync(new AskApproval(ApprovalKind.ResumeAccount, Account.Id, reason), name, nameof(Action), cancellationToken);
                case ["factor", var person]:
                    return await AskAsync(new AskApproval(ApprovalKind.ReplaceFactor, Guid.Parse(person), reason), name, nameof(Action), cancellationToken);
                case ["suspend"]:
                    await accounts.SuspendAsync(Account.Id, reason, actor, cancellationToken);
                    break;
                case ["cancel"]:
                    await accounts.CancelAsync(Account.Id, reason, actor, cancellationToken);
                    break;
                case ["retire", var person]:
                    await people.RetireAsync(Guid.Parse(person), reason, actor, cancellationToken);
                    break;
                default:
                    throw new InvalidOperationException("An action has no handler.");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            await LoadAsync(name, cancellationToken);
            return Conflict();
        }

        return Redirect($"/administration/accounts/{Account.UserName}");
    }

    public async Task<IActionResult> OnPostEnrolAsync(string name, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(name, cancellationToken))
        {
            return NotFound();
        }

        if (IsStale)
        {
            return Conflict();
        }

        if (!this.IsValid(_enrolValidator) || !CivilIdentity.PersonName.TryParse(PersonName, out var person, out _))
        {
            return this.Again();
        }

        if (People.Any(p => p.IsActive && p.Name == person.Original))
        {
            return this.Again(nameof(PersonName), "已有同名的在用人员，请核对", StatusCodes.Status409Conflict);
        }

        var reason = string.IsNullOrWhiteSpace(EnrolReason) ? "登记账户管理人员" : EnrolReason.Trim();
        return await AskAsync(new AskApproval(ApprovalKind.EnrolPerson, Account.Id, reason, person.Original), name, nameof(PersonName), cancellationToken);
    }

    // Scripts that send no version are checked by the state alone.
    private bool IsStale => !string.IsNullOrEmpty(Version) && Version != Stamp;

    private async Task<IActionResult> AskAsync(AskApproval input, string name, string field, CancellationToken cancellationToken)
    {
        switch (await approvals.AskAsync(input, HttpContext.Actor(), cancellationToken))
        {
            case ApprovalOutcome.Asked:
                return Redirect("/administration/approvals");
            case ApprovalOutcome.AskedAlready:
                return this.Again(field, ApprovalText.AskedAlready, StatusCodes.Status409Conflict);
            case ApprovalOutcome.Done { Result.HasSecret: true } done:
                Result = done.Result;
                await LoadAsync(name, cancellationToken);
                (PersonName, EnrolReason, Action, Reason) = (null, null, null, null);
                return Page();
            case ApprovalOutcome.Done:
                return Redirect($"/administration/accounts/{Account.UserName}");
            default:
                return this.Again(field, ApprovalText.NotPossible, StatusCodes.Status409Conflict);
        }
    }

    private PageResult Conflict()
    {
        ModelState.Clear();
        var typed = Actions.FirstOrDefault(a => a.Value == Action)?.Text ?? (string.IsNullOrEmpty(Action) ? "登记人员" : "所选操作");
        return this.Again("", $"您打开本页后，他人修改了这个账户。您要办理的“{typed}”没有执行；页面显示的是现在的状态，请核对后再办理", StatusCodes.Status409Conflict);
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
        NeedsConfirmation = await approvals.IsNeededAsync(HttpContext.Actor(), cancellationToken);
        LastLookUps = account.Role == AccountRole.NotaryOffice ? await lastUse.OfAsync(account.UserName!, People, cancellationToken) : LastLookUps;
        return true;
    }
}
