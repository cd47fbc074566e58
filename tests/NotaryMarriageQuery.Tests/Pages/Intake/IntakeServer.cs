using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.Tests.Pages.Intake;

/// <summary>An institution's server: signs what it sends and connects from its address.</summary>
internal sealed class IntakeServer(PortalHost host, string institution = "shili-gzc", string address = "127.0.0.1", string? secret = null) : IDisposable
{
    private readonly PortalClient _client = host.Client(address);

    /// <summary>How far this server's clock is off.</summary>
    public TimeSpan ClockOff { get; init; }

    public string Secret { get; } = secret ?? DemoData.IntakeSecretOf(institution);

    public Task<IntakeReply> BeatAsync() => SendAsync(Sign("/api/intake/heartbeat", "{}"u8.ToArray()));

    public Task<IntakeReply> UploadAsync(params object[] cases) => UploadAsync(JsonSerializer.SerializeToUtf8Bytes(new { cases }));

    public Task<IntakeReply> UploadAsync(byte[] body) => SendAsync(Sign("/api/intake/cases", body));

    /// <summary>A signed call that a test may spoil before it is sent.</summary>
    public HttpRequestMessage Sign(string path, byte[] body, string? nonce = null, string? secret = null)
    {
        nonce ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var timestamp = $"{(host.Clock.GetUtcNow() + ClockOff).ToUnixTimeSeconds()}";

        // Written out once more, so that the signature of the contract is tested and not the code with itself.
        var text = $"POST\n{path}\n{timestamp}\n{nonce}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? Secret), Encoding.UTF8.GetBytes(text)));
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Institution", institution);
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Nonce", nonce);
        request.Headers.Add("X-Signature", signature);
        return request;
    }

    public async Task<IntakeReply> SendAsync(HttpRequestMessage request)
    {
        using var response = await _client.Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new IntakeReply(response.StatusCode, JsonDocument.Parse(body).RootElement, response.Headers.RetryAfter?.ToString());
    }

    /// <summary>A case as the contract writes it.</summary>
    public static object Case(string number, int version = 1, string status = "open", string matter = "继承权公证", string? certificate = null, params (string Name, string Id)[] parties) => new
    {
        caseNumber = number,
        version,
        matter,
        status,
        acceptedOn = "2026-01-05",
        certificateNumber = certificate,
        parties = (parties.Length > 0 ? parties : [("示例一", "339999199001010013")]).Select(p => new { name = p.Name, idNumber = p.Id }),
    };

    public void Dispose() => _client.Dispose();
}

/// <summary>What the portal answered.</summary>
internal sealed record IntakeReply(HttpStatusCode Status, JsonElement Body, string? RetryAfter)
{
    /// <summary>Code of a refusal.</summary>
    public string Code => Body.GetProperty("code").GetString()!;

    public (int Received, int Stored, int Unchanged, int Rejected) Counts => (
        Body.GetProperty("received").GetInt32(), Body.GetProperty("stored").GetInt32(), Body.GetProperty("unchanged").GetInt32(), Body.GetProperty("rejected").GetArrayLength());
}
