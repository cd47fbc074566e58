namespace MarriageRegistry.Web;

/// <summary>The desk's addresses, whose answers are pages.</summary>
internal static class PageAddresses
{
    private static readonly PathString[] _roots = ["/desk", "/assets"];

    public static bool IsForPeople(HttpContext http) => Array.Exists(_roots, root => http.Request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}
