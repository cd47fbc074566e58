namespace NotaryMarriageQuery.AppHost;

/// <summary>Options of the one command that runs everything.</summary>
/// <param name="PortalUrl"><c>--portal-url</c>.</param>
/// <param name="RegistryUrl"><c>--registry-url</c>.</param>
/// <param name="Data"><c>--data</c>: folder of databases, keys and <c>portal.json</c>.</param>
/// <param name="Fresh"><c>--fresh</c>: start from empty.</param>
public sealed record AppHostOptions(string PortalUrl, string RegistryUrl, string Data, bool Fresh)
{
    public static AppHostOptions From(string[] args)
    {
        var words = new ConfigurationBuilder().AddCommandLine([.. args.Where(a => a != "--fresh")]).Build();
        return new AppHostOptions(
            words["portal-url"] ?? "http://127.0.0.1:5080",
            words["registry-url"] ?? "http://127.0.0.1:5081",
            Path.GetFullPath(words["data"] ?? ".data"),
            args.Contains("--fresh", StringComparer.Ordinal));
    }

    /// <summary>The portal's settings; a command of the portal takes them by <c>--settings</c>.</summary>
    public string SettingsFile => Path.Combine(Data, "portal.json");

    public string PortalDatabase => Path.Combine(Data, "portal.db");

    public string RegistryDatabase => Path.Combine(Data, "registry.db");

    public string Keys => Path.Combine(Data, "keys");
}
