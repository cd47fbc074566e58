using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Verifications;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>How verifications of notarial certificates read.</summary>
internal static class VerificationText
{
    public static IReadOnlyList<SelectListItem> Channels { get; } =
        [.. Enum.GetValues<VerificationChannel>().Select(c => new SelectListItem(Of(c), c.ToString()))];

    public static IReadOnlyList<SelectListItem> Answers { get; } =
        [.. Enum.GetValues<VerificationAnswer>().Select(a => new SelectListItem(Of(a), a.ToString()))];

    public static string Of(VerificationChannel channel) => channel switch
    {
        VerificationChannel.Telephone => "电话",
        VerificationChannel.Fax => "传真",
        VerificationChannel.Letter => "信函",
        VerificationChannel.Email => "电子邮件",
        VerificationChannel.Visit => "来人阅卷",
        _ => "",
    };

    public static string Of(VerificationAnswer answer) => answer switch
    {
        VerificationAnswer.Pending => "尚未答复",
        VerificationAnswer.Genuine => "属实",
        VerificationAnswer.Differs => "与存档不符",
        VerificationAnswer.NotOurs => "不是本处出具",
        VerificationAnswer.FileShown => "已提供阅卷",
        _ => "",
    };

    public static string Css(VerificationAnswer answer) => answer switch
    {
        VerificationAnswer.Pending => "warn",
        VerificationAnswer.Differs or VerificationAnswer.NotOurs => "stop",
        _ => "ok",
    };
}
