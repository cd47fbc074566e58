using System.Globalization;

namespace MarriageRegistry.Desk.Printing;

/// <summary>The one style element of a print page: the booklet's size and this printer's offsets, which a style sheet in a file cannot know.</summary>
internal static class SheetStyle
{
    public static string Of(DeskOptions options, Printer? printer) => string.Create(
        CultureInfo.InvariantCulture,
        $"@page {{ size: {options.PageWidth}mm {options.PageHeight}mm; margin: 0 }} :root {{ --page-w: {options.PageWidth}mm; --page-h: {options.PageHeight}mm; "
        + $"--code: {options.CodeSize}mm; --code-top: {options.CodeTop}mm; --dx: {(printer?.OffsetX ?? 0) / 10.0}mm; --dy: {(printer?.OffsetY ?? 0) / 10.0}mm }}");
}
