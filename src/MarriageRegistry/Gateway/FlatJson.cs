using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace MarriageRegistry.Gateway;

/// <summary>A JSON object of texts, read as the parameters of a form are.</summary>
internal static class FlatJson
{
    private const int LongestBody = 64 * 1024;

    /// <summary>The members; empty when it is no object of texts. A name given twice keeps both values.</summary>
    /// <exception cref="InvalidDataException">The body is larger than any call of this protocol.</exception>
    public static async Task<IReadOnlyDictionary<string, StringValues>> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > LongestBody)
            {
                throw new InvalidDataException("The body is too large.");
            }
        }

        return Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private static Dictionary<string, StringValues> Parse(ReadOnlyMemory<byte> json)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 2, AllowDuplicateProperties = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return [];
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.String)
                {
                    // Left out alone, it would make a check narrower without saying so.
                    return [];
                }

                values[member.Name] = StringValues.Concat(values.GetValueOrDefault(member.Name), new StringValues(member.Value.GetString()));
            }

            return values;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Malformed, or text that is no text: an escaped half of a surrogate pair.
            return [];
        }
    }
}
