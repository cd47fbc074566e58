using System.Globalization;
using System.Text.Json;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>What a token call returns; instants by the platform's clock. A class of its own form, so that no secret gets into a log.</summary>
internal sealed record SecretPair
{
    public required string Secret { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public required string RefreshSecret { get; init; }

    public required DateTimeOffset RefreshEndsAt { get; init; }

    public SecretAnswer Answer => new(Secret, null);

    /// <summary>Reads the pair out of a successful token reply; null when it is not there.</summary>
    /// <param name="envelope">The reply.</param>
    /// <param name="now">Now, by the platform's clock.</param>
    /// <param name="usualLifetime">Taken for the request secret where the reply states no end, or one that has passed already.</param>
    public static SecretPair? Read(GatewayEnvelope envelope, DateTimeOffset now, TimeSpan usualLifetime)
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
            return new SecretPair
            {
                Secret = secret,
                EndsAt = ends > now ? ends.Value : now + usualLifetime,
                RefreshSecret = JsonText.Provided(pair, "refreshSecret") ?? "",
                RefreshEndsAt = JsonText.Provided(pair, "refreshSecret") is null ? DateTimeOffset.MinValue : End(pair, "refreshSecretEndTime") ?? DateTimeOffset.MinValue,
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
