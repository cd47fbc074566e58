using System.Collections.Frozen;
using System.Security.Cryptography;

namespace MarriageRegistry.Scanning;

/// <summary>Style sheet and script of the port, carried in the assembly: whatever host runs the service has them. Addresses change with contents.</summary>
public sealed class ScanAssets
{
    private const string Prefix = "MarriageRegistry.Scanning.Assets.";

    private readonly FrozenDictionary<string, byte[]> _files = typeof(ScanAssets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);

    /// <summary>The address of a file.</summary>
    public string this[string name] => $"{ScanServices.Root}/assets/{name}?v={Convert.ToHexStringLower(SHA256.HashData(_files[name])[..6])}";

    internal static IResult Serve(string name, HttpResponse response, ScanAssets assets)
    {
        if (!assets._files.TryGetValue(name, out var content))
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(content, name.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8");
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(ScanAssets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
