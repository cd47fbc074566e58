using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>婚姻登记信息核验 of one person, with the national field set.</summary>
/// <remarks>In the question <c>name_man</c> and <c>cert_num_man</c> hold the person asked about, whatever the sex; in a record they are the man's.</remarks>
internal sealed class NationalVerification(IOptions<RegistryOptions> options, TimeProvider clock) : GatewayService(clock)
{
    // IC stands above ICA and ICB and does not say which of them: it stays unknown, like every code that is not listed.
    private static readonly FrozenDictionary<string, RecordKind> _kinds = new Dictionary<string, RecordKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["IA"] = RecordKind.Marriage,
        ["IB"] = RecordKind.Divorce,
        ["ICA"] = RecordKind.ReissuedMarriage,
        ["ICB"] = RecordKind.ReissuedDivorce,
        ["ID"] = RecordKind.Annulled,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public override string Path { get; } = options.Value.NationalPath;

    public override void AddFields(RegistryQuestion question, string idNumber, ICollection<KeyValuePair<string, string>> fields)
    {
        fields.Add(new("name_man", question.Name.Original));
        fields.Add(new("cert_num_man", idNumber));
    }

    public override bool IsRecord(JsonElement element) =>
        element.TryGetProperty("cert_num_man", out _) || element.TryGetProperty("cert_num_woman", out _) || element.TryGetProperty("op_type", out _);

    public override RegistryRecord Map(JsonElement record)
    {
        var type = JsonText.Of(record, "op_type") ?? "";
        return new RegistryRecord
        {
            Kind = _kinds.GetValueOrDefault(type, RecordKind.Unknown),
            KindAsGiven = type,
            Man = Party(JsonText.Provided(record, "name_man"), JsonText.Provided(record, "cert_num_man"), Day(record, "birth_man")),
            Woman = Party(JsonText.Provided(record, "name_woman"), JsonText.Provided(record, "cert_num_woman"), Day(record, "birth_woman")),
            RegisteredOn = Day(record, "op_date"),
            CertificateNumber = JsonText.Provided(record, "cert_no"),
            OfficeName = JsonText.Provided(record, "dept_name"),
            Remark = JsonText.Of(record, "remark"),
        };
    }
}
