using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Registers sign-in, rights, limits and everything else that guards the pages.</summary>
internal static class SecurityServices
{
    public static IServiceCollection AddPortalSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<SessionCookie>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options =>
            {
                Harden(options.Cookie, "nmq-session");
                options.ExpireTimeSpan = Core.Accounts.SessionRules.LongestSession;
                options.SlidingExpiration = false;
                options.EventsType = typeof(SessionCookie);
            })
            .AddCookie(PendingSignIn.Scheme, options =>
            {
                Harden(options.Cookie, "nmq-pending");
                options.ExpireTimeSpan = PendingSignIn.Lifetime;
                options.SlidingExpiration = false;
            });

        services.AddSingleton<IAuthorizationHandler, RoleHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalEvidence>();
        var authorization = services.AddAuthorizationBuilder();
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new RoleRequirement()).Build());
        foreach (var rule in AccessRules.All)
        {
            authorization.AddPolicy(rule.Policy, policy => policy.RequireAuthenticatedUser().AddRequirements(new RoleRequirement(rule.Roles)));
        }

        services.AddAntiforgery(options =>
        {
            Harden(options.Cookie, "nmq-form");
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = 64;
            options.KeyLengthLimit = 128;
            options.ValueLengthLimit = 16 * 1024;

            // A written request is kept encrypted only: on its way it must not lie in a temporary file either.
            options.MemoryBufferThreshold = Pages.FileText.MaxForm;
        });
        services.AddRateLimits(configuration);
        services.AddSessionKeys();
        services.Configure<ForwardedHeadersOptions>(options => TrustProxies(options, configuration));
        return services;
    }

    private static void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Strict;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }

    private static void AddSessionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("NotaryMarriageQuery");
        services.AddSingleton<SessionKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<SessionKeys>((options, keys) => options.XmlRepository = keys);
    }

    // Without a configured proxy nothing is forwarded: a header that a client sends changes nothing.
    private static void TrustProxies(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        var proxies = configuration.GetSection("KnownProxies").Get<string[]>() ?? [];
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        options.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var proxy in proxies)
        {
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        }
    }
}
