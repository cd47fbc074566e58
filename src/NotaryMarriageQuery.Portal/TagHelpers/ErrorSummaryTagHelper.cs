using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace NotaryMarriageQuery.Portal.TagHelpers;

/// <summary>All messages of a form on top of it, each a link to its field; nothing while there are none.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper(HtmlEncoder encoder) : TagHelper
{
    /// <summary>Heading of the summary.</summary>
    public string Title { get; set; } = "请核对后重新提交";

    /// <summary>Number of the evidence that belongs to the refusal, if any.</summary>
    public string? AuditNumber { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var messages = InvalidFields.Of(ViewContext)
            .SelectMany(e => e.Value!.Errors.Select(error => (e.Key, error.ErrorMessage)))
            .ToList();
        if (messages.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errors");
        output.Attributes.SetAttribute("role", "alert");
        var items = string.Concat(messages.Select(m => m.Key.Length > 0
            ? $"<li><a href=\"#{encoder.Encode(m.Key)}\">{encoder.Encode(m.ErrorMessage)}</a></li>"
            : $"<li>{encoder.Encode(m.ErrorMessage)}</li>"));
        output.Content.AppendHtml($"<h2>{encoder.Encode(Title)}</h2><ul>{items}</ul>");
        if (AuditNumber is { Length: > 0 })
        {
            output.Content.AppendHtml($"<p class=\"sub\">存证编号 <span class=\"num\">{encoder.Encode(AuditNumber)}</span></p>");
        }
    }
}
