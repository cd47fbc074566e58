using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Gateway;

/// <summary>Whatever goes wrong before or beside a handler is still JSON with a code.</summary>
internal static class GatewayErrors
{
    private const int LargestBody = 64 * 1024;

    public static void UseGatewayErrors(this IApplicationBuilder app) => app.Use(HandleAsync);

    private static async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength > LargestBody)
        {
            await http.Response.WriteCodeAsync(GatewayCode.BadParameters, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                await http.Response.WriteCodeAsync(GatewayCode.BadParameters, http.Response.StatusCode);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            var (code, status) = exception switch
            {
                BadHttpRequestException bad => (GatewayCode.BadParameters, bad.StatusCode),
                // A form of declared size was small enough to get here, so it is malformed; one of undeclared size never ended.
                InvalidDataException => (GatewayCode.BadParameters, http.Request.ContentLength is null ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status200OK),
                SqliteException or Checks.CheckFailedException => (GatewayCode.Unavailable, StatusCodes.Status503ServiceUnavailable),
                _ => (GatewayCode.Unavailable, StatusCodes.Status500InternalServerError),
            };
            if (code == GatewayCode.Unavailable)
            {
                // The path, never the query: a GET of the protocol carries personal data there.
                Logger(http).LogError(exception, "No answer to {Method} {Path}", http.Request.Method, http.GetEndpoint()?.DisplayName);
            }

            http.Response.Clear();
            await http.Response.WriteCodeAsync(code, status);
        }
    }

    private static ILogger Logger(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("MarriageRegistry.Gateway");
}
