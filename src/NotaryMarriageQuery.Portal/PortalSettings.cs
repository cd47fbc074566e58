using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Portal;

/// <summary>Settings that decide how the portal starts.</summary>
/// <param name="Demo">Demo data are allowed and every page says so; <c>Demo:Enabled</c>.</param>
/// <param name="KeyFile">File of the secret keys, outside the database; <c>Keys:File</c>.</param>
/// <param name="ConnectionString"><c>ConnectionStrings:Portal</c>.</param>
/// <param name="Provider"><c>Database:Provider</c>.</param>
public sealed record PortalSettings(bool Demo, string KeyFile, string ConnectionString, DatabaseProvider Provider = DatabaseProvider.Sqlite)
{
    /// <exception cref="InvalidOperationException">A provider that does not exist.</exception>
    public static PortalSettings From(IConfiguration configuration)
    {
        var name = configuration["Database:Provider"];
        var known = Enum.GetValues<DatabaseProvider>().Where(p => string.Equals(p.ToString(), name, StringComparison.OrdinalIgnoreCase)).ToList();
        return known is [var provider]
            ? new PortalSettings(
                configuration.GetValue("Demo:Enabled", false),
                Path.GetFullPath(configuration["Keys:File"]!),
                configuration.GetConnectionString("Portal")!,
                provider)
            : throw new InvalidOperationException($"Database:Provider 只能是 {string.Join("、", Enum.GetNames<DatabaseProvider>())}，当前设置为“{name}”。");
    }

    /// <summary>The database; SQLite's folder is made when it is not there.</summary>
    public PortalDatabase OpenDatabase() => PortalDatabase.Of(Provider, ConnectionString);
}
