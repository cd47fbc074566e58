using System.Globalization;
using System.Text;
using QRCoder;

namespace MarriageRegistry.Desk.Printing;

/// <summary>Draws a booklet's code: error correction Q, quiet zone of 4 modules (E1).</summary>
internal static class QrDrawing
{
    /// <summary>An SVG element that fills the box it stands in.</summary>
    public static string Svg(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        var modules = data.ModuleMatrix;   // with the quiet zone
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules.Count; x++)
            {
                if (modules[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg role=\"img\" aria-label=\"证书二维码\" viewBox=\"0 0 {modules.Count} {modules.Count}\" shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>");
    }
}
