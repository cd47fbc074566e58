using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MarriageRegistry.Booklets;
using MarriageRegistry.Checks;

namespace NotaryMarriageQuery.Benchmarks.Scans;

/// <summary>A department's machine.</summary>
internal sealed class MachineAsker : IAsker
{
    private const string Path = "/checks/certificates";
    private const string Client = "demo-budongchan";
    private static readonly byte[] _secret = Encoding.UTF8.GetBytes("demo-check-secret-" + Client);

    private readonly HttpClient _http;

    private MachineAsker(Uri registry) => _http = new HttpClient { BaseAddress = registry };

    public static Task<IAsker> StartAsync(WebApplication registry) => Task.FromResult<IAsker>(new MachineAsker(new Uri(registry.Urls.First())));

    public async Task<double> AskAsync(BookletCode code, ShownCertificate shown)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
        {
            ["code"] = code.Value,
            ["cert_no"] = shown.CertificateNumber!,
            ["name_man"] = shown.ManName!,
            ["name_woman"] = shown.WomanName!,
            ["op_date"] = shown.RegisteredOn!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });
        var time = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(32);
        var signed = $"POST\n{Path}\n{time}\n{nonce}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Client", Client);
        request.Headers.Add("X-Timestamp", time);
        request.Headers.Add("X-Nonce", nonce);
        request.Headers.Add("X-Signature", Convert.ToBase64String(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(signed))));
        var start = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        var spent = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        ScanBenchmark.Expect(answer.Contains("\"agrees\"", StringComparison.Ordinal));
        return spent;
    }

    public void Dispose() => _http.Dispose();
}
