namespace MarriageRegistry.Gateway;

/// <summary>The codes that the gateway answers with, and the sentence that goes with each.</summary>
public static class GatewayCode
{
    public const string Ok = "00";

    /// <summary>A parameter is missing, given twice or malformed.</summary>
    public const string BadParameters = "01";

    /// <summary>Token calls only: unknown key, wrong sign, refresh secret out of date, clocks too far apart.</summary>
    public const string BadTokenSignature = "03";

    /// <summary>The sign is right, but the request secret is past its end time.</summary>
    public const string SecretExpired = "11";

    /// <summary>Business calls: unknown key, wrong sign, superseded secret, clocks too far apart.</summary>
    public const string BadSignature = "14";

    /// <summary>The application was not admitted to this service.</summary>
    public const string NotAdmitted = "17";

    public const string QuotaExceeded = "18";

    /// <summary>A search by what is known fits too many registrations; none of them is told.</summary>
    public const string TooWide = "19";

    /// <summary>We could not answer; nothing is said about the person asked about.</summary>
    public const string Unavailable = "99";

    public static string Message(string code) => code switch
    {
        Ok => "成功",
        BadParameters => "请求参数缺失或格式错误",
        BadTokenSignature or BadSignature => "签名错误",
        SecretExpired => "请求秘钥不在有效期内",
        NotAdmitted => "无权调用该服务",
        QuotaExceeded => "调用次数超过当日限额",
        TooWide => "查询条件过宽，请补充条件",
        _ => "系统繁忙，请稍后再试",
    };
}
