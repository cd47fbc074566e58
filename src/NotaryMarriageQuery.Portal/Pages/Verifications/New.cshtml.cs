using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Verifications;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Verifications;

/// <summary>Keeps a question about a certificate (D1), or a visit to read a file, which needs its three papers (D2).</summary>
public sealed class NewModel(VerificationService verifications, TimeProvider clock) : PageModel
{
    private const int PaperMaxLength = 40;

    private static readonly InlineValidator<NewModel> _validator = new()
    {
        v => v.RuleFor(m => m.Channel).Must(c => Find<VerificationChannel>(c) is not null).WithMessage("请选择方式"),
        v => v.RuleFor(m => m.ReceivedOn).Must((m, d) => FindDay(d) is { } day && day.Year >= 2000 && day <= m.Today).WithMessage("请输入收到的日期，不晚于今天，例如 2026-01-05"),
        v => v.RuleFor(m => m.Registry).Text("请输入婚姻登记机关", 60, "婚姻登记机关"),
        v => v.RuleFor(m => m.Asker).Text("请输入询问人或来人的姓名", 30, "姓名"),
        v => v.RuleFor(m => m.CertificateNumber).Text("请输入公证书编号", Verification.CertificateNumberMaxLength, "公证书编号"),
        v => v.RuleFor(m => m.Question).LongText("请输入询问的内容", VerificationFacts.TextMaxLength, "询问内容"),
        v => v.RuleFor(m => m.IntroductionLetter).Text("来人阅卷须持介绍信，请输入介绍信编号", PaperMaxLength, "介绍信编号").When(m => m.IsVisit),
        v => v.RuleFor(m => m.WorkCard).Text("来人阅卷须持工作证，请输入工作证编号", PaperMaxLength, "工作证编号").When(m => m.IsVisit),
        v => v.RuleFor(m => m.CertificateShown).Must(s => s == "yes").When(m => m.IsVisit).WithMessage("来人阅卷须出示公证书；未出示的，不能提供阅卷"),
        v => v.RuleFor(m => m.Answer).Must(a => Find<VerificationAnswer>(a) is not null).WithMessage("请选择答复")
            .Must((m, a) => a != nameof(VerificationAnswer.FileShown) || m.IsVisit).WithMessage("“已提供阅卷”只用于来人阅卷"),
        v => v.RuleFor(m => m.AnswerText).OptionalLongText(VerificationFacts.TextMaxLength, "答复内容"),
    };

    public static IReadOnlyList<SelectListItem> Shown { get; } = [new("已出示", "yes"), new("未出示", "no")];

    [BindProperty]
    public string? Channel { get; set; }

    [BindProperty]
    public string? ReceivedOn { get; set; }

    [BindProperty]
    public string? Registry { get; set; }

    [BindProperty]
    public string? Asker { get; set; }

    [BindProperty]
    public string? IntroductionLetter { get; set; }

    [BindProperty]
    public string? WorkCard { get; set; }

    [BindProperty]
    public string? CertificateShown { get; set; }

    [BindProperty]
    public string? CertificateNumber { get; set; }

    [BindProperty]
    public string? Question { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? AnswerText { get; set; }

    private bool IsVisit => Channel == nameof(VerificationChannel.Visit);

    private DateOnly Today => Core.ChinaDay.Today(clock);

    public void OnGet() => ReceivedOn = Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        var input = new RecordVerification
        {
            Channel = Find<VerificationChannel>(Channel)!.Value,
            CertificateNumber = CertificateNumber!.Trim(),
            ReceivedOn = FindDay(ReceivedOn)!.Value,
            Answer = Find<VerificationAnswer>(Answer)!.Value,
            Facts = new VerificationFacts
            {
                Registry = Registry!.Trim(),
                Asker = Asker!.Trim(),
                Question = Question!.Trim(),
                AnswerText = AnswerText?.Trim() ?? "",
                IntroductionLetter = IsVisit ? IntroductionLetter!.Trim() : "",
                WorkCard = IsVisit ? WorkCard!.Trim() : "",
            },
        };
        var id = await verifications.RecordAsync(input, HttpContext.Actor(), cancellationToken);
        return Redirect($"/verifications/{id}");
    }

    private static T? Find<T>(string? text)
        where T : struct, Enum => Enum.GetValues<T>().Where(v => v.ToString() == text).Select(v => (T?)v).FirstOrDefault();

    private static DateOnly? FindDay(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
