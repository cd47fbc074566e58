using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>A decision against one institution or one of its people; a cancellation then waits for a second admin.</summary>
[RequestSizeLimit(FileText.MaxForm)]
public sealed class SanctionNewModel(PortalDbContext db, SanctionService sanctions, ApprovalService approvals, TimeProvider clock) : PageModel
{
    private const string TheInstitution = "institution";
    private const int LongestDays = 3 * 366;

    public static IReadOnlyList<SelectListItem> Kinds { get; } =
        [.. Enum.GetValues<SanctionKind>().Where(k => k != SanctionKind.Lifting).Select(k => new SelectListItem(SanctionText.Of(k), k.ToString()))];

    private static readonly InlineValidator<SanctionNewModel> _validator = new()
    {
        v => v.RuleFor(m => m.FormId).Must(f => Guid.TryParse(f, out _)).WithMessage("表单已失效，请返回后重新填写"),
        v => v.RuleFor(m => m.Person).Must((m, p) => m.People.Any(i => i.Value == p)).WithMessage("请选择对象"),
        v => v.RuleFor(m => m.Kind).Must(k => Kinds.Any(i => i.Value == k)).WithMessage("请选择处理"),
        v => v.RuleFor(m => m.DecisionNumber).Text("请输入决定文号", Sanction.DecisionNumberMaxLength, "决定文号"),
        v => v.RuleFor(m => m.From).Must((m, f) => FindDay(f) is { } day && day >= m.Today && day <= m.Today.AddDays(LongestDays))
            .When(m => m.IsSuspension).WithMessage("请输入开始日期，今天或以后"),
        v => v.RuleFor(m => m.Until).Must((m, u) => FindDay(u) is { } day && day >= (FindDay(m.From) ?? m.Today) && day <= m.Today.AddDays(LongestDays))
            .When(m => m.IsSuspension).WithMessage("请输入截止日期，不早于开始日期，三年以内"),
        v => v.RuleFor(m => m.Ground).LongText("请填写事由", Sanction.GroundMaxLength, "事由"),
    };

    /// <summary>Number of this form: sent twice, it makes one decision.</summary>
    [BindProperty]
    public string? FormId { get; set; }

    [BindProperty]
    public string? Person { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? DecisionNumber { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    [BindProperty]
    public string? Ground { get; set; }

    [BindProperty]
    public IFormFile? DecisionFile { get; set; }

    public Institution Stored { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    public bool NeedsConfirmation { get; private set; }

    private bool IsSuspension => Kind == nameof(SanctionKind.Suspension);

    private DateOnly Today => Core.ChinaDay.Today(clock);

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken)
    {
        FormId = Guid.NewGuid().ToString();
        return await LoadAsync(name, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string name, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(name, cancellationToken))
        {
            return NotFound();
        }

        this.IsValid(_validator);
        var file = await FileText.ReadAsync(DecisionFile, cancellationToken);
        if (FileContent.Inspect(file, out _) is not FileProblem.None and var problem)
        {
            ModelState.AddModelError(nameof(DecisionFile), FileText.Of(problem));
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var (input, actor) = (MakeInput(file), HttpContext.Actor());
        if (!await sanctions.DecideAsync(input, actor, cancellationToken))
        {
            return this.Again(nameof(Person), "该机构没有这名人员，请重新选择", StatusCodes.Status409Conflict);
        }

        if (SanctionService.NeedsConsent(input.Kind))
        {
            await approvals.AskAsync(new AskApproval(ApprovalKind.CancelRight, input.Id, input.DecisionNumber), actor, cancellationToken);
        }

        return Redirect($"/administration/sanctions/{input.Id}");
    }

    private DecideSanction MakeInput(byte[] file) => new()
    {
        Id = Guid.Parse(FormId!),
        Kind = Enum.Parse<SanctionKind>(Kind!),
        InstitutionId = Stored.Id,
        OperatorId = Person == TheInstitution ? null : Guid.Parse(Person!),
        DecisionNumber = DecisionNumber!.Trim(),
        Ground = Ground!.Trim(),
        FirstDay = FindDay(From) ?? Today,
        LastDay = FindDay(Until) ?? Today,
        File = file,
    };

    private static DateOnly? FindDay(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private async Task<bool> LoadAsync(string name, CancellationToken cancellationToken)
    {
        var institution = await db.Institutions.AsNoTracking().SingleOrDefaultAsync(i => i.Code == name && i.Kind == InstitutionKind.NotaryOffice, cancellationToken);
        if (institution is null)
        {
            return false;
        }

        Stored = institution;
        NeedsConfirmation = await approvals.IsNeededAsync(HttpContext.Actor(), cancellationToken);
        var people = await db.Operators.Join(db.Accounts.Where(a => a.InstitutionId == institution.Id), o => o.AccountId, a => a.Id, (o, a) => new { o.Id, o.Name, o.Number, o.IsActive, a.UserName })
            .OrderByDescending(p => p.IsActive).ThenBy(p => p.UserName).ThenBy(p => p.Number).ToListAsync(cancellationToken);
        People =
        [
            new SelectListItem("机构", TheInstitution),
            .. people.Select(p => new SelectListItem($"{p.Name}（{Actor.FormatAuditName(p.UserName!, p.Number)}）{(p.IsActive ? "" : "已停用")}", p.Id.ToString())),
        ];
        return true;
    }
}
