using System.Globalization;
using CivilIdentity;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>How values read on pages, in Chinese and in China's time.</summary>
public static class Display
{
    private static readonly TimeSpan _china = TimeSpan.FromHours(8);

    /// <summary>2018年3月5日.</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>2026-11-22 10:12:31, China's time.</summary>
    public static string Time(DateTime utc) => (utc + _china).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>10:42, China's time.</summary>
    public static string Clock(DateTime utc) => (utc + _china).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An ID number in groups for reading; odd lengths as they are.</summary>
    public static string Grouped(string? number) => number switch
    {
        { Length: 18 } => $"{number[..6]} {number[6..14]} {number[14..]}",
        { Length: 15 } => $"{number[..6]} {number[6..12]} {number[12..]}",
        _ => number ?? "",
    };

    /// <summary>First character of a name, the rest covered.</summary>
    public static string Masked(string? name) => PersonName.TryParse(name, out var parsed, out _) ? parsed.Masked : "*";

    public static string Ground(LookUpGround? ground) => ground switch
    {
        LookUpGround.PartyConsent => "当事人同意",
        LookUpGround.PartyAuthorization => "当事人授权",
        LookUpGround.EntrustedRequest => "受其他公证机构委托",
        _ => "未填",
    };

    public static string Role(AccountRole role) => role switch
    {
        AccountRole.NotaryOffice => "公证机构",
        AccountRole.Inspector => "检查人员",
        AccountRole.ProvincialAdmin => "省级账户管理员",
        AccountRole.ProvincialAuditor => "省级审计员",
        _ => "",
    };

    public static string State(AccountState state) => state switch
    {
        AccountState.Active => "在用",
        AccountState.Suspended => "已暂停",
        AccountState.Cancelled => "已注销",
        _ => "",
    };

    /// <summary>Colour of an account's state.</summary>
    public static string Css(AccountState state) => state switch
    {
        AccountState.Active => "ok",
        AccountState.Suspended => "stop",
        _ => "",
    };

    public static string Kind(InstitutionKind kind) => kind switch
    {
        InstitutionKind.NotaryOffice => "公证机构",
        InstitutionKind.Bureau => "司法局",
        InstitutionKind.Province => "省司法厅",
        _ => "",
    };
}
