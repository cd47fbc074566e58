using MarriageRegistry.Desk.Entry;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MarriageRegistry.Pages.Desk;

/// <summary>What the desk's forms have in common: what came of saving becomes a page, and a form knows itself again.</summary>
internal static class Forms
{
    /// <summary>The registration's page, or the same form with messages and status 400.</summary>
    public static IActionResult Answer(this PageModel page, SaveOutcome outcome)
    {
        switch (outcome)
        {
            case SaveOutcome.Saved saved:
                return new RedirectResult(FormattableString.Invariant($"/desk/registrations/{saved.RegistrationId}"));
            case SaveOutcome.Refused refused:
                page.ModelState.Clear();
                foreach (var problem in refused.Problems)
                {
                    page.ModelState.AddModelError(problem.Field, problem.Text);
                }

                return page.Again();
            default:
                throw new InvalidOperationException("Unknown outcome.");
        }
    }

    public static PageResult Again(this PageModel page, string? message = null)
    {
        if (message is not null)
        {
            page.ModelState.AddModelError("", message);
        }

        var result = page.Page();
        result.StatusCode = StatusCodes.Status400BadRequest;
        return result;
    }

    /// <summary>The key of a form; empty when somebody changed it, which saving refuses.</summary>
    public static Guid Key(string? text) => Guid.TryParse(text, out var key) ? key : Guid.Empty;

    public static string NewKey() => Guid.NewGuid().ToString("N");
}
