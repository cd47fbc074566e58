using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.Portal.Intake;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Intake;

/// <summary>What the documents tell the institutions' programmers is what happens.</summary>
[Collection(nameof(PortalCollection))]
public sealed class IntakeDocumentTests(PortalFixture portal)
{
    private static readonly string _folder = Path.Combine(ArchitectureTests.FindRoot(), "docs", "intake");

    [Fact]
    public async Task SampleClient_HeartbeatAndUpload_AreTakenIn()
    {
        var folder = Directory.CreateTempSubdirectory("nmq-client-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "secret"), DemoData.IntakeSecretOf("dier-gzc") + "\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "cases.json"),
            System.Text.Json.JsonSerializer.Serialize(new { cases = new[] { IntakeServer.Case("(2026)二受字第9300号") } }));

        var beat = await RunAsync(folder, "heartbeat");
        var receipt = await RunAsync(folder, "cases", "cases.json");
        await File.WriteAllTextAsync(Path.Combine(folder, "secret"), "another");
        var refused = await RunAsync(folder, "heartbeat");

        (beat.Code, beat.Output).ShouldBe((0, beat.Output), beat.Output);
        beat.Output.ShouldContain("\"open\":true");
        receipt.Output.ShouldContain("\"stored\":1");
        refused.Code.ShouldNotBe(0);
        refused.Output.ShouldContain("signature-wrong");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Readme_TestVector_IsRight()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(_folder, "README.md"));

        text.ShouldContain(IntakeSignature.Make(
            "demo-intake-secret-shili-gzc", "POST", "/api/intake/heartbeat", "1767573000", "5f0c6a1d0a2b4c3d8e9f001122334455", SHA256.HashData("{}"u8)));
    }

    [Fact]
    public async Task OpenApi_ListsEveryCodeAndPath()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(_folder, "openapi.yaml"));
        var listed = Regex.Matches(text, @"^ {12}- (?<code>[a-z-]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["code"].Value);

        listed.ShouldBe(Enum.GetValues<IntakeRefusal>().Select(IntakeText.CodeOf), ignoreOrder: true);
        text.ShouldContain("/api/intake/heartbeat:");
        text.ShouldContain("/api/intake/cases:");
    }

    private async Task<(int Code, string Output)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(_folder, "client.sh"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["INTAKE_URL"] = portal.Host.Url.ToString().TrimEnd('/');
        start.Environment["INTAKE_INSTITUTION"] = "dier-gzc";
        start.Environment["INTAKE_SECRET_FILE"] = "secret";
        start.Environment["INTAKE_INTERFACE"] = "127.0.0.2";
        start.Environment["no_proxy"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
