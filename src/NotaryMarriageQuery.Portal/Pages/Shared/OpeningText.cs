using NotaryMarriageQuery.Core.Openings;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Why lookups are closed, in words that say what to do and whom to call.</summary>
internal static class OpeningText
{
    /// <summary>The whole sentence after 本机构的查询未开放：, with whom to call.</summary>
    public static string Of(Closure closure) => closure.Contact.Length == 0 ? Why(closure) + "。" : $"{Why(closure)}。请联系{closure.Contact}。";

    /// <summary>Why, without a full stop.</summary>
    public static string Why(Closure closure) => closure.Cause switch
    {
        ClosureCause.Province => closure.Reason,
        ClosureCause.NeverConnected => "本机构的服务器从未接入省平台，请先由本机构信息化负责人接入",
        ClosureCause.NeverUploaded => "本机构的服务器从未上传数据，请先由本机构信息化负责人上传",
        ClosureCause.Disconnected => $"本机构的服务器自 {Display.Time(closure.Since!.Value)} 起未与省平台连接，请本机构信息化负责人检查服务器和专网",
        ClosureCause.NotUploaded => $"本机构最近一次上传数据是 {Display.Time(closure.Since!.Value)}，请本机构信息化负责人检查每日上传",
        _ => "未符合开放条件",
    };

    /// <summary>Open still, but a condition is not met any more.</summary>
    public static string Warning(OpeningState state) => $"服务器连接或每日上传已中断，查询将于 {Display.Time(state.ClosesAt!.Value)} 关闭。请本机构信息化负责人检查服务器";

    /// <summary>For the province's list: why it is closed, or what keeps it open.</summary>
    public static string Note(OpeningState state, string leave) => state switch
    {
        { Closure: { Cause: ClosureCause.Province } closure } => closure.Reason,
        { Closure: { Since: { } since } closure } => $"{Short(closure.Cause)}，自 {Display.Time(since)}",
        { Closure: { } closure } => Short(closure.Cause),
        { IsOverride: true, ClosesAt: { } ends } => $"特许开放至 {Display.Time(ends)}：{leave}",
        { IsInGrace: true, ClosesAt: { } closes } => $"宽限期内，将于 {Display.Time(closes)} 关闭",
        _ => "符合开放条件",
    };

    /// <summary>A few words for a list.</summary>
    public static string Short(ClosureCause cause) => cause switch
    {
        ClosureCause.Province => "省厅关闭",
        ClosureCause.NeverConnected => "从未接入",
        ClosureCause.NeverUploaded => "从未上传",
        ClosureCause.Disconnected => "连接中断",
        ClosureCause.NotUploaded => "未按日上传",
        _ => "未开放",
    };
}
