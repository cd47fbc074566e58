using System.Text;
using FluentValidation;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Runs a page's validator and answers invalid input: the same page with status 400 and messages at the fields.</summary>
internal static class Validation
{
    /// <summary>Validates the page and fills its model state; true when all is well.</summary>
    public static bool IsValid<T>(this T page, IValidator<T> validator)
        where T : PageModel
    {
        page.ModelState.Clear();
        foreach (var failure in validator.Validate(page).Errors.GroupBy(e => e.PropertyName))
        {
            page.ModelState.AddModelError(failure.Key, failure.First().ErrorMessage);
        }

        return page.ModelState.IsValid;
    }

    /// <summary>The same page with its messages; 400 for invalid input, 403 for a refusal.</summary>
    public static PageResult Again(this PageModel page, int status = StatusCodes.Status400BadRequest)
    {
        var result = page.Page();
        result.StatusCode = status;
        return result;
    }

    /// <summary>Adds a message and answers with the same page.</summary>
    public static PageResult Again(this PageModel page, string field, string message, int status = StatusCodes.Status400BadRequest)
    {
        page.ModelState.AddModelError(field, message);
        return page.Again(status);
    }

    /// <summary>A required text of one line, without control characters and within its length in code points.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, string required, int maxLength, string what) =>
        rule.Must(text => !string.IsNullOrWhiteSpace(text)).WithMessage(required).OptionalText(maxLength, what);

    /// <summary>A required text that may have several lines.</summary>
    public static IRuleBuilderOptions<T, string?> LongText<T>(this IRuleBuilder<T, string?> rule, string required, int maxLength, string what) =>
        rule.Must(text => !string.IsNullOrWhiteSpace(text)).WithMessage(required).OptionalLongText(maxLength, what);

    /// <summary>The same where the text may be missing.</summary>
    public static IRuleBuilderOptions<T, string?> OptionalLongText<T>(this IRuleBuilder<T, string?> rule, int maxLength, string what) => rule
        .Must(text => text is null || text.Trim().Length <= maxLength * 2 && text.Trim().EnumerateRunes().Count() <= maxLength)
        .WithMessage($"{what}不能超过 {maxLength} 个字")
        .Must(text => text is null || !text.EnumerateRunes().Any(r => r == Rune.ReplacementChar || (Rune.IsControl(r) && r.Value is not ('\r' or '\n'))))
        .WithMessage($"{what}含有无法识别的字符，请重新输入");

    /// <summary>The same where the text may be missing.</summary>
    public static IRuleBuilderOptions<T, string?> OptionalText<T>(this IRuleBuilder<T, string?> rule, int maxLength, string what) => rule
        .Must(text => text is null || text.Trim().Length <= maxLength * 2 && text.Trim().EnumerateRunes().Count() <= maxLength)
        .WithMessage($"{what}不能超过 {maxLength} 个字")
        .Must(text => text is null || !text.EnumerateRunes().Any(r => r == Rune.ReplacementChar || Rune.IsControl(r)))
        .WithMessage($"{what}含有无法识别的字符，请重新输入");
}
