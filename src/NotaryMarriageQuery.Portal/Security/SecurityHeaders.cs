namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Headers on every response: nothing inline, nothing from elsewhere, nothing framed, nothing kept.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // Style sheet and script carry a digest of their contents in the address; they hold nothing personal and never change.
    private static bool IsNamedByContent(HttpRequest request) =>
        Path.GetExtension(request.Path.Value) is ".css" or ".js" or ".svg" && request.Query.ContainsKey("v");

    public Task InvokeAsync(HttpContext context)
    {
        // When the response starts, because an error clears what was set before.
        context.Response.OnStarting(static state =>
        {
            Set((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = context.Response.StatusCode < 400 && IsNamedByContent(context.Request) ? "public, max-age=31536000, immutable" : "no-cache, no-store";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }
    }
}
