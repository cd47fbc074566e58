using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Portal.Pages.Queries;

/// <summary>What a person reads when the registry gave no answer. None of it may read like "no record".</summary>
internal static class FailureText
{
    private const string NotNoRecord = "这不表示没有登记记录。";

    /// <summary>The instance that took the form on has died.</summary>
    public static string InDoubt => $"系统处理这次查询时中断，结果未知。{NotNoRecord}请先在“本机构查询记录”中查看这次查询，需要时重新提交。";

    public static string Of(RegistryFailure failure) => Of(failure, NotNoRecord);

    /// <summary>The same of something else than a lookup.</summary>
    /// <param name="failure">What failed.</param>
    /// <param name="meansNothing">Sentence that says which answer the failure is not.</param>
    public static string Of(RegistryFailure failure, string meansNothing) => failure switch
    {
        RegistryFailure.Timeout => $"民政平台未在规定时间内应答。{meansNothing}请稍候再试。",
        RegistryFailure.Unreachable => $"无法连接民政平台。{meansNothing}请稍候再试；持续出现请联系省厅。",
        RegistryFailure.HttpError => $"民政平台出现故障。{meansNothing}请稍候再试；持续出现请联系省厅。",
        RegistryFailure.Unreadable => $"民政平台的应答无法识别。{meansNothing}请稍候再试；持续出现请联系省厅。",
        RegistryFailure.NotAuthorised => $"民政平台未接受本系统的密钥。{meansNothing}请联系省厅。",
        RegistryFailure.QuotaExceeded => $"今日向民政平台查询的次数已用完。{meansNothing}请明日再试，急需的请联系省厅。",
        RegistryFailure.InnerFailure => $"民政平台未能完成查询。{meansNothing}请稍候再试。",
        RegistryFailure.UnknownCode => $"民政平台返回了未约定的代码。{meansNothing}请联系省厅。",
        RegistryFailure.TooBroad => $"查询条件过宽，符合的登记超过 20 条，民政平台未返回。{meansNothing}请补充出生日期、配偶姓名、登记地或年份。",
        RegistryFailure.NotConfigured => $"省厅的协助查询接口尚未配置，未向民政平台查询。{meansNothing}请联系系统管理人员。",
        RegistryFailure.Suspended => $"民政平台连续出现故障，已暂停查询片刻。{meansNothing}请一分钟后再试。",
        _ => $"查询失败。{meansNothing}请稍候再试。",
    };
}
