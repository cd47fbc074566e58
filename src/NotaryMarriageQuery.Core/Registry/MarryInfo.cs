using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CivilIdentity;
using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The province's marryInfo service: no certificate number, no birth dates, no remark (未提供).</summary>
internal sealed class MarryInfo(IOptions<RegistryOptions> options, TimeProvider clock) : GatewayService(clock)
{
    private static readonly FrozenDictionary<string, RecordKind> _kinds = new Dictionary<string, RecordKind>(StringComparer.Ordinal)
    {
        ["结婚登记"] = RecordKind.Marriage,
        ["补办结婚登记"] = RecordKind.Marriage,
        ["复婚登记"] = RecordKind.Marriage,
        ["离婚登记"] = RecordKind.Divorce,
        ["补发结婚证"] = RecordKind.ReissuedMarriage,
        ["补领结婚证"] = RecordKind.ReissuedMarriage,
        ["补发结婚登记证"] = RecordKind.ReissuedMarriage,
        ["补领结婚登记证"] = RecordKind.ReissuedMarriage,
        ["补发离婚证"] = RecordKind.ReissuedDivorce,
        ["补领离婚证"] = RecordKind.ReissuedDivorce,
        ["补发离婚登记证"] = RecordKind.ReissuedDivorce,
        ["补领离婚登记证"] = RecordKind.ReissuedDivorce,
        ["撤销婚姻"] = RecordKind.Annulled,
        ["撤销婚姻登记"] = RecordKind.Annulled,
        ["撤销结婚登记"] = RecordKind.Annulled,
        ["撤销受胁迫婚姻"] = RecordKind.Annulled,
        ["撤销受胁迫结婚登记"] = RecordKind.Annulled,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Chinese text stays itself, as the platform's own samples have it.
    private static readonly MarryInfoJson _json =
        new(new JsonSerializerOptions(MarryInfoJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    private readonly RegistryOptions _options = options.Value;

    public override string Path => _options.MarryInfoPath;

    public override void AddFields(RegistryQuestion question, string idNumber, ICollection<KeyValuePair<string, string>> fields)
    {
        fields.Add(new("cardId", idNumber));
        fields.Add(new("name", question.Name.Original));
        fields.Add(new("sex", question.Id.Sex == Sex.Male ? "M" : "F"));
        fields.Add(new("birthday", question.Id.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        fields.Add(new("additional", Purpose(question)));
    }

    public override bool IsRecord(JsonElement element) =>
        element.TryGetProperty("mCardId", out _) || element.TryGetProperty("fCardId", out _) || element.TryGetProperty("businessType", out _);

    public override RegistryRecord Map(JsonElement record)
    {
        var type = JsonText.Of(record, "businessType") ?? "";
        return new RegistryRecord
        {
            Kind = _kinds.GetValueOrDefault(type, RecordKind.Unknown),
            KindAsGiven = type,
            Man = Party(JsonText.Provided(record, "mName"), JsonText.Provided(record, "mCardId"), null),
            Woman = Party(JsonText.Provided(record, "fName"), JsonText.Provided(record, "fCardId"), null),
            RegisteredOn = Day(record, "registrationDate"),
            OfficeName = JsonText.Provided(record, "registrationOrg"),
        };
    }

    private string Purpose(RegistryQuestion question) => JsonSerializer.Serialize(
        new MarryInfoPurpose
        {
            PowerMatters = _options.PowerMatters,
            SubPowerMatters = _options.SubPowerMatters,
            MaterialName = _options.MaterialName,
            SponsorName = question.Name.Original,
            SponsorCode = question.Id.Value,
            ProjectId = question.CaseNumber,
        },
        _json.MarryInfoPurpose);
}

/// <summary>Why the platform is asked; sent as JSON inside a form field.</summary>
internal sealed record MarryInfoPurpose
{
    public required string PowerMatters { get; init; }

    public required string SubPowerMatters { get; init; }

    /// <summary>ID number of the operator: not sent, the platform learns the institution by its key (minimisation).</summary>
    [JsonPropertyName("accesscardId")]
    public string AccessCardId { get; init; } = "";

    public required string MaterialName { get; init; }

    public required string SponsorName { get; init; }

    public required string SponsorCode { get; init; }

    public required string ProjectId { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MarryInfoPurpose))]
internal sealed partial class MarryInfoJson : JsonSerializerContext;
