using NotaryMarriageQuery.Core.Alerts;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>What alerts are called, and what their rules say.</summary>
internal static class AlertText
{
    public static string Of(AlertKind kind) => kind switch
    {
        AlertKind.OutOfHours => "非工作时间查询",
        AlertKind.Burst => "短时间大量查询",
        AlertKind.Misses => "连续未查到",
        AlertKind.SameSubject => "多家机构查询同一人",
        AlertKind.ManySubjects => "同一案件查询多人",
        AlertKind.OwnFamilyName => "查询同姓人员",
        AlertKind.FailedSignIns => "多次登录失败",
        AlertKind.NewWorkstation => "首次使用的工作站",
        AlertKind.NoCertificate => "长期无公证书编号",
        _ => "",
    };

    /// <summary>What the threshold of a rule counts.</summary>
    public static string Threshold(AlertKind kind) => kind switch
    {
        AlertKind.Burst => "同一人查询次数达到",
        AlertKind.Misses => "同一人连续未查到次数达到",
        AlertKind.SameSubject => "查询机构数达到",
        AlertKind.ManySubjects => "被查询人数达到",
        AlertKind.OwnFamilyName => "同姓查询次数达到",
        AlertKind.FailedSignIns => "同一工作站失败次数达到",
        AlertKind.NoCertificate => "一家机构案件数达到",
        _ => "",
    };

    public static string Of(AlertState state) => state switch
    {
        AlertState.Open => "待处理",
        AlertState.InWork => "处理中",
        AlertState.Harmless => "核实无异常",
        AlertState.Confirmed => "核实有问题",
        _ => "",
    };

    public static string Css(AlertState state) => state switch
    {
        AlertState.Open => "stop",
        AlertState.InWork => "warn",
        AlertState.Confirmed => "stop",
        _ => "ok",
    };

    /// <summary>What an alert is about, for reading. The index of a person tells nothing and stays out.</summary>
    public static string About(Alert alert) => alert.Kind is AlertKind.SameSubject ? "被查询人见所涉记录" : alert.Key;
}
