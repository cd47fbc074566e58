using System.Security.Cryptography;

namespace MarriageRegistry.Web;

/// <summary>Headers of every page: nothing inline but the one style element that bears the answer's nonce, nothing from elsewhere, nothing framed, nothing kept.</summary>
internal static class PageHeaders
{
    private const string NonceItem = "style-nonce";

    /// <summary>The nonce of this answer's style element; asking for it allows one.</summary>
    public static string StyleNonce(this HttpContext http) =>
        (string)(http.Items[NonceItem] ??= Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));

    public static Task SetAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(static state =>
        {
            Set((HttpContext)state);
            return Task.CompletedTask;
        }, http);
        return next(http);
    }

    private static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        var nonce = http.Items[NonceItem] is string value ? $" 'nonce-{value}'" : "";
        headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'self'{nonce}; script-src 'self'; img-src 'self' data:; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        if (http.Response.StatusCode >= 400 || !http.Request.Path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase))
        {
            headers.CacheControl = "no-cache, no-store";
        }

        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }
    }
}
