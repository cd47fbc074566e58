using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Why lookups are stopped, in words for the person in front of the page.</summary>
internal static class SealingText
{
    public static string Of(SealingProblem problem) => problem switch
    {
        SealingProblem.None => "正常",
        SealingProblem.Unsealed => "存证超过规定时间未能封存",
        SealingProblem.Unanchored => "存证检查点超过规定时间未能对外留存",
        SealingProblem.RolledBack => "数据库比已见过的检查点旧，可能恢复了旧备份",
        SealingProblem.Broken => "存证与其签名不符，可能被改动",
        _ => "存证异常",
    };

    /// <summary>What to do about it.</summary>
    public static string Advice(SealingProblem problem) => problem switch
    {
        SealingProblem.RolledBack => "为保证记录完整，系统已停止查询。请联系省厅审计员核对并作出处理；处理前不能查询。",
        SealingProblem.Broken => "为保证记录完整，系统已停止查询。请立即联系省厅审计员；处理前不能查询。",
        _ => "为保证每次查询都有可证明的记录，系统已停止查询。请稍候再试；持续出现请联系省厅。",
    };
}
