using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Checks;

internal sealed record MachineAnswer(
    string Outcome, IReadOnlyList<string> Compared, IReadOnlyList<string> Differing, string? VoidedBy, string? Status, string AnswerId);

internal sealed record MachineProblem(string Code, string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(MachineAnswer))]
[JsonSerializable(typeof(MachineProblem))]
internal sealed partial class CheckJson : JsonSerializerContext
{
    public static CheckJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>The machine check over HTTP (E7), described in <c>openapi.json</c>.</summary>
internal static class CheckEndpoints
{
    public const string Root = "/checks";

    private const int LongestBody = 16 * 1024;
    private const string Description = "MarriageRegistry.Checks.openapi.json";

    public static void MapChecks(this IEndpointRouteBuilder routes)
    {
        // Every method is mapped, so that a wrong one is answered in this interface's own way.
        routes.Map(MachineCheck.Path, CheckAsync);
        routes.MapGet($"{Root}/openapi.json", DescribeAsync);
    }

    private static async Task CheckAsync(HttpContext http, MachineCheck machine)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            await RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, "method");
            return;
        }

        try
        {
            if (await ReadAsync(http.Request) is not { } body)
            {
                await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, "tooLarge");
                return;
            }

            switch (machine.Answer(SignedCheck.Read(http.Request.Headers), body))
            {
                case MachineOutcome.Answered { Answer: var answer, AnswerId: var id }:
                    var words = new MachineAnswer(answer.Outcome.ToWord(), answer.ComparedFields, answer.DifferingFields, answer.VoidedBy, answer.Status, id);
                    await WriteAsync(http, words, CheckJson.Readable.MachineAnswer, StatusCodes.Status200OK);
                    break;
                case MachineOutcome.Refused refused:
                    await RefuseAsync(http, refused.Status, refused.Code);
                    break;
            }
        }
        catch (Exception exception) when (exception is SqliteException or CheckFailedException)
        {
            http.RequestServices.GetRequiredService<ILogger<MachineCheck>>().LogError(exception, "A machine check could not be answered");
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "unavailable");
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(http, exception.StatusCode, "body");
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string code) =>
        WriteAsync(http, new MachineProblem(code, Text(code)), CheckJson.Readable.MachineProblem, status);

    private static string Text(string code) => code switch
    {
        "signature" => "签名无效：请核对密钥、签名原文和请求头。",
        "clock" => "请求时间与服务器时间相差过大：请校准时钟后重新签名。",
        "replayed" => "该请求已处理过：每次核验请使用新的随机数。",
        "body" => "请求内容有误：请提供 code 和至少一个核对项，格式见接口说明。",
        "field" => "含有未授权核对的项目：请只提交已获授权的项目。",
        "quota" => "当日核验次数已用完：请于次日再试，或申请调整限额。",
        "tooLarge" => "请求内容过大：请按接口说明提交。",
        "method" => "请使用 POST 方法。",
        _ => "系统繁忙，请稍后再试。",
    };

    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > LongestBody)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > LongestBody)
            {
                return null;
            }
        }

        return body.ToArray();
    }

    private static Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type, int status)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(value, type, "application/json; charset=utf-8", http.RequestAborted);
    }

    private static async Task DescribeAsync(HttpResponse response)
    {
        await using var description = typeof(CheckEndpoints).Assembly.GetManifestResourceStream(Description)!;
        response.ContentType = "application/json; charset=utf-8";
        await description.CopyToAsync(response.Body, response.HttpContext.RequestAborted);
    }
}
