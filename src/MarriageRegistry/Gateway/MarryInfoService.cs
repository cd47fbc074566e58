using System.Globalization;
using System.Text;
using System.Text.Json;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Gateway;

/// <summary>The province's marriage query <c>marryInfo.htm</c>.</summary>
internal sealed class MarryInfoService : SharedService
{
    public override string Name => "marryInfo";

    public override SharedQuestion? Read(GatewayParameters parameters) =>
        parameters.Get("sex") is "M" or "F"
        && DateOnly.TryParseExact(parameters.Get("birthday"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && IsJsonObject(parameters.Get("additional"))
            ? Question(parameters.Get("cardId"), parameters.Get("name"))
            : null;

    public override Task WriteAsync(HttpResponse response, IReadOnlyList<MarriageRegistration> found, string answerId) =>
        response.WriteAnswerAsync(found.Select(ToRecord).ToArray(), found.Count, answerId, GatewayJson.Readable.GatewayAnswerIReadOnlyListMarryInfoRecord);

    public override Task WriteInnerFailureAsync(HttpResponse response) =>
        response.WriteAnswerAsync(null!, 1, GatewayWriting.NewId(), GatewayJson.Readable.GatewayAnswerIReadOnlyListMarryInfoRecord);

    private static MarryInfoRecord ToRecord(MarriageRegistration registration) => new(
        registration.Id.ToString(CultureInfo.InvariantCulture),
        registration.Man.Name,
        registration.Man.IdNumber,
        registration.Woman.Name,
        registration.Woman.IdNumber,
        registration.RegisteredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        registration.OfficeName,
        registration.Kind.ToText(),
        registration.SharedAt.AddHours(8).ToString("yyyy-MM-dd HH:mm:ss.0", CultureInfo.InvariantCulture));

    private static bool IsJsonObject(string? text)
    {
        if (text is null)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
