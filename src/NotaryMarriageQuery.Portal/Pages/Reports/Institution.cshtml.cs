using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Reports;

/// <summary>One institution's list and form, the requests about them, and the forms by which a city bureau asks for changes (B5).</summary>
public sealed class InstitutionModel(PortalDbContext db, ReportDirectory directory, ReportFiling filing, ReportSecrets secrets) : PageModel
{
    private const int MostRequests = 50;

    public static IReadOnlyList<SelectListItem> Sexes { get; } = [new("男", "男"), new("女", "女")];

    private static readonly InlineValidator<InstitutionModel> _person = new()
    {
        v => v.RuleFor(m => m.Change).Must((m, c) => m.Changes.Any(i => i.Value == c)).WithMessage("请选择事项"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", ReportRequest.ReasonMaxLength, "理由"),
    };

    private static readonly InlineValidator<InstitutionModel> _form = new()
    {
        v => v.RuleFor(m => m.FormReason).Text("请填写变更理由", ReportRequest.ReasonMaxLength, "变更理由"),
    };

    private readonly List<(string Field, string Problem)> _problems = [];

    public Core.Institutions.Institution Institution { get; private set; } = null!;

    public IReadOnlyList<CurrentCustodian> People { get; private set; } = [];

    public InfrastructureLine? Form { get; private set; }

    public IReadOnlyList<RequestRow> Requests { get; private set; } = [];

    public bool MayFile => ReportDirectory.MayFile(HttpContext.Actor());

    /// <summary>When the list was last filed or confirmed.</summary>
    public DateTime? ReportedAt { get; private set; }

    [BindProperty]
    public string? Change { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Sex { get; set; }

    [BindProperty]
    public string? Post { get; set; }

    [BindProperty]
    public string? Mobile { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? HeadName { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? FormReason { get; set; }

    /// <summary>What can be asked for: one more, or something about each.</summary>
    public IReadOnlyList<SelectListItem> Changes =>
    [
        new("增加人员", "enrol"),
        .. People.SelectMany(p => new SelectListItem[] { new($"停用 {p.Line.Name}", $"retire:{p.OperatorId}"), new($"更正 {p.Line.Name}", $"amend:{p.OperatorId}") }),
    ];

    public async Task<IActionResult> OnGetAsync(string office, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(office, cancellationToken))
        {
            return NotFound();
        }

        (HeadName, Phone, Address) = (Form?.HeadName, Form?.Phone, ReportFields.Address(Form?.Address ?? ""));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string office, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(office, cancellationToken))
        {
            return NotFound();
        }

        if (!MayFile)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!this.IsValid(_person))
        {
            return this.Again();
        }

        var person = Change == "enrol" ? null : People.First(p => Change!.EndsWith(p.OperatorId.ToString(), StringComparison.Ordinal));
        var isRetirement = Change!.StartsWith("retire", StringComparison.Ordinal);
        var line = isRetirement ? person!.Line : ReportFields.ReadCustodian(person?.Line.Name ?? Name, Sex, Post, Mobile, _problems);
        if (line is null)
        {
            return AgainWithProblems();
        }

        var (actor, reason) = (HttpContext.Actor(), Reason!.Trim());
        return Answer(nameof(Change), person is null
            ? await filing.EnrolAsync(Institution, line, reason, actor, cancellationToken)
            : isRetirement
                ? await filing.RetireAsync(Institution, person.OperatorId, reason, actor, cancellationToken)
                : await filing.AmendAsync(Institution, person.OperatorId, line, reason, actor, cancellationToken));
    }

    public async Task<IActionResult> OnPostFormAsync(string office, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(office, cancellationToken))
        {
            return NotFound();
        }

        if (!MayFile)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var isValid = this.IsValid(_form);
        var line = ReportFields.ReadInfrastructure(HeadName, Phone, Address, _problems);
        return line is null || !isValid
            ? AgainWithProblems()
            : Answer(nameof(HeadName), await filing.ChangeFormAsync(Institution, line, FormReason!.Trim(), HttpContext.Actor(), cancellationToken));
    }

    public async Task<IActionResult> OnPostConfirmAsync(string office, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(office, cancellationToken))
        {
            return NotFound();
        }

        if (!MayFile)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await filing.ConfirmAsync(Institution, HttpContext.Actor(), cancellationToken);
        return Redirect($"/reports/{Institution.Code}");
    }

    private PageResult AgainWithProblems()
    {
        foreach (var (field, problem) in _problems)
        {
            ModelState.AddModelError(field, problem);
        }

        return this.Again();
    }

    private IActionResult Answer(string field, FileOutcome outcome)
    {
        if (outcome != FileOutcome.Filed)
        {
            return this.Again(field, ReportText.Of(outcome), outcome == FileOutcome.Unchanged ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict);
        }

        return Redirect($"/reports/{Institution.Code}");
    }

    private async Task<bool> LoadAsync(string code, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(code, HttpContext.Actor(), cancellationToken) is not { } institution)
        {
            return false;
        }

        Institution = institution;
        People = [.. (await directory.CustodiansAsync([institution.Id], cancellationToken))[institution.Id]];
        Form = (await directory.FormsAsync([institution.Id], cancellationToken)).GetValueOrDefault(institution.Id);
        var reportedAt = await db.InstitutionReports.Where(r => r.InstitutionId == institution.Id).Select(r => r.ReportedAt).SingleOrDefaultAsync(cancellationToken);
        ReportedAt = reportedAt is { } at ? OpeningConditions.Instant(at) : null;
        var requests = await db.ReportRequests.AsNoTracking().Where(r => r.InstitutionId == institution.Id)
            .OrderByDescending(r => r.FiledAt).Take(MostRequests).ToListAsync(cancellationToken);
        Requests = [.. requests.Select(r => new RequestRow(OpeningConditions.Instant(r.FiledAt), r.Kind, r.State, ReportText.Summary(secrets.Open(r)), r.DecisionReason))];
        return true;
    }

    /// <summary>A request in the list.</summary>
    public sealed record RequestRow(DateTime FiledAt, ReportKind Kind, RequestState State, string Summary, string Decision);
}
