using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MarriageRegistry.Web;

/// <summary>One form field with label, hint, control and message, tied together for assistive technology. What was typed stays, secrets excepted.</summary>
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

    /// <summary>Choices of a list; null for a text field.</summary>
    public IEnumerable<SelectListItem>? Options { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var state = ViewContext.ModelState;
        var error = state.TryGetValue(Name, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;
        var takesFocus = First && state.IsValid;
        var attributes = string.Concat(output.Attributes.Select(a => $" {a.Name}=\"{encoder.Encode(a.Value?.ToString() ?? "")}\""));
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
        html.AppendHtml(Options is null
            ? $"<input type=\"{Type}\" {common}{(Value is null || Type == "password" ? "" : $" value=\"{encoder.Encode(Value)}\"")}>"
            : $"<select {common}>{string.Concat(Options.Select(Choice))}</select>");
        if (error is not null)
        {
            html.AppendHtml($"<span class=\"msg\" id=\"{Name}-error\">{encoder.Encode(error)}</span>");
        }
    }

    private string Choice(SelectListItem option) =>
        $"<option value=\"{encoder.Encode(option.Value)}\"{(option.Value == (Value ?? "") ? " selected" : "")}>{encoder.Encode(option.Text)}</option>";

    private string Describe(string? error)
    {
        var ids = string.Join(' ', new[] { Hint.Length > 0 ? $"{Name}-hint" : null, error is null ? null : $"{Name}-error" }.OfType<string>());
        return (ids.Length > 0 ? $" aria-describedby=\"{ids}\"" : "") + (error is null ? "" : " aria-invalid=\"true\"");
    }
}

/// <summary>All messages of a form on top of it, each a link to its field; nothing while there are none.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper(HtmlEncoder encoder) : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var messages = ViewContext.ModelState.SelectMany(e => e.Value!.Errors.Select(error => (e.Key, error.ErrorMessage))).ToList();
        if (messages.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Content.AppendHtml("<h2>请核对后重新提交</h2><ul>" + string.Concat(messages.Select(m => m.Key.Length > 0
            ? $"<li><a href=\"#{encoder.Encode(m.Key)}\">{encoder.Encode(m.ErrorMessage)}</a></li>"
            : $"<li>{encoder.Encode(m.ErrorMessage)}</li>")) + "</ul>");
    }
}
