using NotaryMarriageQuery.Core.Approvals;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Requests that wait for a second admin, in words.</summary>
internal static class ApprovalText
{
    /// <summary>What the page says where a second admin has to confirm, or where there is none.</summary>
    public static string Rule(bool isNeeded) => isNeeded
        ? "须由另一位省级账户管理员在 72 小时内到“待确认”页面确认后生效。"
        : "目前只有一位省级账户管理员，无人可以复核：立即生效，日志注明仅一人经办。";

    public const string AskedAlready = "相同的申请正在等待确认，不必重复提交";

    public const string NotPossible = "账户、人员或机构的状态已经变化，这项操作现在不能办理，请核对后重试";

    public static string Of(ApprovalKind kind) => kind switch
    {
        ApprovalKind.ResumeAccount => "恢复账户",
        ApprovalKind.ResetPassword => "重置口令",
        ApprovalKind.ReplaceFactor => "更换动态码",
        ApprovalKind.EnrolPerson => "登记人员",
        ApprovalKind.GrantLeave => "特许开放",
        ApprovalKind.IssueSecret => "发放接口密钥",
        ApprovalKind.CancelRight => "取消查询权限",
        ApprovalKind.LiftSanction => "解除处理决定",
        _ => "",
    };

    /// <summary>What is asked for, with its particulars.</summary>
    public static string Of(Approval approval) => Of(approval.Kind) + approval.Kind switch
    {
        ApprovalKind.EnrolPerson => "：" + approval.Detail,
        ApprovalKind.GrantLeave => "至 " + Display.Time(ApprovedActs.EndOf(approval.Detail).UtcDateTime),
        _ => "",
    };
}
