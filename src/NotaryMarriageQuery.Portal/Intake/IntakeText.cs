using NotaryMarriageQuery.Core.Intake;

namespace NotaryMarriageQuery.Portal.Intake;

/// <summary>What an institution's server is told when it is refused: status, a code for machines, a sentence for people.</summary>
public static class IntakeText
{
    public static int StatusOf(IntakeRefusal refusal) => refusal switch
    {
        IntakeRefusal.AddressNotRegistered => StatusCodes.Status403Forbidden,
        IntakeRefusal.TooOften or IntakeRefusal.Busy => StatusCodes.Status429TooManyRequests,
        IntakeRefusal.BodyTooLarge or IntakeRefusal.TooManyCases => StatusCodes.Status413PayloadTooLarge,
        IntakeRefusal.BodyInvalid or IntakeRefusal.BodyIncomplete => StatusCodes.Status400BadRequest,
        IntakeRefusal.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        IntakeRefusal.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status401Unauthorized,
    };

    public static string CodeOf(IntakeRefusal refusal) => refusal switch
    {
        IntakeRefusal.HeadersMissing => "headers-missing",
        IntakeRefusal.InstitutionUnknown => "institution-unknown",
        IntakeRefusal.SecretMissing => "secret-missing",
        IntakeRefusal.AddressNotRegistered => "address-not-registered",
        IntakeRefusal.TimestampInvalid => "timestamp-invalid",
        IntakeRefusal.ClockOff => "clock-off",
        IntakeRefusal.NonceInvalid => "nonce-invalid",
        IntakeRefusal.SignatureWrong => "signature-wrong",
        IntakeRefusal.NonceUsed => "nonce-used",
        IntakeRefusal.TooOften => "too-often",
        IntakeRefusal.BodyTooLarge => "body-too-large",
        IntakeRefusal.BodyInvalid => "body-invalid",
        IntakeRefusal.TooManyCases => "too-many-cases",
        IntakeRefusal.MethodNotAllowed => "method-not-allowed",
        IntakeRefusal.BodyIncomplete => "body-incomplete",
        IntakeRefusal.Busy => "busy",
        _ => "unavailable",
    };

    /// <summary>A few words for a list.</summary>
    public static string Brief(IntakeRefusal refusal) => refusal switch
    {
        IntakeRefusal.SecretMissing => "未发放密钥",
        IntakeRefusal.AddressNotRegistered => "地址未登记",
        IntakeRefusal.ClockOff => "时钟不准",
        IntakeRefusal.SignatureWrong => "签名不符",
        IntakeRefusal.NonceUsed => "重复请求",
        IntakeRefusal.TooOften => "过于频繁",
        _ => "格式有误",
    };

    public static string Of(IntakeRefusal refusal) => refusal switch
    {
        IntakeRefusal.HeadersMissing => "请求头 X-Institution、X-Timestamp、X-Nonce、X-Signature 须各有一个。",
        IntakeRefusal.InstitutionUnknown => "没有这个机构代码的公证机构，请核对 X-Institution。",
        IntakeRefusal.SecretMissing => "省厅尚未给本机构发放接口密钥，请联系省厅。",
        IntakeRefusal.AddressNotRegistered => "请求不是从本机构登记的服务器地址发出。如地址已变更，请向省厅报告。",
        IntakeRefusal.TimestampInvalid => "X-Timestamp 应为自 1970 年起的秒数（UTC）。",
        IntakeRefusal.ClockOff => "服务器时钟与省平台相差超过 5 分钟，请校准时钟后重试；省平台时间见 serverTime。",
        IntakeRefusal.NonceInvalid => $"X-Nonce 应为 {IntakeNonce.MinLength} 至 {IntakeNonce.MaxLength} 个可见 ASCII 字符。",
        IntakeRefusal.SignatureWrong => "签名不符，请核对密钥、路径、时间、随机数，以及正文的 SHA-256（小写十六进制）。",
        IntakeRefusal.NonceUsed => "X-Nonce 已使用过，没有再次处理。每次请求请使用新的随机数。",
        IntakeRefusal.TooOften => "请求过于频繁，请一分钟后再试。",
        IntakeRefusal.BodyTooLarge => "正文过大：上传不超过 16 MiB，心跳不超过 1 KiB。请分批上传。",
        IntakeRefusal.BodyInvalid => "正文不是约定的 JSON，没有存入任何案件。请按接口说明核对。",
        IntakeRefusal.TooManyCases => $"一次不超过 {CaseIntake.MostCases} 个案件，没有存入任何案件。请分批上传。",
        IntakeRefusal.MethodNotAllowed => "请使用 POST。",
        IntakeRefusal.BodyIncomplete => "正文没有收全，没有存入任何案件。请重新上传。",
        IntakeRefusal.Busy => "同时上传的机构过多，请稍候重试。",
        _ => "省平台暂时无法写入。已存入的案件不会重复；请稍候重新上传。",
    };
}
