using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Intake;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>How an act ended, in a few words and a colour.</summary>
internal static class OutcomeText
{
    /// <summary>Outcomes that the log can be filtered by.</summary>
    public static readonly IReadOnlyList<(AuditStatus Status, string Text)> Filters =
    [
        (AuditStatus.Found, "查到记录"), (AuditStatus.NotFound, "未查询到"), (AuditStatus.Refused, "拒绝"), (AuditStatus.Timeout, "平台超时"),
        (AuditStatus.RegistryError, "平台故障"), (AuditStatus.Agrees, "核验一致"), (AuditStatus.Differs, "核验不一致"), (AuditStatus.Voided, "证件已作废"),
        (AuditStatus.StatusChanged, "登记状态已变更"), (AuditStatus.UnknownCode, "查无此码"), (AuditStatus.Done, "已完成"), (AuditStatus.Failed, "未完成"),
    ];

    /// <summary>Reasons that the log can be filtered by, with what each refused.</summary>
    public static readonly IReadOnlyList<(short Reason, string Text)> Reasons =
    [
        .. Enum.GetValues<RefusalReason>().Select(r => (ActReason.Of(r), "查询：" + Reason(r))),
        .. Enum.GetValues<SignInProblem>().Select(p => (ActReason.Of(p), "登录：" + Problem(p))),
        .. Enum.GetValues<AccessProblem>().Select(p => (ActReason.Of(p), "访问：" + Problem(p))),
        .. Enum.GetValues<IntakeRefusal>().Select(r => (ActReason.Of(r), "服务器：" + IntakeText.Brief(r))),
    ];

    /// <summary>A reason in a few words.</summary>
    public static string OfReason(short reason) => Reasons.FirstOrDefault(r => r.Reason == reason).Text ?? "其他";

    /// <summary>The status of a row alone.</summary>
    public static string Of(AuditStatus status) => Filters.FirstOrDefault(f => f.Status == status).Text ?? "已记录";

    public static (string Css, string Text) Of(LogRow row) => row switch
    {
        { IsInDoubt: true } => ("warn", "未决"),
        { Status: AuditStatus.Found } => ("ok", row.OutcomeEvent is QueryAnswered answered ? $"查到 {answered.Count} 条" : "查到记录"),
        { Status: AuditStatus.NotFound } => ("", "未查询到"),
        { Status: AuditStatus.Agrees } => ("ok", Of(AuditStatus.Agrees)),
        { Status: AuditStatus.Differs or AuditStatus.Voided or AuditStatus.StatusChanged or AuditStatus.UnknownCode } => ("stop", Of(row.Status)),
        { Status: AuditStatus.Timeout } => ("warn", "平台超时"),
        { Status: AuditStatus.RegistryError } => ("warn", "平台故障 · " + Failure((row.OutcomeEvent as QueryAnswered)?.Failure ?? (row.OutcomeEvent as CertificateChecked)?.Failure)),
        { Status: AuditStatus.Refused } => ("stop", "拒绝 · " + Refusal(row.Event)),
        { Status: AuditStatus.Failed } => ("stop", "未完成"),
        { Status: AuditStatus.Done } => ("plain", "已完成"),
        _ => ("plain", "已记录"),
    };

    /// <summary>What a lookup gave, in words for the person looked up.</summary>
    public static string Given(LogRow row) => row switch
    {
        { Event: CertificateRefused } => "核验证件被拒绝，没有提供任何信息",
        { Event: CertificateIntended, Status: >= AuditStatus.Agrees and <= AuditStatus.UnknownCode } => "核对您出示的结婚证或离婚证与登记记录是否一致，没有提供登记内容",
        { Entry.Kind: AuditKind.Refusal } => "查询被拒绝，没有提供任何信息",
        { IsInDoubt: true } => "查询没有完成，没有提供信息",
        { OutcomeEvent: QueryAnswered { Count: var count }, Status: AuditStatus.Found } => $"提供了 {count} 条婚姻登记记录",
        { Status: AuditStatus.Found } => "提供了婚姻登记记录",
        { Status: AuditStatus.NotFound } => "答复“未查询到”，没有提供记录",
        _ => "平台没有答复，没有提供信息",
    };

