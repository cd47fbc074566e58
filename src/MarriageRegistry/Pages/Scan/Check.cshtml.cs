using System.Globalization;
using System.Security.Cryptography;
using CivilIdentity;
using MarriageRegistry.Checks;
using MarriageRegistry.Scanning;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MarriageRegistry.Pages.Scan;

/// <summary>结(离)婚证二维码扫码识别 (E5, E6): the code, and what the booklet shows beside it.</summary>
public sealed class CheckModel(ScanPort port) : PageModel
{
    private const int LongestCode = 256;
    private static readonly string[] _days = ["yyyy-MM-dd", "yyyy年M月d日", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd"];

    /// <summary>Number of the form: good for one answer.</summary>
    [BindProperty]
    public string? Form { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? CertificateNumber { get; set; }

    [BindProperty]
    public string? ManName { get; set; }

    [BindProperty]
    public string? WomanName { get; set; }

    [BindProperty]
    public string? RegistrationDate { get; set; }

    public void OnGet() => Form = NewForm();

    public IActionResult OnPost()
    {
        if (Form is not { Length: 32 } || !Form.All(char.IsAsciiHexDigitLower))
        {
            Form = NewForm();
            return Again("", "页面已失效，请重新提交。", StatusCodes.Status400BadRequest);
        }

        if (Read() is not { } shown)
        {
            return Again();
        }

        switch (port.Ask(new AskScan(ScanPerson.Of(User)!, Form, Code!, shown)))
        {
            case ScanOutcome.Answered answered:
                return Redirect($"{ScanServices.Root}/answers/{answered.AnswerId}");
            case ScanOutcome.Refused { Reason: ScanRefusal.Replayed }:
                Form = NewForm();
                return Again("", "本次识别已经提交过。如需再次核对，请重新提交本页。", StatusCodes.Status409Conflict);
            case ScanOutcome.Refused refused:
                return Again("", TextOf(refused.Reason), StatusCodes.Status429TooManyRequests);
            default:
                throw new InvalidOperationException("The port made no decision.");
        }
    }

    private static string NewForm() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static string TextOf(string reason) => reason switch
    {
        ScanRefusal.Locked => "您识别的二维码中有多个查无此码，识别已暂停。请于次日再试，或持证书到婚姻登记机关核对。",
        ScanRefusal.PersonLimit => "您今日的识别次数已用完，请于明日再试。",
        _ => "该二维码近一小时内识别次数过多，请稍后再试。",
    };

    private ShownCertificate? Read()
    {
        ModelState.Clear();
        Require(nameof(Code), Code is { Length: <= LongestCode } && !string.IsNullOrWhiteSpace(Code), "请扫描二维码，或键入二维码下方的识别码");
        Require(nameof(CertificateNumber), CivilIdentity.CertificateNumber.TryParse(CertificateNumber, out _), "请按证书填写登记证字号");
        Require(nameof(ManName), PersonName.TryParse(ManName, out _, out _), "请按证书填写男方姓名");
        Require(nameof(WomanName), PersonName.TryParse(WomanName, out _, out _), "请按证书填写女方姓名");
        Require(
            nameof(RegistrationDate),
            DateOnly.TryParseExact(RegistrationDate?.Trim(), _days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day),
            "请按证书填写登记日期，如 2020年7月15日");
        return ModelState.IsValid ? new ShownCertificate(CertificateNumber, ManName, WomanName, day) : null;
    }

    private void Require(string field, bool isWell, string message)
    {
        if (!isWell)
        {
            ModelState.AddModelError(field, message);
        }
    }

    private PageResult Again(string field, string message, int status)
    {
        ModelState.Clear();
        ModelState.AddModelError(field, message);
        return Again(status);
    }

    private PageResult Again(int status = StatusCodes.Status400BadRequest)
    {
        var page = Page();
        page.StatusCode = status;
        return page;
    }
}
