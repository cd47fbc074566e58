using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The outer object of every reply of the gateway.</summary>
internal sealed class GatewayEnvelope
{
    /// <summary>Longest reply number that is kept, in characters; it goes into the evidence.</summary>
    public const int ReplyNumberMaxLength = 64;

    private GatewayEnvelope(JsonElement root, string code) => (Root, Code) = (root, code);

    public JsonElement Root { get; }

    /// <summary>"00" for success.</summary>
    public string Code { get; }

    /// <summary>The platform's number of this reply, empty when it gave none.</summary>
    public string ReplyNumber { get; private init; } = "";

    /// <summary>How many records the platform says it sent, or holds in all if that is more; null when it does not say.</summary>
    public long? Announced { get; private init; }

    /// <summary>Reads a body. False for anything that is not a JSON object with a code; never throws.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out GatewayEnvelope? envelope)
    {
        envelope = null;
        try
        {
            var root = JsonElement.Parse(body.StartsWith(Bom) ? body[Bom.Length..] : body);
            if (root.ValueKind != JsonValueKind.Object || JsonText.Of(root, "code") is not { Length: > 0 } code)
            {
                return false;
            }

            envelope = new GatewayEnvelope(root, code)
            {
                ReplyNumber = Clip(JsonText.Of(root, "requestId") ?? ""),
                Announced = Larger(Count(root, "dataCount"), Count(root, "totalDataCount")),
            };
            return true;
        }
        catch (Exception e) when (JsonText.IsUnreadable(e))
        {
            return false;
        }
    }

    private static ReadOnlySpan<byte> Bom => [0xEF, 0xBB, 0xBF];

    private static long? Count(JsonElement root, string name) =>
        long.TryParse(JsonText.Of(root, name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static long? Larger(long? one, long? other) => one is null || other > one ? other : one;

    private static string Clip(string text) =>
        text.Any(char.IsControl) ? "" : text.Length <= ReplyNumberMaxLength ? text : text[..ReplyNumberMaxLength];
}
