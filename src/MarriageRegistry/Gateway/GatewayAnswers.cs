using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MarriageRegistry.Gateway;

/// <summary>The envelope of every answer; <c>code</c> 00 means that it was answered, not that something was found.</summary>
internal sealed record GatewayAnswer<T>(string Code, string Msg, T? Datas, int DataCount, string RequestId)
{
    public string? Data => null;

    public int TotalDataCount => DataCount;

    public int TotalPage => DataCount == 0 ? 0 : 1;
}

/// <summary>Ends are epoch milliseconds.</summary>
internal sealed record TokenAnswer(string RequestSecret, long RequestSecretEndTime, string RefreshSecret, long RefreshSecretEndTime);

/// <summary>The province's field set: no certificate number, no birth dates, no remark.</summary>
internal sealed record MarryInfoRecord(
    string Id,
    [property: JsonPropertyName("mName")] string ManName,
    [property: JsonPropertyName("mCardId")] string ManIdNumber,
    [property: JsonPropertyName("fName")] string WomanName,
    [property: JsonPropertyName("fCardId")] string WomanIdNumber,
    string RegistrationDate,
    string RegistrationOrg,
    string BusinessType,
    [property: JsonPropertyName("tong_time")] string SharedAt);

/// <summary>What stands, as text, in <c>datas</c> of the national service: it can fail while the envelope says 00.</summary>
internal sealed record NationalResult(bool Success, string Msg, IReadOnlyList<NationalRecord> Data);

/// <summary>The national field set.</summary>
internal sealed record NationalRecord(
    [property: JsonPropertyName("name_man")] string ManName,
    [property: JsonPropertyName("cert_num_man")] string ManIdNumber,
    [property: JsonPropertyName("birth_man")] string? ManBirth,
    [property: JsonPropertyName("nation_man")] string? ManNation,
    [property: JsonPropertyName("name_woman")] string WomanName,
    [property: JsonPropertyName("cert_num_woman")] string WomanIdNumber,
    [property: JsonPropertyName("birth_woman")] string? WomanBirth,
    [property: JsonPropertyName("nation_woman")] string? WomanNation,
    [property: JsonPropertyName("cert_no")] string CertificateNumber,
    [property: JsonPropertyName("dept_code")] string OfficeCode,
    [property: JsonPropertyName("dept_name")] string OfficeName,
    [property: JsonPropertyName("op_date")] string RegisteredOn,
    [property: JsonPropertyName("op_type")] string Kind,
    string? Remark);

/// <summary>What stands, as text, in <c>datas</c> of the certificate check.</summary>
internal sealed record CheckResult(
    bool Success, string? Message, string? Outcome, IReadOnlyList<string>? Differing, string? VoidedBy, string? Status, string? AnswerId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GatewayAnswer<string>))]
[JsonSerializable(typeof(GatewayAnswer<TokenAnswer>))]
[JsonSerializable(typeof(GatewayAnswer<IReadOnlyList<MarryInfoRecord>>))]
[JsonSerializable(typeof(NationalResult))]
[JsonSerializable(typeof(CheckResult))]
[JsonSerializable(typeof(GatewayAnswer<CheckResult>))]
internal sealed partial class GatewayJson : JsonSerializerContext
{
    /// <summary>Chinese as it is, not as escapes: the answers are JSON documents and never part of a page.</summary>
    public static GatewayJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
