using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Register;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Intake;
using NotaryMarriageQuery.Portal.Pages.Certificates;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>What an act was, in a few words, and what belongs to it.</summary>
internal static class EventText
{
    private static readonly Dictionary<string, string> _actions = new(StringComparer.Ordinal)
    {
        ["account.issued"] = "开立账户",
        ["account.first-admin"] = "生成首位管理员",
        ["account.password-reset"] = "重置口令",
        ["account.password-changed"] = "修改口令",
        ["account.suspended"] = "暂停账户",
        ["account.resumed"] = "恢复账户",
        ["account.cancelled"] = "注销账户",
        ["approval.asked"] = "申请（待另一人确认）",
        ["approval.confirmed"] = "确认申请",
        ["approval.refused"] = "不同意或撤回申请",
        ["anomaly.reported"] = "报告异常",
        ["anomaly.handled"] = "处理异常报告",
        ["terms.published"] = "发布使用规定",
        ["terms.accepted"] = "同意使用规定",
        ["inspection.planned"] = "制定检查",
        ["inspection.drawn"] = "抽取检查样本",
        ["inspection.checked"] = "检查查询",
        ["inspection.closed"] = "办结检查",
        ["finding.recorded"] = "记录检查问题",
        ["finding.answered"] = "答复检查问题",
        ["sanction.proposed"] = "拟作处理决定",
        ["sanction.decided"] = "作出处理决定",
        ["sanction.lifted"] = "解除处理决定",
        ["person.enrolled"] = "登记人员",
        ["person.retired"] = "停用人员",
        ["person.second-factor-replaced"] = "更换动态码",
        ["report.filed"] = "报送名单变更",
        ["report.imported"] = "导入名单",
        ["report.confirmed"] = "确认名单无变化",
        ["report.approved"] = "批准名单变更",
        ["report.withdrawn"] = "撤回名单变更申请",
        ["report.returned"] = "退回名单变更",
        ["report.deadline-set"] = "设定报送期限",
        ["institution.added"] = "添加机构",
        ["institution.changed"] = "修改机构",
        ["opening.opened"] = "开放查询",
        ["opening.closed"] = "关闭查询",
        ["opening.secret-issued"] = "发放接口密钥",
        ["opening.server-changed"] = "登记服务器地址",
        ["opening.leave-granted"] = "特许开放查询",
        ["opening.leave-ended"] = "结束特许开放",
        ["opening.manual-cases"] = "手工登记案件的许可",
        ["opening.rule-changed"] = "修改开放规则",
        ["connection.opened"] = "服务器接入",
        ["connection.lapsed"] = "服务器连接中断",
        ["cases.uploaded"] = "上传案件",
        ["workstation.registered"] = "登记工作站",
        ["workstation.removed"] = "移除工作站",
        ["case.entered"] = "登记案件",
        ["case.closed"] = "办结案件",
        ["letter.added"] = "上传书面请求",
        ["assistance.filed"] = "申请协助查询",
        ["assistance.withdrawn"] = "撤回协助查询申请",
        ["assistance.taken"] = "受理协助查询",
        ["assistance.answered"] = "拟复协助查询",
        ["assistance.confirmed"] = "复核并答复协助查询",
        ["assistance.rejected"] = "复核不同意",
        ["assistance.returned"] = "退回协助查询申请",
        ["verification.recorded"] = "登记公证书核实",
        ["verification.added"] = "补充公证书核实",
        ["register.number-added"] = "补录公证书编号",
        ["alert.handled"] = "处理预警",
        ["alert.rule-changed"] = "修改预警规则",
        ["key.erasure-proposed"] = "申请销毁年度密钥",
        ["key.erasure-dropped"] = "撤回销毁申请",
        ["key.erased"] = "销毁年度密钥",
        ["evidence.restore-accepted"] = "接受恢复后的数据库",
    };

    public static string Title(LogRow row) => row.Event switch
    {
        QueryIntended or QueryAnswered => "查询核对",
        QueryRefused => "查询核对",
        CertificateIntended or CertificateChecked or CertificateRefused => "证件核验",
        SignInSucceeded or SignInFailed => "登录",
        SignedOut => "退出",
        AccessRefused => "访问页面",
        IntakeRefused => "服务器请求",
        AnswerViewed => "查看结果",
        AnswerPrinted => "打印核对单",
        LogSearched => "查看日志",
        SubjectSearched => "按被查询人查找日志",
        OverdueSearched => "查看逾期案件",
        StatementMade => "办理个人查询情况说明",
        RegisterOpened => "查看使用登记表",
        EntryViewed => "查看日志详情",
        EntryUnmasked => "查看完整身份信息",
        RecordViewed => "查看登记",
        FileOpened => "下载文件",
        AssistanceRefused => "申请协助查询",
        AssistanceSearched => "协助查询",
        ChangeIntended change => _actions.GetValueOrDefault(change.Action, change.Action),
        ChangeEnded change => _actions.GetValueOrDefault(change.Action, change.Action),
        WriterStarted => "存证开始",
        WriterStopped => "存证结束",
        PeriodKeyMade => "生成年度密钥",
        WrappingKeyReplaced => "更换主密钥",
        SigningKeyReplaced => "更换签名密钥",
        AlarmRaised => "存证警报",
        OutcomeMissing => "查询未决",
        Heartbeat => "存证运行正常",
        LogExported => "导出存证",
        LogVerified => "核验全部存证",
        RowsProved => "生成存证证明",
        LogReconciled => "与民政平台核对",
        ReportExported => "导出名单",
        null => "内容不可读",
        _ => "其他",
    };

