using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Web;

/// <summary>Whatever goes wrong on a page is a page that says what to do; nothing answers 500.</summary>
internal static class PageErrors
{
    private const int LargestBody = 64 * 1024;

    public static async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength > LargestBody)
        {
            await WriteAsync(http, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        try
        {
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
            var status = exception switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                InvalidDataException => StatusCodes.Status400BadRequest,
                DbUpdateConcurrencyException or DbUpdateException { InnerException: SqliteException { SqliteErrorCode: 19 } } => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status503ServiceUnavailable,
            };
            if (status == StatusCodes.Status503ServiceUnavailable)
            {
                Logger(http).LogError(exception, "No page for {Method} {Page}", http.Request.Method, http.GetEndpoint()?.DisplayName);
            }

            http.Response.Clear();
            await WriteAsync(http, status);
        }
    }

    private static async Task WriteAsync(HttpContext http, int status)
    {
        var (title, text) = status switch
        {
            400 => ("提交的内容不完整", "页面可能打开得太久，或内容在传送中损坏。请返回上一页，刷新后重新填写。"),
            401 or 403 => ("没有权限", "您的账户不能办理此事项。请换用有权限的账户，或联系本机关负责人。"),
            404 => ("没有找到", "地址不正确，或该记录不存在。请从首页或查询页面进入。"),
            405 => ("操作方式不正确", "请从页面上的按钮或链接进入。"),
            409 => ("他人刚刚作了修改", "您的修改没有保存。请返回并刷新，核对后再提交。"),
            413 => ("提交的内容过大", "请缩小后重新提交。"),
            429 => ("操作过于频繁", "请稍等一分钟再试。"),
            503 => ("系统繁忙", "暂时不能办理，未作任何改动。请稍后再试；多次出现请联系系统管理员。"),
            _ => ("未能完成", "请返回上一页，刷新后再试。"),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        await http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="zh-CN">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
            <link rel="stylesheet" href="{Assets.Url("desk.css")}"></head>
            <body><main id="main" class="narrow"><div class="card"><h1>{title}</h1><p>{text}</p><p><a href="/desk">返回首页</a></p></div></main></body>
            </html>
            """,
            Encoding.UTF8,
            http.RequestAborted);
    }

    private static ILogger Logger(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("MarriageRegistry.Pages");
}
