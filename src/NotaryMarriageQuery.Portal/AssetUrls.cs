using System.Security.Cryptography;

namespace NotaryMarriageQuery.Portal;

/// <summary>Addresses of style sheet and script that change with their contents, so that browsers may keep them for a year.</summary>
public sealed class AssetUrls(IWebHostEnvironment environment)
{
    private readonly Dictionary<string, string> _urls = environment.WebRootFileProvider.GetDirectoryContents("")
        .Where(f => !f.IsDirectory && Path.GetExtension(f.Name) is ".css" or ".js" or ".svg")
        .ToDictionary(f => f.Name, Address);

    public string this[string name] => _urls[name];

    private static string Address(Microsoft.Extensions.FileProviders.IFileInfo file)
    {
        using var stream = file.CreateReadStream();
        return $"/{file.Name}?v={Convert.ToHexStringLower(SHA256.HashData(stream)[..6])}";
    }
}