    /// <summary>What is wrong, for a row of the list of alarms.</summary>
    public static string AlarmText(LogRow row) => row.Event switch
    {
        AlarmRaised alarm => Of(alarm.Problem),
        OutcomeMissing => "查询已发出，结果未登记；可与民政平台的应答清单核对",
        _ => "内容不可读",
    };

    private static string Of(AlarmProblem problem) => problem switch
    {
        AlarmProblem.Gap => "此前的记录缺失",
        AlarmProblem.Mac => "本条或上一条记录被改动，或由他人写入",
        AlarmProblem.Clock => "服务器时钟被调整",
        _ => "记录无法读出，未能封存",
    };

    public static string Subtitle(LogRow row) => row.Event switch
    {
        SignInFailed failed => "账户 " + failed.Account,
        AccessRefused refused => "/" + refused.Page.TrimStart('/'),
        IntakeRefused refused => refused.Path,
        ChangeIntended change => change.Target,
        EntryViewed viewed => viewed.Entry,
        RecordViewed viewed => viewed.Record,
        FileOpened opened => opened.Owner,
        AssistanceSearched or AssistanceRefused => row.Entry.CaseNumber,
        AlarmRaised alarm => alarm.Entry,
        OutcomeMissing missing => missing.Entry,
        EntryUnmasked unmasked => unmasked.Entry,
        AnswerViewed or AnswerPrinted => row.Entry.CaseNumber,
        _ => "",
    };

    /// <summary>Everything that a row tells, as label and value. Persons are masked unless they were uncovered.</summary>
    public static IEnumerable<(string Label, string Value)> Facts(LogRow row, bool unmasked) => row.Event switch
    {
        QueryIntended intended => OfQuery(intended.Facts, unmasked),
        QueryRefused refused => OfQuery(refused.Facts, unmasked),
        CertificateIntended intended => OfCheck(intended.Facts, unmasked),
        CertificateRefused refused => OfCheck(refused.Facts, unmasked),
        SignInFailed failed => [("账户", failed.Account)],
        AccessRefused refused => [("页面", "/" + refused.Page.TrimStart('/'))],
        IntakeRefused refused => [("路径", refused.Path), ("原因", IntakeText.Of(refused.Reason)), ("此前同类", $"{refused.MoreBefore} 次")],
        ChangeIntended change => OfChange(change, unmasked),
        LogSearched searched => [.. searched.Filters.Select(f => (f.Key, f.Value)), ("显示条数", $"{searched.Shown}")],
        OverdueSearched searched => [.. searched.Filters.Select(f => (f.Key, f.Value)), ("显示条数", $"{searched.Shown}")],
        SubjectSearched searched => [("被查询人", unmasked ? searched.IdNumber : CivilIdentity.ResidentId.Mask(searched.IdNumber)), ("显示条数", $"{searched.Shown}")],
        StatementMade made => [("申请人", Name(made.Name, unmasked)), ("公民身份号码", unmasked ? made.IdNumber : CivilIdentity.ResidentId.Mask(made.IdNumber)), ("书面申请", made.Application), ("列出查询", $"{made.Rows}")],
        RegisterOpened opened => [("公证机构", opened.Institution), ("年度", $"{opened.Year}"), ("形式", opened.Form), ("条数", $"{opened.Lines}")],
        EntryViewed viewed => [("存证编号", viewed.Entry)],
        EntryUnmasked uncovered => [("存证编号", uncovered.Entry), ("理由", uncovered.Reason)],
        RecordViewed viewed => [("登记簿", viewed.List), ("编号", viewed.Record)],
        FileOpened opened => [("所属", opened.Owner), ("文件摘要", opened.Sha256)],
        AssistanceRefused refused => [("被查询人姓名", Name(refused.Name, unmasked)), ("当事人", Name(refused.PartyName, unmasked)), ("公证事项", refused.Matter)],
        AssistanceSearched searched =>
        [
            ("申请", searched.Application), ("申请机构", searched.Institution), ("被查询人姓名", Name(searched.Name, unmasked)),
            ("出生日期", searched.Birth.Length == 0 ? "—" : unmasked ? searched.Birth : "已遮盖"), ("配偶姓名", searched.Spouse.Length == 0 ? "—" : Name(searched.Spouse, unmasked)),
            ("登记地区划", searched.Region.Length == 0 ? "—" : searched.Region), ("登记年份", $"{searched.FromYear}—{searched.ToYear}"),
        ],
        WriterStarted started => [("程序版本", started.Program), ("接续", started.PredecessorLastId == 0 ? "—" : AuditNumber.Format(started.PredecessorLastId))],
        PeriodKeyMade made => [("年度", $"{made.Period}")],
        WrappingKeyReplaced replaced => [("原密钥指纹", replaced.Old), ("新密钥指纹", replaced.New), ("年度", string.Join("、", replaced.Periods))],
        SigningKeyReplaced replaced => [("原公钥", replaced.Old), ("新公钥", replaced.New)],
        AlarmRaised alarm => [("存证编号", alarm.Entry), ("问题", Of(alarm.Problem))],
        OutcomeMissing missing => [("查询的存证编号", missing.Entry)],
        LogExported exported => [("起始序号", $"{exported.From}")],
        LogVerified verified => [("行数", $"{verified.Rows}"), ("问题", $"{verified.Problems}")],
        RowsProved proved => [("存证编号", string.Join("、", proved.Entries)), ("附内容密钥", proved.Disclosed ? "是" : "否")],
        LogReconciled compared => [("双方一致", $"{compared.Both}"), ("仅本系统", $"{compared.OnlyOurs}"), ("仅民政平台", $"{compared.OnlyTheirs}")],
        ReportExported exported => [("名单", exported.File), ("行数", $"{exported.Lines}")],
        _ => [],
    };

