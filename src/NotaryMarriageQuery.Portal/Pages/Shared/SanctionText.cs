using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Sanctions;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Decisions on consequences, in words (Z 六).</summary>
internal static class SanctionText
{
    public static string Of(SanctionKind kind) => kind switch
    {
        SanctionKind.Warning => "警告",
        SanctionKind.Suspension => "暂停查询权限",
        SanctionKind.Cancellation => "取消查询权限",
        SanctionKind.Referral => "移送",
        SanctionKind.Lifting => "解除",
        _ => "",
    };

    public static string Of(SanctionState state) => state switch
    {
        SanctionState.Draft => "未生效",
        SanctionState.NotYet => "尚未开始",
        SanctionState.InForce => "有效",
        SanctionState.Ended => "已期满",
        SanctionState.Lifted => "已解除",
        _ => "",
    };

    /// <summary>Colour of a state.</summary>
    public static string Css(SanctionRow row) => row.State switch
    {
        SanctionState.InForce when row.Sanction.Kind is SanctionKind.Suspension or SanctionKind.Cancellation => "stop",
        SanctionState.InForce or SanctionState.NotYet or SanctionState.Draft => "warn",
        _ => "",
    };

    /// <summary>Whom it is against.</summary>
    public static string Target(Sanction sanction) => sanction.OperatorId is null ? "机构" : $"{sanction.PersonName}（{sanction.Target}）";

    /// <summary>Period of a suspension; a dash for the rest.</summary>
    public static string Period(Sanction sanction) => sanction is { StartsAt: { } from, EndsAt: { } until } ? $"{Time(from)} 至 {Time(until)}" : "—";

    public static string Time(long microseconds) => Display.Time(OpeningConditions.Instant(microseconds));

    /// <summary>Why somebody may not look up now.</summary>
    public static string Of(Ban ban) =>
        $"{(ban.IsOfPerson ? "您" : "本机构")}的查询权限已被{(ban.EndsAt is { } until ? $"暂停至 {Time(until)}" : "取消")}（决定文号 {ban.DecisionNumber}），不能查询。决定书见“处理决定”。";
}
