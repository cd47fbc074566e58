using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NotaryMarriageQuery.Tests.Core.Registry;

/// <summary>A gateway on loopback that answers what a test wants, and remembers what it was sent.</summary>
internal sealed class GatewayStub : IAsyncDisposable
{
    public const string ByKey = "/gateway/app/refreshTokenByKey.htm";
    public const string BySecret = "/gateway/app/refreshTokenBySec.htm";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StubCall> _calls = new();
    private int _pairs;

    private GatewayStub(WebApplication app, SteeredClock clock)
    {
        (_app, Clock) = (app, clock);
        Token = (_, http) => WriteAsync(http, TokenReply());
        Business = (_, http) => WriteAsync(http, NoRecords);
    }

    public static string NoRecords => """{"code":"00","msg":"","datas":[],"dataCount":0,"requestId":"r-0"}""";

    /// <summary>The platform's own clock, from which Date headers and ends of secrets come.</summary>
    public SteeredClock Clock { get; }

    public string Url => _app.Urls.Single();

    public Func<StubCall, HttpContext, Task> Token { get; set; }

    public Func<StubCall, HttpContext, Task> Business { get; set; }

    public TimeSpan SecretLife { get; set; } = TimeSpan.FromMinutes(15);

    public TimeSpan RefreshLife { get; set; } = TimeSpan.FromHours(48);

    public IReadOnlyList<StubCall> TokenCalls => [.. _calls.Where(c => c.IsToken)];

    public IReadOnlyList<StubCall> BusinessCalls => [.. _calls.Where(c => !c.IsToken)];

    public static async Task<GatewayStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new GatewayStub(builder.Build(), new SteeredClock());
        stub._app.Run(stub.HandleAsync);
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>Answers the business calls one after the other; the last answer stays.</summary>
    public void Answer(params string[] bodies)
    {
        var next = -1;
        Business = (_, http) => WriteAsync(http, bodies[Math.Min(Interlocked.Increment(ref next), bodies.Length - 1)]);
    }

    /// <summary>The pair of that number; secrets are called request-1, refresh-1 and so on.</summary>
    public string TokenReply()
    {
        var number = Interlocked.Increment(ref _pairs);
        return JsonSerializer.Serialize(new
        {
            code = "00",
            datas = new
            {
                requestSecret = $"request-{number}",
                requestSecretEndTime = (Clock.GetUtcNow() + SecretLife).ToUnixTimeMilliseconds(),
                refreshSecret = $"refresh-{number}",
                refreshSecretEndTime = (Clock.GetUtcNow() + RefreshLife).ToUnixTimeMilliseconds(),
            },
        });
    }

    public static Task WriteAsync(HttpContext http, string body)
    {
        http.Response.ContentType = "application/json;charset=UTF-8";
        return http.Response.WriteAsync(body);
    }

    /// <summary>Never answers, until the asker hangs up.</summary>
    public static async Task HangAsync(HttpContext http)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The asker has hung up.
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync() : FormCollection.Empty;
        var call = new StubCall(
            http.Request.Method,
            http.Request.Path,
            form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal),
            http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        _calls.Enqueue(call);
        http.Response.Headers.Date = Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        await (call.IsToken ? Token(call, http) : Business(call, http));
    }
}

internal sealed record StubCall(string Method, string Path, Dictionary<string, string> Form, Dictionary<string, string> Headers)
{
    public bool IsToken => Path is GatewayStub.ByKey or GatewayStub.BySecret;
}
