using System.Diagnostics;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>Reads what was printed or drawn with programs that know nothing of this one.</summary>
internal static class Paper
{
    /// <summary>Text of a QR code in a picture.</summary>
    public static async Task<string> ReadQrAsync(byte[] png) => (await ReadAsync("zbarimg", "zbar-tools", png, ".png", "--quiet", "--raw", "{file}")).Trim();

    /// <summary>Text of a PDF, page by page.</summary>
    public static async Task<IReadOnlyList<string>> ReadPdfAsync(byte[] pdf) =>
        (await ReadAsync("pdftotext", "poppler-utils", pdf, ".pdf", "-raw", "{file}", "-")).TrimEnd('\f').Split('\f');

    private static async Task<string> ReadAsync(string program, string package, byte[] content, string extension, params string[] arguments)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, program)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"This test needs the program {program} of Debian's package {package}; tests/run.sh installs it.", program);
        var file = Path.GetTempFileName() + extension;
        await File.WriteAllBytesAsync(file, content);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, arguments.Select(a => a.Replace("{file}", file, StringComparison.Ordinal)))
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return text;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
