using Microsoft.Data.Sqlite;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Portal;

/// <summary>Settings that decide how the portal starts.</summary>
/// <param name="Demo">Demo data are allowed and every page says so; <c>Demo:Enabled</c>.</param>
/// <param name="KeyFile">File of the secret keys, outside the database; <c>Keys:File</c>.</param>
/// <param name="ConnectionString"><c>ConnectionStrings:Portal</c>.</param>
public sealed record PortalSettings(bool Demo, string KeyFile, string ConnectionString)
{
    /// <exception cref="InvalidOperationException">A provider that this build does not carry.</exception>
    public static PortalSettings From(IConfiguration configuration)
    {
        var provider = configuration["Database:Provider"];
        return string.Equals(provider, "Sqlite", StringComparison.OrdinalIgnoreCase)
            ? new PortalSettings(
                configuration.GetValue("Demo:Enabled", false),
                Path.GetFullPath(configuration["Keys:File"]!),
                configuration.GetConnectionString("Portal")!)
            : throw new InvalidOperationException($"本版本只支持 Database:Provider=Sqlite，当前设置为“{provider}”。");
    }

    /// <summary>The database; its folder is made when it is not there.</summary>
    public PortalDatabase OpenDatabase()
    {
        var source = Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString).DataSource);
        var folder = Path.GetDirectoryName(source)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            // What is in there is nobody's business but the service's.
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new SqliteDatabase(new SqliteConnectionStringBuilder(ConnectionString) { DataSource = source }.ToString());
    }
}
