using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MarriageRegistry.Tests.Desk;

/// <summary>A print page as it comes out of a browser: PDF by Chromium, pictures at 300 dpi, codes read by zbarimg.</summary>
internal sealed partial class PaperPrint : IDisposable
{
    public const int Dpi = 300;

    private readonly string _directory;

    private PaperPrint(string directory, double width, double height, IReadOnlyList<GreyPicture> pages) =>
        (_directory, Width, Height, Pages) = (directory, width, height, pages);

    /// <summary>Size of a page in millimetres.</summary>
    public double Width { get; }

    public double Height { get; }

    public IReadOnlyList<GreyPicture> Pages { get; }

    public static async Task<PaperPrint> OfAsync(DeskCaller desk, string path)
    {
        var directory = Directory.CreateTempSubdirectory("print-").FullName;
        var html = (await desk.GetAsync(path)).Body;
        var style = StyleLink().Match(html).Groups[1].Value;
        await File.WriteAllTextAsync(Path.Combine(directory, "desk.css"), (await desk.GetAsync(style)).Body);
        await File.WriteAllTextAsync(Path.Combine(directory, "page.html"), html.Replace(style, "desk.css"));
        await RunAsync("chromium", "--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={directory}/profile", "--no-pdf-header-footer", $"--print-to-pdf={directory}/page.pdf", $"file://{directory}/page.html");
        var size = PageSize().Match(await RunAsync("pdfinfo", $"{directory}/page.pdf"));
        await RunAsync("pdftoppm", "-r", $"{Dpi}", "-gray", $"{directory}/page.pdf", $"{directory}/sheet");
        var pages = Directory.GetFiles(directory, "sheet*.pgm").Order(StringComparer.Ordinal).Select(GreyPicture.Read).ToList();
        return new PaperPrint(directory, Points(size.Groups[1].Value), Points(size.Groups[2].Value), pages);
    }

    /// <summary>Text of a page, one-based, as it lies on the paper.</summary>
    public Task<string> TextAsync(int page) => RunAsync("pdftotext", "-f", $"{page}", "-l", $"{page}", "-layout", $"{_directory}/page.pdf", "-");

    /// <summary>The codes that a reader finds on a picture.</summary>
    public async Task<string[]> ReadCodesAsync(GreyPicture picture)
    {
        var file = Path.Combine(_directory, "read.pgm");
        picture.Write(file);
        return (await RunAsync("zbarimg", "--quiet", "--raw", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static double Points(string text) => double.Parse(text, CultureInfo.InvariantCulture) / 72 * 25.4;

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        // zbarimg says 4 when it finds no code.
        if (process.ExitCode != 0 && !(program == "zbarimg" && process.ExitCode == 4))
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
        }

        return output;
    }

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex StyleLink();

    [GeneratedRegex(@"Page size:\s+([\d.]+) x ([\d.]+) pts")]
    private static partial Regex PageSize();
}

/// <summary>A picture in shades of grey (PGM), and what happens to paper.</summary>
internal sealed class GreyPicture(int width, int height, byte[] pixels)
{
    private const byte DarkBelow = 128;

    public static GreyPicture Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var numbers = new List<int>();
        var at = 2;
        while (numbers.Count < 3)
        {
            var start = at;
            while (!char.IsWhiteSpace((char)bytes[at]))
            {
                at++;
            }

            if (at > start)
            {
                numbers.Add(int.Parse(Encoding.ASCII.GetString(bytes, start, at - start), CultureInfo.InvariantCulture));
            }

            at++;
        }

        return new GreyPicture(numbers[0], numbers[1], bytes[at..(at + (numbers[0] * numbers[1]))]);
    }

    public void Write(string file) => File.WriteAllBytes(file, [.. Encoding.ASCII.GetBytes($"P5\n{width} {height}\n255\n"), .. pixels]);

    /// <summary>The dark pixels' frame in millimetres between two heights; null when nothing is printed there.</summary>
    public (double Left, double Top, double Right, double Bottom)? Ink(double from, double to)
    {
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        for (var y = Math.Max(0, Pixel(from)); y < Math.Min(height, Pixel(to)); y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (pixels[(y * width) + x] < DarkBelow)
                {
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
                }
            }
        }

        return right < 0 ? null : (Millimetre(left), Millimetre(top), Millimetre(right), Millimetre(bottom));
    }

    /// <summary>Every pixel a shade off, some wholly wrong, seen through optics that mix a pixel with its neighbours: a poor scanner.</summary>
    public GreyPicture WithNoise(int seed, int most, double wrong)
    {
        var random = new Random(seed);
        byte[] noisy = [.. pixels.Select(p => random.NextDouble() < wrong
            ? (byte)random.Next(256)
            : (byte)Math.Clamp(p + random.Next(-most, most + 1), 0, 255))];
        var mixed = (byte[])noisy.Clone();
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var sum = 0;
                for (var row = y - 1; row <= y + 1; row++)
                {
                    sum += noisy[(row * width) + x - 1] + noisy[(row * width) + x] + noisy[(row * width) + x + 1];
                }

                mixed[(y * width) + x] = (byte)(sum / 9);
            }
        }

        return new GreyPicture(width, height, mixed);
    }

    /// <summary>A dark stain that covers a share of a square, away from the corners by which a reader finds the code.</summary>
    public GreyPicture WithStain((double Left, double Top, double Right, double Bottom) square, double share)
    {
        var edge = Math.Sqrt(share) * (square.Right - square.Left);
        var (x0, y0) = (Pixel((square.Left + square.Right - edge) / 2), Pixel((square.Top + square.Bottom - edge) / 2));
        var stained = (byte[])pixels.Clone();
        for (var y = y0; y < y0 + Pixel(edge); y++)
        {
            stained.AsSpan((y * width) + x0, Pixel(edge)).Fill(30);
        }

        return new GreyPicture(width, height, stained);
    }

    private static int Pixel(double millimetres) => (int)Math.Round(millimetres / 25.4 * PaperPrint.Dpi);

    private static double Millimetre(int pixel) => pixel * 25.4 / PaperPrint.Dpi;
}