    private static string Refusal(AuditEvent? refused) => refused switch
    {
        QueryRefused { Closed: { } closed } => $"机构未开放（{OpeningText.Short(closed)}）",
        QueryRefused { Decision.Length: > 0 } banned => $"权限暂停或取消（{banned.Decision}）",
        QueryRefused query => Reason(query.Reason),
        CertificateRefused { Closed: { } closed } => $"机构未开放（{OpeningText.Short(closed)}）",
        CertificateRefused { Decision.Length: > 0 } banned => $"权限暂停或取消（{banned.Decision}）",
        CertificateRefused check => Reason(check.Reason),
        AssistanceRefused assistance => Reason(assistance.Reason),
        SignInFailed signIn => Problem(signIn.Problem),
        AccessRefused access => Problem(access.Problem),
        IntakeRefused intake => IntakeText.Brief(intake.Reason),
        _ => "",
    };

    private static string Reason(RefusalReason reason) => reason switch
    {
        RefusalReason.AccountOrPersonNotActive => "账户或人员停用",
        RefusalReason.WorkstationNotRegistered => "非固定工作站",
        RefusalReason.InstitutionNotOpen => "机构未开放",
        RefusalReason.IdNumberMalformed => "号码有误",
        RefusalReason.DocumentOutOfScope => "不在共享范围",
        RefusalReason.CaseUnknown => "无此案件",
        RefusalReason.CaseOfOtherInstitution => "他机构案件",
        RefusalReason.CaseClosed => "案件已办结",
        RefusalReason.MatterDiffers => "事项不一致",
        RefusalReason.PersonNotParty => "非本案当事人",
        RefusalReason.PartyNameDiffers => "姓名不一致",
        RefusalReason.GroundMissing => "无依据",
        RefusalReason.EntrustmentIncomplete => "委托信息不全",
        RefusalReason.LetterDateInFuture => "函件日期有误",
        RefusalReason.TermsNotAccepted => "未同意使用规定",
        RefusalReason.UnderSanction => "权限暂停或取消",
        _ => "",
    };

    private static string Problem(SignInProblem problem) => problem switch
    {
        SignInProblem.UnknownAccount => "账户不存在",
        SignInProblem.WrongPassword => "口令错误",
        SignInProblem.LockedOut => "账户锁定",
        SignInProblem.AccountNotActive => "账户停用",
        SignInProblem.WorkstationNotRegistered => "非固定工作站",
        SignInProblem.OneTimePasswordExpired => "一次性口令过期",
        SignInProblem.UnknownPerson => "未选查询人",
        SignInProblem.PersonNotActive => "人员停用",
        SignInProblem.WrongCode => "动态码错误",
        SignInProblem.UsedCode => "动态码已用过",
        SignInProblem.PersonLockedOut => "人员锁定",
        _ => "",
    };

    private static string Problem(AccessProblem problem) => problem switch
    {
        AccessProblem.WorkstationNotRegistered => "非固定工作站",
        AccessProblem.WorkstationChanged => "工作站变更",
        AccessProblem.RoleNotAllowed => "无权限",
        AccessProblem.TooManyRequests => "过于频繁",
        AccessProblem.OwnRequest => "确认本人申请",
        _ => "",
    };

    private static string Failure(RegistryFailure? failure) => failure switch
    {
        RegistryFailure.Unreachable => "无法连接",
        RegistryFailure.HttpError => "服务出错",
        RegistryFailure.Unreadable => "应答无法识别",
        RegistryFailure.NotAuthorised => "密钥未被接受",
        RegistryFailure.QuotaExceeded => "次数用完",
        RegistryFailure.InnerFailure => "查询未完成",
        RegistryFailure.UnknownCode => "未知代码",
        RegistryFailure.TooBroad => "条件过宽",
        RegistryFailure.NotConfigured => "未配置",
        RegistryFailure.Suspended => "暂停查询",
        _ => "未取得结果",
    };
}
