using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

/// <summary>The reference registry with its demo data, met only over HTTP.</summary>
public sealed class ReferenceRegistry : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("adapter-registry-").FullName;
    private WebApplication _app = null!;

    public string Url => _app.Urls.Single();

    public async Task InitializeAsync() => await InitializeAsync(null);

    public async Task InitializeAsync(TimeProvider? clock, string url = "http://127.0.0.1:0")
    {
        _app = MarriageRegistry.RegistryApp.Build(
            [
                $"--urls={url}",
                $"--ConnectionStrings:Registry=Data Source={Path.Combine(_directory, "registry.db")}",
                "--Demo:Enabled=true",
                "--Logging:LogLevel:Default=None",
                "--Logging:LogLevel:Microsoft=None",
                "--hostBuilder:reloadConfigOnChange=false",
            ],
            builder =>
            {
                if (clock is not null)
                {
                    builder.Services.AddSingleton(clock);
                }
            });
        await _app.StartAsync();
    }

    public async Task OrderFaultAsync(string mode, int count)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync(Url + "/demo/faults", new { mode, count });
        response.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<JournalRow>> JournalOfAsync(string requestId)
    {
        using var http = new HttpClient();
        var rows = await http.GetFromJsonAsync<List<JournalRow>>(Url + "/demo/lookups");
        return [.. rows!.Where(r => r.RequestId == requestId)];
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}

/// <summary>What the registry says it has answered.</summary>
public sealed record JournalRow(string? RequestId, string AnswerId, string LastFour, string Service, int Count);
