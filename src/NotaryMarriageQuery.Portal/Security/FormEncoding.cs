using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Refuses bodies in other encodings than UTF-8 with 415: no page of ours sends one, and some cannot be decoded at all.</summary>
/// <remarks>What programs send is read as bytes of UTF-8 whatever its header says, and answered in their own way.</remarks>
internal sealed class FormEncoding(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isErrorPage = context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        var isForProgram = context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        if (isErrorPage || isForProgram || IsUtf8(context.Request.ContentType))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }

    private static bool IsUtf8(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type)
        || !type.Charset.HasValue
        || type.Charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
