using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MarriageRegistry.Gateway;

/// <summary>Writes answers; they hold secrets or personal data, so nothing on the way may keep them.</summary>
internal static class GatewayWriting
{
    public static string NewId() => Guid.NewGuid().ToString("N");

    public static Task WriteCodeAsync(this HttpResponse response, string code, int status = StatusCodes.Status200OK)
    {
        response.StatusCode = status;
        return response.WriteAsync(new GatewayAnswer<string>(code, GatewayCode.Message(code), null, 0, NewId()), GatewayJson.Readable.GatewayAnswerString);
    }

    public static Task WriteAnswerAsync<T>(this HttpResponse response, T datas, int count, string requestId, JsonTypeInfo<GatewayAnswer<T>> type) =>
        response.WriteAsync(new GatewayAnswer<T>(GatewayCode.Ok, GatewayCode.Message(GatewayCode.Ok), datas, count, requestId), type);

    private static Task WriteAsync<T>(this HttpResponse response, GatewayAnswer<T> answer, JsonTypeInfo<GatewayAnswer<T>> type)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(body, 0, body.Length, response.HttpContext.RequestAborted);
    }
}
