using MarriageRegistry.Checks;
using MarriageRegistry.Demo;
using MarriageRegistry.Gateway;
using MarriageRegistry.Health;
using MarriageRegistry.Scanning;
using MarriageRegistry.Web;
using Microsoft.Extensions.Configuration.Memory;

namespace MarriageRegistry;

/// <summary>
/// The reference civil-affairs service: it answers lookups of shared registrations in the provincial gateway's protocol.
/// In production the real platform stands in its place.
/// </summary>
public static class RegistryApp
{
    private const string Name = "MarriageRegistry";

    // Kept in code and not in a settings file: a file of that name beside a host that carries several services would be another service's.
    private static readonly Dictionary<string, string?> _defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        ["urls"] = "http://127.0.0.1:5081",
        ["ConnectionStrings:Registry"] = "Data Source=registry.db",
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
    };

    /// <summary>
    /// Builds the service; settings come from <c>appsettings*.json</c>, the environment and <paramref name="args"/>.
    /// The database is opened, migrated and checked when the service starts, not here.
    /// </summary>
    /// <param name="args">Command line settings such as <c>--Demo:Enabled=true</c>.</param>
    /// <param name="configure">Lets a host add settings and services, for example its own <see cref="TimeProvider"/>.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">At start, when an application is configured without key, secret or quota.</exception>
    /// <exception cref="Data.DatabaseRefusedException">At start, when demo data and real data would meet.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = _defaults });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Host.UseDefaultServiceProvider(container =>
        {
            container.ValidateOnBuild = true;
            container.ValidateScopes = true;
        });
        configure?.Invoke(builder);
        builder.AddRegistry();

        var app = builder.Build();
        app.UseWhen(IsForOtherPrograms, programs => programs.UseGatewayErrors());
        app.UseScanPort();
        app.UsePages();
        app.MapHealth();
        app.MapGateway();
        app.MapChecks();
        app.MapScanPort();
        app.MapAssets();
        app.MapRazorPages();
        if (DemoMode.IsEnabled(app.Configuration))
        {
            app.MapDemo();
        }

        app.Lifetime.ApplicationStarted.Register(() => app.Logger.LogInformation(
            "Answering on {Urls}; demo mode is {Demo}", string.Join(' ', app.Urls), DemoMode.IsEnabled(app.Configuration) ? "on" : "off"));
        return app;
    }

    // Desk, scan port and machine check word their errors themselves.
    private static bool IsForOtherPrograms(HttpContext http) =>
        !PageAddresses.IsForPeople(http) && !ScanServices.IsOwnPath(http.Request.Path) && !http.Request.Path.StartsWithSegments(CheckEndpoints.Root, StringComparison.OrdinalIgnoreCase);
}
