using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>What a token call returns; instants by the platform's clock. Its text form is its name, so that no secret gets into a log.</summary>
internal sealed record SecretPair
{
    public required string Secret { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public required string RefreshSecret { get; init; }

    public required DateTimeOffset RefreshEndsAt { get; init; }

    [JsonIgnore]
    public SecretAnswer Answer => new(Secret, null);

    /// <summary>Reads the pair out of a successful token reply and sets the platform's clock by it; null when there is none.</summary>
    public static SecretPair? Read(GatewayEnvelope envelope, DateTimeOffset? date, PlatformClock platform)
    {
        try
        {
            if (!envelope.Root.TryGetProperty("datas", out var datas)
                || (datas.ValueKind == JsonValueKind.String ? JsonElement.Parse(datas.GetString()!) : datas) is not { ValueKind: JsonValueKind.Object } pair
                || JsonText.Provided(pair, "requestSecret") is not { } secret)
            {
                return null;
            }

            var ends = End(pair, "requestSecretEndTime");
            var refreshSecret = JsonText.Provided(pair, "refreshSecret");
            var refreshEnds = refreshSecret is null ? null : End(pair, "refreshSecretEndTime");
            platform.Settle(date, ends);
            return new SecretPair
            {
                Secret = secret,
                EndsAt = ends > platform.Now ? ends.Value : platform.Now + PlatformClock.SecretLife,
                RefreshSecret = refreshSecret ?? "",
                RefreshEndsAt = refreshEnds ?? DateTimeOffset.MinValue,
            };
        }
        catch (Exception e) when (JsonText.IsUnreadable(e))
        {
            return null;
        }
    }

    public override string ToString() => nameof(SecretPair);

    private static DateTimeOffset? End(JsonElement pair, string name) =>
        long.TryParse(JsonText.Of(pair, name), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
