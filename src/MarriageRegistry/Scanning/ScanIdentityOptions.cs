using MarriageRegistry.Checks;
using MarriageRegistry.Demo;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace MarriageRegistry.Scanning;

/// <summary>Sign-in by code with PKCE at the provider that verifies real identities (E5); see decision 0020.</summary>
internal sealed class ScanIdentityOptions(
    IOptions<ScanOptions> scan, IConfiguration configuration, IServer server, VerifiedIdentity identities, TimeProvider clock, ILogger<ScanPort> logger)
    : IConfigureNamedOptions<OpenIdConnectOptions>
{
    private static readonly TimeSpan _clocksApart = TimeSpan.FromMinutes(2);

    public void Configure(OpenIdConnectOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name != ScanServices.IdentityScheme)
        {
            return;
        }

        var isDemo = DemoMode.IsEnabled(configuration);
        options.Authority = isDemo ? DemoIdentity.AddressOf(server) : scan.Value.Authority;
        options.RequireHttpsMetadata = !isDemo;
        options.ClientId = scan.Value.ClientId;
        options.ClientSecret = scan.Value.ClientSecret;
        options.SignInScheme = ScanServices.CookieScheme;
        options.CallbackPath = $"{ScanServices.Root}/signed-in";
        options.ResponseType = OpenIdConnectResponseType.Code;

        // Both keep their cookies strict to this site: the answer comes as an address and not as another site's form.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.MaxAge = TimeSpan.FromMinutes(scan.Value.IdentityMinutes);
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.AcrValues = string.Join(' ', scan.Value.AcceptedAssurance);
            if (isDemo)
            {
                // The demonstration provider answers under whatever name the browser knows this service by.
                context.ProtocolMessage.IssuerAddress = $"{context.Request.Scheme}://{context.Request.Host}{DemoIdentity.AuthorizePath}";
            }

            return Task.CompletedTask;
        };
        options.Events.OnTokenValidated = AdmitAsync;
        options.Events.OnRemoteFailure = FailAsync;
        options.TokenValidationParameters.LifetimeValidator = (from, to, _, _) =>
            to > clock.GetUtcNow().UtcDateTime - _clocksApart && (from is null || from <= clock.GetUtcNow().UtcDateTime + _clocksApart);
    }

    private Task AdmitAsync(TokenValidatedContext context)
    {
        var (person, refusal, reference) = identities.Read(context.Principal!);
        if (person is not null)
        {
            context.Principal = person.ToPrincipal(ScanServices.CookieScheme);
            return Task.CompletedTask;
        }

        ScanSession.Keep(context.HttpContext, reference, refusal!);
        context.Response.Redirect($"{ScanServices.Root}/sign-in?problem={refusal}");
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private Task FailAsync(RemoteFailureContext context)
    {
        // Its type only: the message can repeat what the provider sent.
        logger.LogWarning("A sign-in at the scan port failed: {Kind}", context.Failure?.GetType().Name);
        ScanSession.Keep(context.HttpContext, person: null, ScanRefusal.IdentityUnverified);
        context.Response.Redirect($"{ScanServices.Root}/sign-in?problem={ScanRefusal.IdentityUnverified}");
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
