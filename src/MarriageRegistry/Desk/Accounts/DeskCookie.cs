using System.Globalization;
using System.Security.Claims;
using MarriageRegistry.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Desk.Accounts;

/// <summary>The desk's session: a quarter of an hour without use ends it, and so does any change of the account.</summary>
internal static class DeskCookie
{
    private const string StampClaim = "stamp";

    public static void AddDeskCookie(this IServiceCollection services) => services.AddAuthentication().AddCookie(DeskPolicies.Scheme, options =>
    {
        options.Cookie.Name = "registry-desk";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.Path = "/desk";
        options.ExpireTimeSpan = TimeSpan.FromMinutes(15);
        options.SlidingExpiration = true;
        options.LoginPath = "/desk/sign-in";
        options.ReturnUrlParameter = "from";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    });

    public static Task SignInAsync(HttpContext http, Registrar registrar) => http.SignInAsync(DeskPolicies.Scheme, Principal(registrar));

    private static ClaimsPrincipal Principal(Registrar registrar) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, registrar.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(ClaimTypes.Role, registrar.Role.ToString()),
            new Claim(StampClaim, registrar.Stamp),
        ],
        DeskPolicies.Scheme));

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var id = long.Parse(context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture);
        var contexts = context.HttpContext.RequestServices.GetRequiredService<IDbContextFactory<RegistryDbContext>>();
        await using var db = await contexts.CreateDbContextAsync(context.HttpContext.RequestAborted);
        var registrar = await db.Registrars.AsNoTracking().Include(r => r.Office).SingleOrDefaultAsync(r => r.Id == id, context.HttpContext.RequestAborted);
        if (registrar is not { IsActive: true } || registrar.Stamp != context.Principal!.FindFirstValue(StampClaim))
        {
            context.RejectPrincipal();
            return;
        }

        context.HttpContext.Features.Set(new DeskActor(registrar.Id, registrar.Account, registrar.Name, registrar.Role, registrar.OfficeCode, registrar.Office.Name));
    }
}
