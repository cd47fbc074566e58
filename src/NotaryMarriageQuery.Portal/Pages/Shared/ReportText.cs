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
        ReportKind.RegisterWorkstation => "登记固定计算机",
        ReportKind.RemoveWorkstation => "移除固定计算机",
        _ => "",
    };

    public static string Of(RequestState state) => state switch
    {
        RequestState.Open => "待审批",
        RequestState.Approved => "已批准",
        RequestState.Returned => "已退回",
        RequestState.Withdrawn => "已撤回",
        _ => "",
    };

    public static string Class(RequestState state) => state switch
    {
        RequestState.Open => "tag warn",
        RequestState.Approved => "tag ok",
        RequestState.Withdrawn => "tag plain",
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
        FileOutcome.WorkstationRegistered => "该机构已登记这个地址或网段，无须申请",
        FileOutcome.WorkstationGone => "这台固定计算机已经移除，请核对后重新提交",
        FileOutcome.Waiting => "省厅尚未审批此前对同一事项的申请，请等待审批",
        _ => "",
    };

    /// <summary>What a request changes: label, value before, value after.</summary>
    public static IReadOnlyList<(string Label, string Before, string After)> Changes(ReportContent content) => content switch
    {
        { WorkstationBefore: not null } or { WorkstationAfter: not null } =>
        [
            ("地址或网段", ReportFields.Address(content.WorkstationBefore?.Network ?? ""), ReportFields.Address(content.WorkstationAfter?.Network ?? "")),
            ("位置", content.WorkstationBefore?.Label ?? "", content.WorkstationAfter?.Label ?? ""),
        ],
        { FormBefore: null, FormAfter: null } =>
        [
            ("姓名", content.PersonBefore?.Name ?? "", content.PersonAfter?.Name ?? ""),
            ("性别", ReportFields.Text(content.PersonBefore?.Sex), ReportFields.Text(content.PersonAfter?.Sex)),
            ("职务", content.PersonBefore?.Post ?? "", content.PersonAfter?.Post ?? ""),
            ("手机", content.PersonBefore?.Mobile ?? "", content.PersonAfter?.Mobile ?? ""),
        ],
        _ =>
        [
            ("信息化建设负责人姓名", content.FormBefore?.HeadName ?? "", content.FormAfter?.HeadName ?? ""),
            ("电话", content.FormBefore?.Phone ?? "", content.FormAfter?.Phone ?? ""),
            ("服务器专网IP地址", ReportFields.Address(content.FormBefore?.Address ?? ""), ReportFields.Address(content.FormAfter?.Address ?? "")),
        ],
    };

    /// <summary>A request in a few words, without numbers of telephones.</summary>
    public static string Summary(ReportContent content) => content switch
    {
        { PersonAfter: { } after } => after.Name,
        { PersonBefore: { } before } => before.Name,
        { FormAfter: { } form } => $"{form.HeadName} {ReportFields.Address(form.Address)}",
        { WorkstationAfter: { } after } => Summary(after),
        { WorkstationBefore: { } before } => Summary(before),
        _ => "",
    };

    /// <summary>Why a request cannot be approved any more.</summary>
    public static string Stale(ReportKind kind) => kind switch
    {
        ReportKind.RegisterWorkstation => "申请报送之后，该机构已登记了这个地址或网段，不能再次登记；请退回并说明",
        ReportKind.RemoveWorkstation => "申请报送之后，这台固定计算机已经移除或重新登记，与“变更前”不符，不能批准；请退回并说明",
        _ => "申请报送之后情况已经变化（例如该人员已停用、已有同名人员或地址已变更），与“变更前”不符，不能批准；请退回并说明",
    };

    private static string Summary(WorkstationLine line) => $"{ReportFields.Address(line.Network)} {line.Label}";
}
