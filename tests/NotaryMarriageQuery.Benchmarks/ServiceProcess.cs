using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NotaryMarriageQuery.Benchmarks;

/// <summary>Portal and registry in a process of their own, as the one command starts them, over an empty folder.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("nmq-bench-").FullName;

    private ServiceProcess(string programs)
    {
        Portal = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(programs, "NotaryMarriageQuery.AppHost.dll"),
                "--portal-url", Portal.ToString().TrimEnd('/'),
                "--registry-url", $"http://127.0.0.1:{FreePort()}",
                "--data", _folder,
            },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["RateLimits__LookupsPerMinute"] = "100000000";
        start.Environment["RateLimits__SignInsPerMinute"] = "100000000";
        _process = Process.Start(start)!;
    }

    public Uri Portal { get; }

    /// <summary>Processor time of both services so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in MB (10^6 bytes).</summary>
    public double ResidentMB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts the services and waits until they say that they are ready.</summary>
    /// <param name="programs">Folder of the built or published services.</param>
    public static async Task<ServiceProcess> StartAsync(string programs)
    {
        var service = new ServiceProcess(programs);
        while (await service._process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                return service;
            }
        }

        throw new InvalidOperationException("The services ended before they were ready.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
