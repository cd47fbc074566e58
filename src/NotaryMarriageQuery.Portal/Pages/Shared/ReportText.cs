using NotaryMarriageQuery.Core.Reports;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Reports in Chinese.</summary>
public static class ReportText
{
    public static string Of(ReportKind kind) => kind switch
    {
        ReportKind.Enrol => "增加账户管理人员",
        ReportKind.Retire => "停用账户管理人员",
        ReportKind.Amend => "更正账户管理人员信息",
        ReportKind.Infrastructure => "变更信息化建设信息",
        _ => "",
    };

    public static string Of(RequestState state) => state switch
    {
        RequestState.Open => "待审批",
        RequestState.Approved => "已批准",
        RequestState.Returned => "已退回",
        _ => "",
    };

    public static string Class(RequestState state) => state switch
    {
        RequestState.Open => "tag warn",
        RequestState.Approved => "tag ok",
        _ => "tag stop",
    };

    public static string Of(ReportStanding standing) => standing switch
    {
        ReportStanding.Reported => "已报送",
        ReportStanding.Awaited => "待报送",
        ReportStanding.Late => "逾期未报送",
        _ => "未设期限",
    };

    public static string Class(ReportStanding standing) => standing switch
    {
        ReportStanding.Reported => "tag ok",
        ReportStanding.Awaited => "tag warn",
        ReportStanding.Late => "tag stop",
        _ => "tag plain",
    };

    /// <summary>Why nothing was filed.</summary>
    public static string Of(FileOutcome outcome) => outcome switch
    {
        FileOutcome.AlreadyListed => "名单中已有同名人员，请核对；信息有误的请申请更正",
        FileOutcome.NotListed => "该人员已不在名单中，请核对后重新提交",
        FileOutcome.Unchanged => "填写的内容与现有内容相同，无须申请",
        FileOutcome.Waiting => "省厅尚未审批此前对同一事项的申请，请等待审批",
        _ => "",
    };

    /// <summary>What a request changes: label, value before, value after.</summary>
    public static IReadOnlyList<(string Label, string Before, string After)> Changes(ReportContent content) => content is { FormBefore: null, FormAfter: null }
        ?
        [
            ("姓名", content.PersonBefore?.Name ?? "", content.PersonAfter?.Name ?? ""),
            ("性别", ReportFields.Text(content.PersonBefore?.Sex), ReportFields.Text(content.PersonAfter?.Sex)),
            ("职务", content.PersonBefore?.Post ?? "", content.PersonAfter?.Post ?? ""),
            ("手机", content.PersonBefore?.Mobile ?? "", content.PersonAfter?.Mobile ?? ""),
        ]
        :
        [
            ("信息化建设负责人姓名", content.FormBefore?.HeadName ?? "", content.FormAfter?.HeadName ?? ""),
            ("电话", content.FormBefore?.Phone ?? "", content.FormAfter?.Phone ?? ""),
            ("服务器专网IP地址", ReportFields.Address(content.FormBefore?.Address ?? ""), ReportFields.Address(content.FormAfter?.Address ?? "")),
        ];

    /// <summary>A request in a few words, without numbers of telephones.</summary>
    public static string Summary(ReportContent content) => content switch
    {
        { PersonAfter: { } after } => after.Name,
        { PersonBefore: { } before } => before.Name,
        { FormAfter: { } form } => $"{form.HeadName} {ReportFields.Address(form.Address)}",
        _ => "",
    };
}
