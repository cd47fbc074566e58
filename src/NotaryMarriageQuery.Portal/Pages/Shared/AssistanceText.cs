using NotaryMarriageQuery.Core.Assistance;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>How applications for assistance read.</summary>
internal static class AssistanceText
{
    /// <summary>A short number to tell on the telephone.</summary>
    public static string Number(Guid id) => id.ToString("N")[^8..].ToUpperInvariant();

    public static (string Css, string Text) Of(AssistanceState state) => state switch
    {
        AssistanceState.Filed => ("warn", "已提交"),
        AssistanceState.InWork => ("warn", "办理中"),
        AssistanceState.AwaitingConfirmation => ("warn", "待复核"),
        AssistanceState.Answered => ("ok", "已答复"),
        AssistanceState.Returned => ("stop", "已退回"),
        AssistanceState.Withdrawn => ("", "已撤回"),
        _ => ("", ""),
    };

    /// <summary>Why a step was not made.</summary>
    public static string Of(AssistanceOutcome outcome) => outcome switch
    {
        AssistanceOutcome.Changed => "申请的状态已经变化，没有执行。下面是现在的状态，请核对后再操作。",
        AssistanceOutcome.OtherPersonNeeded => "须由另一人操作：承办人负责查询和拟复，复核由承办人以外的人员进行。",
        AssistanceOutcome.FoundIsGone => "查到的内容已过保存时间，或选择有误。请重新查询后再拟复；待复核的，请退回承办人。",
        _ => "没有执行。",
    };

    /// <summary>Who may confirm an answer, where it waits for that.</summary>
    public static string Rule(bool isOwn, bool isNeeded, string officer) => isOwn && !isNeeded
        ? "目前只有一位省级账户管理员，无人可以复核：承办人可以自行同意，日志注明仅一人经办。"
        : $"由承办人 {officer} 以外的人员复核；同意后答复才交给公证机构。";

    public static string Years(AssistanceFacts facts) => (facts.FromYear, facts.ToYear) switch
    {
        (null, null) => "不详",
        var (from, to) when from == to => $"{from} 年",
        var (from, to) => $"{Year(from)}至{Year(to)}",
    };

    private static string Year(int? year) => year is null ? "不详" : $"{year} 年";
}
