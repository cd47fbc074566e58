using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.WebEncoders;
using NotaryMarriageQuery.Core;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal.Health;
using NotaryMarriageQuery.Portal.Intake;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal;

/// <summary>Builds the portal: Razor Pages for clerks, inspectors and the province over the rules in Core.</summary>
public static class PortalApp
{
    private const string Name = "NotaryMarriageQuery.Portal";

    // In code, because a settings file beside a host that carries two services would be read by both.
    private static readonly Dictionary<string, string?> _defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        ["urls"] = "http://127.0.0.1:5080",
        ["Database:Provider"] = "Sqlite",
        ["ConnectionStrings:Portal"] = "Data Source=.data/portal.db",
        ["Keys:File"] = ".data/keys/portal-keys.json",
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:System"] = "Warning",

        // It warns that nothing encrypts its keys: our store does, see SessionKeys.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager"] = "Error",
    };

    /// <summary>Builds and runs the portal; a refusal to start is one sentence, not a stack.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter errors)
    {
        try
        {
            await using var app = Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (e is KeyFileException or InvalidOperationException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            await errors.WriteLineAsync("未能启动：" + e.Message);
            return 1;
        }
    }

    /// <summary>Builds the portal; its database is migrated and its keys are opened here.</summary>
    /// <param name="args">Command line settings; <c>--settings FILE</c> reads a JSON file over the defaults.</param>
    /// <param name="configure">Lets a host add settings and services, for example its own <see cref="TimeProvider"/>.</param>
    /// <exception cref="KeyFileException">The key file cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The settings or the database do not allow a start; the message says why.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = CreateBuilder(args, configure);
        AddServices(builder);
        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    /// <summary>A builder with settings and services of Core only, for commands that serve no pages.</summary>
    internal static WebApplicationBuilder CreateBuilder(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = BareBuilder(args);
        configure?.Invoke(builder);
        UnicodeCheck.Run();
        var settings = PortalSettings.From(builder.Configuration);
        var database = settings.OpenDatabase();
        DatabaseSetup.Migrate(database, settings.Demo);
        builder.Services.AddSingleton(settings);
        var sealing = SealingFiles.From(builder.Configuration, settings.KeyFile);
        var keys = DatabaseSetup.OpenKeys(database, settings.KeyFile);
        builder.Services.AddCore(builder.Configuration, database, keys, DatabaseSetup.OpenSigningKey(database, sealing.SigningKeyFile));
        builder.Services.PostConfigure<SealingOptions>(sealing.Apply);
        builder.Host.UseDefaultServiceProvider(container => container.ValidateOnBuild = container.ValidateScopes = true);
        return builder;
    }

    /// <summary>The settings alone, for commands that must not touch database or keys.</summary>
    internal static IConfiguration ReadSettings(string[] args) => BareBuilder(args).Configuration;

    private static WebApplicationBuilder BareBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        AddSettings(builder.Configuration);
        return builder;
    }

    // Defaults first, then the file, so that environment and command line still override both.
    private static void AddSettings(ConfigurationManager configuration)
    {
        var sources = ((IConfigurationBuilder)configuration).Sources;
        if (configuration["settings"] is { Length: > 0 } file)
        {
            var json = new JsonConfigurationSource { Path = Path.GetFullPath(file) };
            json.ResolveFileProvider();
            sources.Insert(0, json);
        }

        sources.Insert(0, new MemoryConfigurationSource { InitialData = _defaults });
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 256 * 1024;
        });
        builder.Services.AddPortalSecurity(builder.Configuration);
        builder.Services.AddRazorPages(options => AccessRules.Apply(options.Conventions))
            .AddMvcOptions(options =>
            {
                options.Filters.Add<MethodFilter>();
                options.Filters.Add<PasswordChangeFilter>();
            });
        builder.Services.AddSingleton<AssetUrls>();
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<EvidenceHealth>("evidence")
            .AddCheck<SealingHealth>("sealing")
            .AddCheck<RegistryHealth>("registry");
    }

    private static void UsePipeline(WebApplication app)
    {
        if (app.Configuration.GetSection("KnownProxies").GetChildren().Any())
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<SecurityHeaders>();

        // Outside the exception handler, which only chooses a status: its answer needs the error page as any other does.
        // With services of its own: those of the request remember a session check that failed, and would fail with it again.
        app.UseStatusCodePagesWithReExecute("/error/{0}", queryFormat: null, createScopeForStatusCodePages: true);
        app.UseExceptionHandler(ErrorHandling.Handle);
        app.UseMiddleware<FormEncoding>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        if (app.Services.GetRequiredService<PortalDatabase>().IsShared)
        {
            app.UseMiddleware<SharedRateLimits>();
        }

        app.MapStaticAssets(ManifestPath()).AllowAnonymous();
        app.MapPortalHealth();
        app.MapIntake();
        app.MapRazorPages();
    }

    // A build of the host that carries both services brings the portal's list; a published one has a list of its own with the same addresses.
    private static string ManifestPath() => new[] { Name, Assembly.GetEntryAssembly()?.GetName().Name }
        .Select(name => Path.Combine(AppContext.BaseDirectory, name + ".staticwebassets.endpoints.json"))
        .First(File.Exists);
}
