using System.Collections.Frozen;
using System.Security.Cryptography;

namespace MarriageRegistry.Web;

/// <summary>
/// Style sheets and scripts of the pages, out of the assembly: a host that carries several services needs no list of whose files are whose.
/// The address carries a digest of the contents.
/// </summary>
internal static class Assets
{
    private const string Prefix = "wwwroot.";

    private static readonly FrozenDictionary<string, (byte[] Content, string Address)> _files = typeof(Assets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], Load, StringComparer.Ordinal);

    /// <summary>The address of a file of <c>wwwroot</c>.</summary>
    public static string Url(string name) => _files[name].Address;

    public static void MapAssets(this IEndpointRouteBuilder routes) => routes.MapGet("/assets/{name}", Send);

    private static IResult Send(string name, HttpContext http)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(file.Content, Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        });
    }

    private static (byte[] Content, string Address) Load(string resource)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return (content, $"/assets/{resource[Prefix.Length..]}?v={Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6))}");
    }
}
