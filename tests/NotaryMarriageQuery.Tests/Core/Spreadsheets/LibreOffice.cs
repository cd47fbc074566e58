using System.Diagnostics;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Spreadsheets;

/// <summary>LibreOffice without a screen.</summary>
internal static class LibreOffice
{
    /// <summary>Comma, quotes round what it takes for text, UTF-8, from the first line.</summary>
    public const string Csv = "csv:Text - txt - csv (StarCalc):44,34,76,1";

    /// <summary>Opens a file of the folder and writes it as another kind beside it.</summary>
    public static async Task ConvertAsync(string folder, string file, string to, string? reading = null)
    {
        var start = new ProcessStartInfo("soffice") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [$"-env:UserInstallation=file://{folder}/profile", "--headless", .. reading is null ? Array.Empty<string>() : [$"--infilter={reading}"], "--convert-to", to, file];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var said = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.ShouldBe(0, said);
    }
}
