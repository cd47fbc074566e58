using CivilIdentity;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Portal.Pages.Queries;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Certificates;

/// <summary>The check of a booklet by its code (E7): what was scanned, what the booklet shows, the case and the ground.</summary>
[EnableRateLimiting(RateLimits.Lookups)]
public sealed class VerifyModel(CertificateService certificates, AccessDirectory directory, OpeningReader openings, TimeProvider clock) : PageModel
{
    private static readonly InlineValidator<VerifyModel> _validator = new()
    {
        v => v.RuleFor(m => m.Code).Must(c => !string.IsNullOrWhiteSpace(c)).WithMessage("请扫描证件上的二维码")
            .Must(c => string.IsNullOrWhiteSpace(c) || CertificateCode.TryParse(c, out _)).WithMessage("这不是登记证上的二维码，或没有扫全。请切换到英文输入，重新扫描"),
        v => v.RuleFor(m => m.CertificateNumber).Text("请输入登记证字号", CivilIdentity.CertificateNumber.MaxLength, "登记证字号")
            .Must(n => string.IsNullOrWhiteSpace(n) || CivilIdentity.CertificateNumber.TryParse(n, out _)).WithMessage("登记证字号无法识别，请对照证件重新输入"),
        v => v.RuleFor(m => m.RegistrationDate).Must(d => NewModel.FindDay(d) is not null).WithMessage("请按证件填写登记日期，年-月-日，例如 2020-06-01"),
        v => v.RuleFor(m => m.Name).Text("请输入证件上的当事人姓名", PersonName.MaxLength, "姓名"),
        v => v.RuleFor(m => m.SpouseName).OptionalText(PersonName.MaxLength, "姓名")
            .Must(n => string.IsNullOrWhiteSpace(n) || PersonName.TryParse(n, out _, out _)).WithMessage("另一方姓名无法识别，请对照证件重新输入"),
        v => v.RuleFor(m => m.CaseNumber).Text("请输入公证业务受理号", CaseNumberInput, "受理号"),
        v => v.RuleFor(m => m.Matter).Text("请选择公证事项", NotarialMatter.MaxLength, "公证事项"),
        v => v.RuleFor(m => m.Ground).Must(g => NewModel.FindGround(g) is not null).WithMessage("请选择依据"),
    };

    private const int CaseNumberInput = 60;

    /// <summary>Grounds for a booklet in hand: a written request of another institution brings none.</summary>
    public static IReadOnlyList<SelectListItem> Grounds { get; } = [.. NewModel.Grounds.Where(g => g.Value != nameof(LookUpGround.EntrustedRequest))];

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? CertificateNumber { get; set; }

    [BindProperty]
    public string? RegistrationDate { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? SpouseName { get; set; }

    [BindProperty]
    public string? CaseNumber { get; set; }

    [BindProperty]
    public string? Matter { get; set; }

    [BindProperty]
    public string? Ground { get; set; }

    /// <summary>Number of this form: sent twice, it makes one check.</summary>
    [BindProperty]
    public string? FormId { get; set; }

    public string? AuditNumber { get; private set; }

    public string ErrorTitle { get; private set; } = "请核对后重新提交";

    public OpeningState Opening { get; private set; } = null!;

    /// <summary>What keeps the person from asking; null when nothing does.</summary>
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

        var outcome = await certificates.VerifyAsync(MakeInput(), HttpContext.Actor(), cancellationToken);
        if (outcome is LookUpOutcome.Answered answered)
        {
            return Redirect($"/certificates/{answered.Id}");
        }

        await PrepareAsync(cancellationToken);
        AuditNumber = outcome is LookUpOutcome.InDoubt ? null : outcome.AuditNumber;
        switch (outcome)
        {
            case LookUpOutcome.Refused refused:
                ErrorTitle = "不能核验";
                MustAcceptTerms = refused.Reason == RefusalReason.TermsNotAccepted;
                var (field, text) = CertificateText.Of(refused);
                return this.Again(field, text, RefusalText.StatusOf(refused.Reason));
            case LookUpOutcome.Failed failed:
                ErrorTitle = "核验失败，未取得结果";
                Response.Headers.RetryAfter = "60";
                return this.Again("", CertificateText.Of(failed.Failure), StatusCodes.Status503ServiceUnavailable);
            case LookUpOutcome.InDoubt:
                ErrorTitle = "核验结果未知";
                return this.Again("", CertificateText.InDoubt, StatusCodes.Status503ServiceUnavailable);
            default:
                throw new InvalidOperationException("A check ended in no known way.");
        }
    }

    // Everything here has passed the validator.
    private VerifyCertificate MakeInput()
    {
        _ = CertificateCode.TryParse(Code, out var code);
        _ = CivilIdentity.CertificateNumber.TryParse(CertificateNumber, out var number);
        _ = PersonName.TryParse(SpouseName, out var spouse, out _);
        return new VerifyCertificate
        {
            CaseNumber = CaseNumber!,
            Matter = Matter!,
            Name = Name!,
            Ground = NewModel.FindGround(Ground),
            Booklet = new BookletInHand(code, number!, NewModel.FindDay(RegistrationDate)!.Value) { Spouse = spouse },
            FormId = Guid.TryParse(FormId, out var form) ? form : null,
        };
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        FormId = Guid.NewGuid().ToString("N");
        var actor = HttpContext.Actor();
        Ban = directory.LastSeen?.FindBan(actor, clock.GetUtcNow());
        Opening = await openings.GetAsync(directory.LastSeen?.FindInstitution(actor.InstitutionId), cancellationToken);
    }
}
