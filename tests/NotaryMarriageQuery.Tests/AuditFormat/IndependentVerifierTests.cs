using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace NotaryMarriageQuery.Tests.AuditFormat;

/// <summary>Programs that share no code with this project come to the same verdict: a Python script, and openssl by itself.</summary>
public sealed class IndependentVerifierTests : IDisposable
{
    private readonly List<AuditEntry> _rows = SampleRows.Make(70_000);
    private readonly SampleExport _export;

    public IndependentVerifierTests() => _export = new(_rows, ECDsa.Create(ECCurve.NamedCurves.nistP256), earlier: [256, 50_000]);

    public void Dispose() => _export.Dispose();

    [Fact]
    public void Python_AgreesOnGoodAndTamperedExports()
    {
        var (exit, output) = Python();
        Assert.True(exit == 0 && output.StartsWith($"GOOD: {SampleExport.Origin}, 70000 rows", StringComparison.Ordinal), output);
        Assert.Equal(0, _export.Verify().Exit);

        var bundle = _export.PathTo(Tile.EntriesPathOf(200));
        var content = File.ReadAllBytes(bundle);
        byte[] changed = [.. content];
        changed[100] ^= 1;
        File.WriteAllBytes(bundle, changed);
        (exit, output) = Python();
        Assert.Equal(1, exit);
        Assert.Contains($"row {_rows[200 * 256].Id}", output, StringComparison.Ordinal);
        Assert.Contains($"row {_rows[200 * 256].Id}: ", _export.Verify().Output, StringComparison.Ordinal);
        File.WriteAllBytes(bundle, content);

        var note = File.ReadAllText(_export.PathTo("checkpoint"));
        File.WriteAllText(_export.PathTo("checkpoint"), note.Replace("70000", "69999", StringComparison.Ordinal));
        Assert.Equal(1, Python().Exit);
        Assert.Equal(1, _export.Verify().Exit);
    }

    [Fact]
    public void Shell_FromTheDocument_ConfirmsTheSignature()
    {
        // The commands stand in the document between two marks, so that what people are told is what is tested.
        var document = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "evidence-format.md"));
        var commands = document.Split("```sh verify-checkpoint\n")[1].Split("```")[0];
        _export.WriteFile("key.vkey", Encoding.UTF8.GetBytes(_export.Key.Format() + "\n"));

        var (exit, output) = Run("sh", ["-ec", commands]);
        Assert.True(exit == 0 && output.Contains("Verified OK", StringComparison.Ordinal), output);

        var note = File.ReadAllText(_export.PathTo("checkpoint"));
        File.WriteAllText(_export.PathTo("checkpoint"), note.Replace("70000", "70001", StringComparison.Ordinal));
        Assert.NotEqual(0, Run("sh", ["-ec", commands]).Exit);
    }

    private (int Exit, string Output) Python() =>
        Run("python3", [Path.Combine(RepositoryRoot(), "tests", "independent", "verify_export.py"), _export.Root, _export.Key.Format()]);

    private (int Exit, string Output) Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _export.Root };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "NotaryMarriageQuery.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
