using System.Text.Json;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>Reads the reply to a check. What is not exactly one of the agreed answers is a failure and no outcome.</summary>
internal static class CertificateReader
{
    private const string NotAdmitted = "17";
    private const int AnswerIdMaxLength = 64;

    /// <summary>A <see cref="CertificateAnswer"/> or a failure; never throws for what the reply holds.</summary>
    public static RegistryAnswer Read(GatewayEnvelope envelope)
    {
        if (GatewayCodes.FailureOf(envelope.Code) is { } refused)
        {
            return new RegistryAnswer.Failed(envelope.Code == NotAdmitted ? RegistryFailure.NotAuthorised : refused);
        }

        try
        {
            return Result(envelope) is not { ValueKind: JsonValueKind.Object } result || !result.TryGetProperty("success", out var success)
                ? Unreadable
                : success.ValueKind switch
                {
                    JsonValueKind.True when envelope.Announced is null or 1 => ReadOutcome(result) ?? Unreadable,
                    JsonValueKind.False => new RegistryAnswer.Failed(RegistryFailure.InnerFailure),
                    _ => Unreadable,
                };
        }
        catch (Exception e) when (JsonText.IsUnreadable(e))
        {
            return Unreadable;
        }
    }

    private static RegistryAnswer Unreadable => new RegistryAnswer.Failed(RegistryFailure.Unreadable);

    private static JsonElement? Result(GatewayEnvelope envelope) =>
        !envelope.Root.TryGetProperty("datas", out var datas) ? null : datas.ValueKind == JsonValueKind.String ? JsonElement.Parse(datas.GetString()!) : datas;

    // Each outcome with what belongs to it, and with nothing that belongs to another one.
    private static RegistryAnswer? ReadOutcome(JsonElement result)
    {
        var (voidedBy, status) = (JsonText.Of(result, "voidedBy"), JsonText.Of(result, "status"));
        var differing = Differing(result);
        CertificateAnswer? answer = (JsonText.Of(result, "outcome"), differing, voidedBy, status) switch
        {
            ("agrees", [], null, null) => new(CertificateOutcome.Agrees),
            ("differs", [_, ..], null, null) => new(CertificateOutcome.Differs) { Differing = differing },
            ("voided", [], "correction", null) => new(CertificateOutcome.Voided) { VoidedBy = CertificateVoiding.Correction },
            ("voided", [], "reissue", null) => new(CertificateOutcome.Voided) { VoidedBy = CertificateVoiding.Reissue },
            ("statusChanged", [], null, "divorced") => new(CertificateOutcome.StatusChanged) { Change = CertificateChange.Divorced },
            ("statusChanged", [], null, "annulled") => new(CertificateOutcome.StatusChanged) { Change = CertificateChange.Annulled },
            ("unknownCode", [], null, null) => new(CertificateOutcome.UnknownCode),
            _ => null,
        };
        return answer is null ? null : answer with { AnswerId = Clip(JsonText.Of(result, "answerId") ?? "") };
    }

    // Null when it is no list of the agreed fields, each at most once.
    private static List<CertificateField>? Differing(JsonElement result)
    {
        if (!result.TryGetProperty("differing", out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        var fields = new List<CertificateField>();
        foreach (var item in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw new JsonException("The differing fields are no list."))
        {
            if (Field(item) is not { } field || fields.Contains(field))
            {
                return null;
            }

            fields.Add(field);
        }

        return fields;
    }

    private static CertificateField? Field(JsonElement item) => item.ValueKind != JsonValueKind.String ? null : item.GetString() switch
    {
        "cert_no" => CertificateField.Number,
        "name_man" => CertificateField.ManName,
        "name_woman" => CertificateField.WomanName,
        "op_date" => CertificateField.RegisteredOn,
        _ => null,
    };

    private static string Clip(string text) =>
        text.Any(char.IsControl) ? "" : text.Length <= AnswerIdMaxLength ? text : text[..AnswerIdMaxLength];
}
