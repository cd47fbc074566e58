using System.Diagnostics;
using System.Globalization;

namespace NotaryMarriageQuery.Tests.Kill;

/// <summary>The portal as a process of its own, so that it can be killed.</summary>
internal sealed class PortalProcess : IDisposable
{
    private readonly Process _process;

    private PortalProcess(Process process) => _process = process;

    /// <summary>Starts the portal and waits until it answers.</summary>
    public static async Task<PortalProcess> StartAsync(Uri url, string settingsFile)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "NotaryMarriageQuery.Portal.dll"), "--settings", settingsFile },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        using var client = new HttpClient { BaseAddress = url };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(3); await Task.Delay(100))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("The portal ended: " + await said);
            }

            try
            {
                (await client.GetAsync("/health/live")).EnsureSuccessStatusCode();
                return new PortalProcess(process);
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }

        process.Kill();
        throw new TimeoutException("The portal did not start.");
    }

    /// <summary>Ends the process as a power cut does: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends the process as an operator does: what is under way is finished. Gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
