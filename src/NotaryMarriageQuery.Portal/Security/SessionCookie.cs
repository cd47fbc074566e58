using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
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
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            // The error page of a request that was checked before. Where that check failed, the page is shown to nobody in particular.
            if (http.Features.Get<ActorFeature>() is null)
            {
                context.RejectPrincipal();
            }

            return;
        }

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
