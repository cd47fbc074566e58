using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using NotaryMarriageQuery.Portal.Pages.Account;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Until a one-time or old password is changed, an account may do nothing else (B3).</summary>
internal sealed class PasswordChangeFilter : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var mustChange = context.HttpContext.FindActor() is { MustChangePassword: true }
            && context.HandlerInstance is not (PasswordModel or SignOutModel or StayModel or Pages.ErrorModel);
        if (mustChange)
        {
            context.Result = new RedirectResult("/account/password");
            return;
        }

        await next();
    }
}
