using MarriageRegistry.Checks;
using MarriageRegistry.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Scanning;

/// <summary>
/// The door of the port: what another site's page sends gets nothing (E5) but a line in the journal; every answer forbids storing, framing and
/// foreign content; whatever goes wrong is a sentence and never a stack.
/// </summary>
internal sealed class ScanDoor(RequestDelegate next, bool isOpen, ILogger<ScanDoor> logger)
{
    // A form of the port is small. The limits are the form's and not the server's, which would close the connection before its answer is read.
    private static readonly FormOptions _forms = new()
    {
        KeyLengthLimit = 128, ValueLengthLimit = 8 * 1024, ValueCountLimit = 32, BufferBodyLengthLimit = 64 * 1024, MultipartBodyLengthLimit = 64 * 1024,
    };

    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(static state =>
        {
            SetHeaders((HttpContext)state);
            return Task.CompletedTask;
        }, http);
        if (!isOpen)
        {
            await WriteAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        try
        {
            if (IsForeign(http.Request))
            {
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                ScanSession.Keep(http, person: null, ScanRefusal.ForeignOrigin);
                return;
            }

            http.Features.Set<IFormFeature>(new FormFeature(http.Request, _forms));
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                await WriteAsync(http, http.Response.StatusCode);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            await FailAsync(http, exception);
        }
    }

    private Task FailAsync(HttpContext http, Exception exception)
    {
        http.Response.Clear();
        switch (exception)
        {
            case BadHttpRequestException bad:
                return WriteAsync(http, bad.StatusCode);
            case InvalidDataException or IOException or AntiforgeryValidationException:
                return WriteAsync(http, StatusCodes.Status400BadRequest);
            case SqliteException or CheckFailedException:
                logger.LogError(exception, "The scan port could not answer");
                return WriteAsync(http, StatusCodes.Status503ServiceUnavailable);
            default:
                // Its type and place only: messages of other kinds may repeat what was sent.
                logger.LogError("The scan port could not answer: {Kind} {Trace}", exception.GetType().Name, exception.StackTrace);
                return WriteAsync(http, StatusCodes.Status503ServiceUnavailable);
        }
    }

    // Browsers say where a form comes from, and a page cannot make them say otherwise.
    private static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return false;
        }

        string? site = request.Headers["Sec-Fetch-Site"];
        string? origin = request.Headers.Origin;
        return site is not null ? site is not ("same-origin" or "none") : origin is not null && origin != $"{request.Scheme}://{request.Host}";
    }

    private static void SetHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-cache, no-store";
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }
    }

    private static Task WriteAsync(HttpContext http, int status)
    {
        var (title, text) = status switch
        {
            StatusCodes.Status404NotFound => ("页面不存在", "页面不存在，或扫码识别服务未开通。请返回首页重新进入。"),
            StatusCodes.Status413PayloadTooLarge => ("内容过大", "提交的内容过大。请返回扫码页面，只填写证书上的信息。"),
            >= 500 => ("系统繁忙", "系统繁忙，本次未能识别，请稍后再试。"),
            _ => ("无法处理", "页面已失效或内容有误。请返回扫码页面重新填写。"),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        var busy = status >= 500 ? " data-outcome=\"busy\"" : "";
        return http.Response.WriteAsync(
            $"""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title><link rel="stylesheet" href="{Assets.Url("scan.css")}"></head><body><main><h1>{title}</h1><p{busy}>{text}</p><p><a href="/scan">返回首页</a></p></main></body></html>
            """,
            http.RequestAborted);
    }
}
