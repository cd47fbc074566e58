using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace NotaryMarriageQuery.Portal.TagHelpers;

/// <summary>The fields with messages in the order of the page; the model state itself goes by the length of their names.</summary>
internal static class InvalidFields
{
    /// <summary>Invalid entries, those of the whole form first, then in the order in which the page's model declares its properties.</summary>
    public static IEnumerable<KeyValuePair<string, ModelStateEntry?>> Of(ViewContext context)
    {
        var properties = context.ViewData.Model?.GetType().GetProperties().Select(p => p.Name).ToList() ?? [];
        return context.ModelState
            .Where(e => e.Value?.ValidationState == ModelValidationState.Invalid)
            .OrderBy(e => e.Key.Length == 0 ? -1 : properties.IndexOf(e.Key.Split('[')[0]));
    }
}
