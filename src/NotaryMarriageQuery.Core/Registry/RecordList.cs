using System.Text.Json;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The records inside a reply, wherever the gateway or the service behind it has put them.</summary>
/// <remarks>
/// Seen on gateways: an array, an object, or a text that is JSON again, under <c>datas</c> or <c>data</c>; relayed services nest
/// further (<c>cxjg</c>, <c>result</c>) and report their own success inside an outer success.
/// </remarks>
/// <param name="Failure">InnerFailure or Unreadable; null when the place was found or nothing stands there.</param>
/// <param name="Records">The records, null when no list stands there at all: that is not the statement "no record".</param>
internal readonly record struct RecordList(RegistryFailure? Failure, IReadOnlyList<JsonElement>? Records)
{
    private const int MaxNesting = 6;

    private static readonly string[] _containers = ["datas", "data", "cxjg", "result", "list", "rows"];
    private static readonly string[] _codes = ["code", "status", "resultCode"];

    private static RecordList Nothing => default;

    private static RecordList Unreadable => new(RegistryFailure.Unreadable, null);

    /// <summary>Finds the records of a reply whose outer code is success.</summary>
    /// <exception cref="JsonException">A text that should be JSON is not.</exception>
    /// <exception cref="InvalidOperationException">A text is not valid Unicode.</exception>
    public static RecordList Find(GatewayEnvelope envelope, GatewayService service)
    {
        var found = Below(envelope.Root, service, 0);
        if (found.Failure is not null)
        {
            return found;
        }

        var count = found.Records?.Count ?? 0;
        return envelope.Announced switch
        {
            // Records are announced and none are there: whoever holds them has failed, whatever the outer code says.
            > 0 when found.Records is null => new RecordList(RegistryFailure.InnerFailure, null),
            // A part of the registrations must not pass for all of them.
            { } announced when count < announced => Unreadable,
            0 when found.Records is null => new RecordList(null, []),
            null when found.Records is null => Unreadable,
            _ => found,
        };
    }

    private static RecordList Below(JsonElement container, GatewayService service, int depth)
    {
        var best = Nothing;
        foreach (var name in _containers)
        {
            if (!container.TryGetProperty(name, out var inner))
            {
                continue;
            }

            var found = In(inner, service, depth + 1);
            if (found is { Failure: not null } or { Records.Count: > 0 })
            {
                return found;
            }

            best = best.Records is null ? found : best;
        }

        return best;
    }

    private static RecordList In(JsonElement element, GatewayService service, int depth)
    {
        if (depth > MaxNesting)
        {
            return Unreadable;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                return Nothing;
            case JsonValueKind.Array:
                return AllObjects(element) ? new RecordList(null, [.. element.EnumerateArray()]) : Unreadable;
            case JsonValueKind.String:
                var text = element.GetString();
                return string.IsNullOrWhiteSpace(text) ? Nothing : In(JsonElement.Parse(text), service, depth + 1);
            case JsonValueKind.Object when service.IsRecord(element):
                return new RecordList(null, [element]);
            case JsonValueKind.Object:
                return SaysFailure(element) ? new RecordList(RegistryFailure.InnerFailure, null) : Below(element, service, depth);
            default:
                return Unreadable;
        }
    }

    private static bool AllObjects(JsonElement array)
    {
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                return false;
            }
        }

        return true;
    }

    private static bool SaysFailure(JsonElement inner)
    {
        if (inner.TryGetProperty("success", out var success)
            && success.ValueKind is not (JsonValueKind.Null or JsonValueKind.True)
            && !(success.ValueKind is JsonValueKind.String or JsonValueKind.Number && success.ToString() is "true" or "1"))
        {
            return true;
        }

        return _codes.Any(name => JsonText.Provided(inner, name) is { } code && !IsSuccess(code));
    }

    private static bool IsSuccess(string code) => code is "00" or "0" or "200" or "success" or "ok";
}
