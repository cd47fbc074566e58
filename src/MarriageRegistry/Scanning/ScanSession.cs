using MarriageRegistry.Checks;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace MarriageRegistry.Scanning;

/// <summary>The session of the port: as long as the identification counts, and not one minute longer by being used.</summary>
internal static class ScanSession
{
    /// <summary>Words for <c>?problem=</c> of the sign-in page.</summary>
    public const string Expired = "expired";

    private static readonly object _expired = new();

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "scan";
        options.Cookie.Path = ScanServices.Root;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

        // The claim decides, see below: a ticket that the handler drops by itself would leave no line in the journal.
        options.ExpireTimeSpan = TimeSpan.FromDays(1);
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = RedirectAsync;
    }

    public static IResult Enter() => Results.Challenge(
        new AuthenticationProperties { RedirectUri = ScanServices.Root }, [ScanServices.IdentityScheme]);

    public static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery)
    {
        http.User = (await http.AuthenticateAsync(ScanServices.CookieScheme)).Principal ?? http.User;
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        await http.SignOutAsync(ScanServices.CookieScheme);
        return Results.Redirect($"{ScanServices.Root}/sign-in");
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var person = ScanPerson.Of(context.Principal!);
        if (person is not null && http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() < person.Until)
        {
            return;
        }

        context.RejectPrincipal();
        http.Items[_expired] = true;
        if (HttpMethods.IsPost(http.Request.Method))
        {
            Keep(http, person?.Reference, ScanRefusal.IdentityExpired);
        }

        await http.SignOutAsync(ScanServices.CookieScheme);
    }

    private static Task RedirectAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        var expired = http.Items.ContainsKey(_expired);
        if (!expired && HttpMethods.IsPost(http.Request.Method))
        {
            Keep(http, person: null, ScanRefusal.NoSession);
        }

        context.Response.Redirect($"{ScanServices.Root}/sign-in{(expired ? $"?problem={Expired}" : "")}");
        return Task.CompletedTask;
    }

    /// <summary>Keeps that somebody was refused at the port.</summary>
    public static void Keep(HttpContext http, string? person, string reason) =>
        http.RequestServices.GetRequiredService<JournalledCheck>().Refuse(new Asker(ScanClient.Port, Client: null, person, Ask: null), code: null, reason);
}
