using NotaryMarriageQuery.Core.Anomalies;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Kinds of anomalies in words.</summary>
internal static class AnomalyText
{
    public static string Of(AnomalyKind kind) => kind switch
    {
        AnomalyKind.NotMe => "不是本人的登录或查询",
        AnomalyKind.PasswordKnown => "口令可能泄露",
        AnomalyKind.FactorLost => "认证器遗失",
        AnomalyKind.Workstation => "工作站异常",
        AnomalyKind.Other => "其他",
        _ => "",
    };
}
