using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Queries;

/// <summary>The lookup form (Z 四): case, person, ground.</summary>
[EnableRateLimiting(RateLimits.Lookups)]
[RequestSizeLimit(FileText.MaxForm)]
public sealed class NewModel(QueryService queries, LetterService letters, AccessDirectory directory, OpeningReader openings, TimeProvider clock, ILogger<NewModel> logger) : PageModel
{
    private static readonly InlineValidator<NewModel> _validator = new()
    {
        v => v.RuleFor(m => m.CaseNumber).Text("请输入公证业务受理号", CaseNumberInput, "受理号"),
        v => v.RuleFor(m => m.Matter).Text("请选择公证事项", NotarialMatter.MaxLength, "公证事项"),
        v => v.RuleFor(m => m.Name).Text("请输入被查询人姓名", CivilIdentity.PersonName.MaxLength, "姓名"),
        v => v.RuleFor(m => m.IdNumber).Text("请输入公民身份号码", 60, "公民身份号码"),
        v => v.RuleFor(m => m.Ground).Must(g => FindGround(g) is not null).WithMessage("请选择查询依据"),
        v => v.RuleFor(m => m.EntrustingInstitution).OptionalText(50, "委托单位"),
        v => v.RuleFor(m => m.LetterNumber).OptionalText(40, "函号"),
        v => v.RuleFor(m => m.LetterDate).Must(d => string.IsNullOrWhiteSpace(d) || FindDay(d) is not null).WithMessage("函件日期应为年-月-日，例如 2026-01-05"),
    };

    private const int CaseNumberInput = 60;

    public static IReadOnlyList<SelectListItem> Matters { get; } = [.. NotarialMatter.All.Select(m => new SelectListItem(m, m))];

    public static IReadOnlyList<SelectListItem> Grounds { get; } =
        [.. Enum.GetValues<LookUpGround>().Select(g => new SelectListItem(Display.Ground(g), g.ToString()))];

    [BindProperty]
    public string? CaseNumber { get; set; }

    [BindProperty]
    public string? Matter { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? IdNumber { get; set; }

    [BindProperty]
    public string? Ground { get; set; }

    [BindProperty]
    public string? EntrustingInstitution { get; set; }

    [BindProperty]
    public string? LetterNumber { get; set; }

    [BindProperty]
    public string? LetterDate { get; set; }

    /// <summary>The written request of the entrusting institution; it may also be added to the lookup afterwards.</summary>
    [BindProperty]
    public IFormFile? LetterFile { get; set; }

    /// <summary>Number of this form: sent twice, it makes one lookup.</summary>
    [BindProperty]
    public string? FormId { get; set; }

    public string? AuditNumber { get; private set; }

    public string ErrorTitle { get; private set; } = "请核对后重新提交";

    public OpeningState Opening { get; private set; } = null!;

    /// <summary>What keeps the person from looking up; null when nothing does.</summary>
    public Ban? Ban { get; private set; }

    /// <summary>Refused because the terms of use are to be accepted first.</summary>
    public bool MustAcceptTerms { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (HttpContext.Actor().MustAcceptTerms)
        {
            return Redirect("/account/terms");
        }

        await PrepareAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            await PrepareAsync(cancellationToken);
            return this.Again();
        }

        var letter = await FileText.ReadAsync(LetterFile, cancellationToken);
        if (LetterFile is not null && FileContent.Inspect(letter, out _) is not FileProblem.None and var problem)
        {
            await PrepareAsync(cancellationToken);
            return this.Again(nameof(LetterFile), FileText.Of(problem));
        }

        var outcome = await queries.LookUpAsync(MakeInput(), HttpContext.Actor(), cancellationToken);
        AuditNumber = outcome is LookUpOutcome.InDoubt ? null : outcome.AuditNumber;
        switch (outcome)
        {
            case LookUpOutcome.Answered answered:
                return Redirect($"/queries/{answered.Id}" + (letter.Length == 0 || await IsKeptAsync(answered.Id, letter) ? "" : "?Letter=" + DetailsModel.NotKept));
            case LookUpOutcome.Refused refused:
                ErrorTitle = "不能查询";
                MustAcceptTerms = refused.Reason == RefusalReason.TermsNotAccepted;
                await PrepareAsync(cancellationToken);
                var (field, text) = RefusalText.Of(refused);
                return this.Again(field, text, RefusalText.StatusOf(refused.Reason));
            case LookUpOutcome.Failed failed:
                ErrorTitle = "查询失败，未取得结果";
                await PrepareAsync(cancellationToken);
                Response.Headers.RetryAfter = "60";
                return this.Again("", FailureText.Of(failed.Failure), StatusCodes.Status503ServiceUnavailable);
            case LookUpOutcome.InDoubt:
                ErrorTitle = "查询结果未知";
                await PrepareAsync(cancellationToken);
                return this.Again("", FailureText.InDoubt, StatusCodes.Status503ServiceUnavailable);
            default:
                throw new InvalidOperationException("A lookup ended in no known way.");
        }
    }

    // The lookup is answered and stays, whatever becomes of its file: that can be added to it afterwards.
    private async Task<bool> IsKeptAsync(string id, byte[] letter)
    {
        try
        {
            return await letters.AddAsync(id, letter, HttpContext.Actor(), CancellationToken.None) is FileProblem.None or FileProblem.SameAgain;
        }
        catch (Exception e) when (e is EvidenceUnavailableException or DbException or DbUpdateException or CryptographicException)
        {
            logger.LogError("A lookup was answered, the file of its written request could not be kept: {Problem}", e.GetType().Name);
            return false;
        }
    }

    internal static LookUpGround? FindGround(string? text) =>
        Enum.GetValues<LookUpGround>().Where(g => g.ToString() == text).Select(g => (LookUpGround?)g).FirstOrDefault();

    internal static DateOnly? FindDay(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private LookUpMarriage MakeInput() => new()
    {
        CaseNumber = CaseNumber!,
        Name = Name!,
        IdNumber = IdNumber!,
        Matter = Matter!,
        Ground = FindGround(Ground),
        EntrustingInstitution = EntrustingInstitution?.Trim() ?? "",
        LetterNumber = LetterNumber?.Trim() ?? "",
        LetterDate = FindDay(LetterDate),
        FormId = Guid.TryParse(FormId, out var form) ? form : null,
    };

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        FormId = Guid.NewGuid().ToString("N");
        var actor = HttpContext.Actor();
        var institution = directory.LastSeen?.FindInstitution(actor.InstitutionId);
        Ban = directory.LastSeen?.FindBan(actor, clock.GetUtcNow());
        Opening = await openings.GetAsync(institution, cancellationToken);
    }
}
