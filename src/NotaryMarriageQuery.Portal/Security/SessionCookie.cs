using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using NotaryMarriageQuery.Core.Accounts;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>The cookie holds the number of a session and nothing else; the session is checked on every request.</summary>
internal sealed class SessionCookie(SessionService sessions) : CookieAuthenticationEvents
{
    public const string SessionClaim = "session";

    /// <summary>Puts the session's cookie into the response.</summary>
    public static Task IssueAsync(HttpContext context, SignInSession session)
    {
        var identity = new ClaimsIdentity([new Claim(SessionClaim, session.Id.ToString())], CookieAuthenticationDefaults.AuthenticationScheme, SessionClaim, null);
        return context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity));
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var check = Guid.TryParse(context.Principal?.FindFirstValue(SessionClaim), out var session)
            ? await sessions.CheckAsync(session, http.CallerAddress(), http.RequestAborted)
            : new SessionCheck.Ended();
        switch (check)
        {
            case SessionCheck.Valid valid:
                http.Features.Set(new ActorFeature(valid.Actor, Problem: null));
                break;
            case SessionCheck.WrongPlace wrong:
                http.Features.Set(new ActorFeature(wrong.Actor, wrong.Problem));
                break;
            default:
                context.RejectPrincipal();
                await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
                break;
        }
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect("/account/sign-in");
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