    /// <summary>How a lookup ended, as label and value.</summary>
    public static IEnumerable<(string Label, string Value)> OutcomeFacts(LogRow row) => row.OutcomeEvent switch
    {
        QueryAnswered answered =>
        [
            ("记录数", $"{answered.Count}"), ("调用次数", $"{answered.Calls}"), ("平台流水号", answered.ReplyNumber.Length == 0 ? "—" : answered.ReplyNumber),
            ("应答摘要", answered.ReplyDigest.Length == 0 ? "—" : answered.ReplyDigest),
        ],
        CertificateChecked check =>
        [
            ("核验结果", check.Outcome is { } outcome ? CertificateText.Brief(outcome, check.Differing ?? [], check.VoidedBy, check.Change) : "未取得结果"),
            ("调用次数", $"{check.Calls}"), ("平台流水号", check.ReplyNumber.Length == 0 ? "—" : check.ReplyNumber), ("核验流水号", check.AnswerId.Length == 0 ? "—" : check.AnswerId),
            ("应答摘要", check.ReplyDigest.Length == 0 ? "—" : check.ReplyDigest),
        ],
        ChangeEnded ended when ended.Problem.Length > 0 => [("原因", ended.Problem)],
        ChangeEnded ended => [.. ended.Result.Select(r => (r.Key, r.Value))],
        _ => [],
    };

    private static IEnumerable<(string Label, string Value)> OfQuery(QueryFacts facts, bool unmasked)
    {
        yield return ("被查询人姓名", unmasked ? facts.Name : Display.Masked(facts.Name));
        yield return ("公民身份号码", unmasked ? Display.Grouped(facts.IdNumber) : CivilIdentity.ResidentId.Mask(facts.IdNumber));
        yield return ("公证事项", facts.Matter);
        yield return ("查询依据", Display.Ground(facts.Ground));
        if (facts.Ground == LookUpGround.EntrustedRequest)
        {
            yield return ("委托单位", facts.EntrustingInstitution);
            yield return ("函号 · 日期", $"{facts.LetterNumber} · {(facts.LetterDate is { } day ? Display.Day(day) : "未填")}");
        }
    }

    private static IEnumerable<(string Label, string Value)> OfCheck(CheckFacts facts, bool unmasked) =>
    [
        .. OfQuery(facts.Party, unmasked),
        ("证件上的配偶姓名", facts.SpouseName.Length == 0 ? "未比对" : Name(facts.SpouseName, unmasked)),
        ("证件上的登记证字号", unmasked ? facts.CertificateNumber : "已遮盖"),
        ("证件上的登记日期", unmasked ? Display.Day(facts.RegisteredOn) : "已遮盖"),
        ("二维码索引", facts.CodeIndex),
    ];

    // Parties of a case are personal; everything else that changes is not.
    private static IEnumerable<(string Label, string Value)> OfChange(ChangeIntended change, bool unmasked)
    {
        yield return ("对象", change.Target);
        if (change.Reason.Length > 0)
        {
            yield return ("理由", change.Reason);
        }

        if (change.AskedBy.Length > 0)
        {
            yield return ("申请人", change.AskedBy);
        }

        if (change.OnePairOfEyes)
        {
            yield return ("复核", "仅一位管理员，无人复核");
        }

        foreach (var (name, value) in change.Before)
        {
            yield return ($"原 {name}", Shown(name, value, unmasked));
        }

        foreach (var (name, value) in change.After)
        {
            yield return ($"新 {name}", Shown(name, value, unmasked));
        }
    }

    private static string Shown(string name, string value, bool unmasked) => name is "parties" or "person" or "party" or "reason" && !unmasked ? "已遮盖" : value;

    private static string Name(string name, bool unmasked) => unmasked ? name : Display.Masked(name);
}
