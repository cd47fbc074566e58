using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace NotaryMarriageQuery.Portal.TagHelpers;

/// <summary>One form field with label, hint, control and message, tied together for assistive technology.</summary>
/// <remarks>What was typed stays after an error, secrets excepted. Further attributes go to the control.</remarks>
[HtmlTargetElement("field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper(HtmlEncoder encoder) : TagHelper
{
    /// <summary>Name of the bound property, also the id.</summary>
    public string Name { get; set; } = "";

    public string Label { get; set; } = "";

    public string Hint { get; set; } = "";

    public string? Value { get; set; }

    public string Type { get; set; } = "text";

    /// <summary>Marks the label with 选填.</summary>
    public bool Optional { get; set; }

    /// <summary>Takes the focus when the page opens without errors.</summary>
    public bool First { get; set; }

    /// <summary>Choices of a list; value and text. Null for a text field.</summary>
    public IEnumerable<SelectListItem>? Options { get; set; }

    /// <summary>Height of a field for several lines; 0 for a field of one line.</summary>
    public int Lines { get; set; }

    /// <summary>First line of a list that chooses nothing; none when empty.</summary>
    public string Prompt { get; set; } = "";

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var modelState = ViewContext.ModelState;
        modelState.TryGetValue(Name, out var entry);
        var error = entry?.Errors.FirstOrDefault()?.ErrorMessage;
        var takesFocus = error is null ? First && modelState.IsValid : InvalidFields.Of(ViewContext).FirstOrDefault().Key == Name;

        var attributes = string.Concat(output.Attributes.Select(a => $" {a.Name}=\"{Text(a.Value)}\""));
        output.Attributes.Clear();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", error is null ? "f" : "f err");
        var html = output.Content;
        html.AppendHtml($"<label for=\"{Name}\">{encoder.Encode(Label)}{(Optional ? "<span class=\"opt\">选填</span>" : "")}</label>");
        if (Hint.Length > 0)
        {
            html.AppendHtml($"<span class=\"hint\" id=\"{Name}-hint\">{encoder.Encode(Hint)}</span>");
        }

        var common = $"id=\"{Name}\" name=\"{Name}\"{Describe(error)}{(Optional ? "" : " aria-required=\"true\"")}{(takesFocus ? " autofocus" : "")}{attributes}";
        html.AppendHtml(Lines > 0
            ? $"<textarea rows=\"{Lines}\" {common}>\n{encoder.Encode(Value ?? "")}</textarea>"
            : Options is null ? $"<input type=\"{Type}\" {common}{(IsShownAgain() ? $" value=\"{encoder.Encode(Value!)}\"" : "")}>"
            : $"<select {common}>{Choices()}</select>");
        if (error is not null)
        {
            html.AppendHtml($"<span class=\"msg\" id=\"{Name}-error\">{encoder.Encode(error)}</span>");
        }
    }

    // A browser shows no secret again, and in a date field only a date.
    private bool IsShownAgain() => Type switch
    {
        "password" => false,
        "date" => DateOnly.TryParseExact(Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => Value is not null,
    };

    private string Text(object? value) => value is null ? "" : encoder.Encode(value.ToString()!);

    private string Describe(string? error)
    {
        var ids = string.Join(' ', new[] { Hint.Length > 0 ? $"{Name}-hint" : null, error is null ? null : $"{Name}-error" }.Where(i => i is not null));
        return (ids.Length > 0 ? $" aria-describedby=\"{ids}\"" : "") + (error is null ? "" : " aria-invalid=\"true\"");
    }

    private string Choices()
    {
        var prompt = Prompt.Length > 0 ? $"<option value=\"\">{encoder.Encode(Prompt)}</option>" : "";
        return prompt + string.Concat(Options!.Select(o =>
            $"<option value=\"{encoder.Encode(o.Value)}\"{(o.Value == Value ? " selected" : "")}>{encoder.Encode(o.Text)}</option>"));
    }
}
