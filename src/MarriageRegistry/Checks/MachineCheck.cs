using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using CivilIdentity;
using MarriageRegistry.Booklets;
using MarriageRegistry.Gateway;
using Microsoft.Extensions.Options;

namespace MarriageRegistry.Checks;

internal abstract record MachineOutcome
{
    public sealed record Answered(CheckAnswer Answer, string AnswerId) : MachineOutcome;

    /// <summary>Refused, with the status and the code of <c>openapi.json</c>.</summary>
    public sealed record Refused(int Status, string Code) : MachineOutcome;
}

/// <summary>The check that another department's machine asks for (E7): signature, rights per field, quota, journal.</summary>
public sealed class MachineCheck(IOptions<CheckOptions> options, JournalledCheck checks, DailyQuota quota, TimeProvider clock)
{
    public const string Path = "/checks/certificates";

    private const int LongestCode = 256;

    private readonly FrozenDictionary<string, CheckClient> _clients = options.Value.Clients.ToFrozenDictionary(c => c.Key, StringComparer.Ordinal);

    internal MachineOutcome Answer(SignedCheck? call, byte[] body)
    {
        if (call is null || !_clients.TryGetValue(call.Client, out var client) || !call.IsSignedWith(client.Secret, HttpMethods.Post, Path, body))
        {
            return Refuse(Asker(client: null), null, ScanRefusal.Signature, StatusCodes.Status401Unauthorized, "signature");
        }

        var asker = Asker(client.Key) with { Ask = $"{client.Key}:{call.Nonce}" };
        if (!IsTimely(call.Timestamp))
        {
            return Refuse(asker, null, ScanRefusal.Clock, StatusCodes.Status401Unauthorized, "clock");
        }

        if (Read(body) is not { } request || request.Shown is not { } shown)
        {
            return new MachineOutcome.Refused(StatusCodes.Status400BadRequest, "body");
        }

        BookletCode? code = BookletCode.TryParse(request.Code, out var parsed) ? parsed : null;
        if (request.Fields.Except(client.Fields, StringComparer.Ordinal).Any())
        {
            return Refuse(asker, code, ScanRefusal.Field, StatusCodes.Status403Forbidden, "field");
        }

        return Check(client, asker, request.Code, code, shown);
    }

    private MachineOutcome Check(CheckClient client, Asker asker, string codeText, BookletCode? code, ShownCertificate shown)
    {
        if (quota.Take(client.QuotaKey, client.DailyQuota) is not { } day)
        {
            return Refuse(asker, code, ScanRefusal.Quota, StatusCodes.Status429TooManyRequests, "quota");
        }

        (CheckAnswer Answer, string AnswerId)? answered = null;
        try
        {
            answered = checks.Answer(asker, codeText, shown, (client.QuotaKey, day));
        }
        finally
        {
            if (answered is null)
            {
                quota.GiveBack(client.QuotaKey, day);
            }
        }

        return answered is { } answer
            ? new MachineOutcome.Answered(answer.Answer, answer.AnswerId)
            : Refuse(asker, code, ScanRefusal.Replayed, StatusCodes.Status401Unauthorized, "replayed");
    }

    private static Asker Asker(string? client) => new(ScanClient.Machine, client, Person: null, Ask: null);

    private MachineOutcome.Refused Refuse(Asker asker, BookletCode? code, string reason, int status, string answer)
    {
        checks.Refuse(asker, code, reason);
        return new MachineOutcome.Refused(status, answer);
    }

    private bool IsTimely(string timestamp) =>
        Math.Abs(long.Parse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture) - clock.GetUtcNow().ToUnixTimeSeconds()) <= options.Value.ClockToleranceSeconds;

    // Null where a value is malformed or nothing is to be compared: a department that compares nothing would only learn that a code exists.
    private static (string Code, List<string> Fields, ShownCertificate? Shown)? Read(byte[] body)
    {
        Dictionary<string, string>? values;
        try
        {
            values = JsonSerializer.Deserialize(body, CheckJson.Default.DictionaryStringString);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }

        if (values is null || values.Values.Any(v => v is null) || !values.Remove("code", out var code) || string.IsNullOrWhiteSpace(code) || code.Length > LongestCode
            || values.Count == 0 || values.Keys.Except(CheckField.All, StringComparer.Ordinal).Any())
        {
            return null;
        }

        var (number, man, woman) = (values.GetValueOrDefault(CheckField.CertificateNumber), values.GetValueOrDefault(CheckField.ManName), values.GetValueOrDefault(CheckField.WomanName));
        DateOnly? day = null;
        if (values.TryGetValue(CheckField.RegisteredOn, out var text))
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            {
                return null;
            }

            day = read;
        }

        var isWell = (number is null || CertificateNumber.TryParse(number, out _))
            && (man is null || PersonName.TryParse(man, out _, out _)) && (woman is null || PersonName.TryParse(woman, out _, out _));
        return isWell ? (code, [.. values.Keys], new ShownCertificate(number, man, woman, day)) : null;
    }
}
