using System.Text.Encodings.Web;
using QRCoder;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Draws QR codes as inline SVG, which the content security policy lets through.</summary>
internal static class QrCode
{
    /// <summary>The text as an SVG element with a title for people who do not see it.</summary>
    public static string Svg(string text, string title)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        var modules = data.ModuleMatrix;
        var path = new System.Text.StringBuilder();
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules.Count; x++)
            {
                if (modules[y][x])
                {
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return $"<svg role=\"img\" viewBox=\"0 0 {modules.Count} {modules.Count}\" shape-rendering=\"crispEdges\"><title>{HtmlEncoder.Default.Encode(title)}</title>"
            + $"<path fill=\"#fff\" d=\"M0 0h{modules.Count}v{modules.Count}H0z\"/><path d=\"{path}\"/></svg>";
    }
}
