using System.Text.Json;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>Reads scalar fields of replies whose types differ between gateways.</summary>
internal static class JsonText
{
    /// <summary>Text or number of a property, trimmed; null when it is missing or null.</summary>
    /// <exception cref="JsonException">The property holds an object, an array or a truth value.</exception>
    /// <exception cref="InvalidOperationException">The text is not valid Unicode.</exception>
    public static string? Of(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw new JsonException("A field is not a text."),
        };
    }

    /// <summary>The same, with an empty text counting as not provided.</summary>
    public static string? Provided(JsonElement element, string name) => Of(element, name) is { Length: > 0 } text ? text : null;

    /// <summary>What reading foreign JSON throws: syntax, depth, and texts with broken surrogates or broken UTF-8.</summary>
    public static bool IsUnreadable(Exception e) => e is JsonException or InvalidOperationException;
}
