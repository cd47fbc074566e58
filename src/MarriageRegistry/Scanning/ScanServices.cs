using MarriageRegistry.Demo;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace MarriageRegistry.Scanning;

/// <summary>The scan port (E5, E6): its own sign-in, its own pages under <c>/scan</c>, its own door. Closed where no identity provider is set.</summary>
internal static class ScanServices
{
    public const string Root = "/scan";
    public const string CookieScheme = "scan";
    public const string IdentityScheme = "scan-identity";
    public const string Policy = "scan";

    public static void AddScanPort(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ScanOptions>().BindConfiguration(ScanOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScanOptions>, ScanOptionsValidator>();
        services.AddSingleton<ScanPort>();
        services.AddSingleton<VerifiedIdentity>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(CookieScheme).RequireAuthenticatedUser());
        services.Configure<RazorPagesOptions>(options =>
        {
            options.Conventions.AuthorizeFolder("/Scan", Policy);
            options.Conventions.AllowAnonymousToPage("/Scan/SignIn");
        });

        var sessions = services.AddAuthentication().AddCookie(CookieScheme, ScanSession.Configure);
        if (!IsOpen(builder.Configuration))
        {
            return;
        }

        if (DemoMode.IsEnabled(builder.Configuration))
        {
            services.AddSingleton<DemoIdentity>();
            services.PostConfigure<ScanOptions>(DemoIdentity.Apply);
        }

        // A handler that the authentication middleware makes at each request: only where its settings are there.
        sessions.AddOpenIdConnect(IdentityScheme, _ => { });
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, ScanIdentityOptions>();
    }

    /// <summary>Before routing: a call that the port does not take must not reach a page.</summary>
    public static void UseScanPort(this WebApplication app)
    {
        var isOpen = IsOpen(app.Configuration);
        app.UseWhen(http => IsOwnPath(http.Request.Path), branch => branch.UseMiddleware<ScanDoor>(isOpen));
    }

    public static void MapScanPort(this WebApplication app)
    {
        if (IsOpen(app.Configuration))
        {
            app.MapGet($"{Root}/enter", ScanSession.Enter);
            app.MapPost($"{Root}/sign-out", ScanSession.SignOutAsync);
        }

        if (DemoMode.IsEnabled(app.Configuration))
        {
            app.MapDemoIdentity();
        }
    }

    /// <summary>Paths whose answers are pages of the port or of its demonstration provider.</summary>
    public static bool IsOwnPath(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(DemoIdentity.Root, StringComparison.OrdinalIgnoreCase);

    private static bool IsOpen(IConfiguration configuration) =>
        DemoMode.IsEnabled(configuration) || !string.IsNullOrEmpty(configuration[$"{ScanOptions.Section}:{nameof(ScanOptions.Authority)}"]);
}
