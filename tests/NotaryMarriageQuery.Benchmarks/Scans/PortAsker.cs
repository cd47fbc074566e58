using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using MarriageRegistry.Booklets;
using MarriageRegistry.Checks;

namespace NotaryMarriageQuery.Benchmarks.Scans;

/// <summary>A person who signed in at the scan port through the demonstration provider.</summary>
internal sealed partial class PortAsker : IAsker
{
    private readonly HttpClient _http;
    private string _token = "";

    private PortAsker(Uri registry) =>
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = registry };

    public static async Task<IAsker> StartAsync(WebApplication registry)
    {
        var asker = new PortAsker(new Uri(registry.Urls.First()));
        var provider = (await asker._http.GetAsync("/scan/enter")).Headers.Location!;
        var choice = await asker._http.GetStringAsync(provider);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Person"] = "0", ["Result"] = "high", ["__RequestVerificationToken"] = TokenIn(choice) });
        var back = (await asker._http.PostAsync(provider, form)).Headers.Location!;
        await asker._http.GetAsync(back);
        asker._token = TokenIn(await asker._http.GetStringAsync("/scan/check"));
        return asker;
    }

    public async Task<double> AskAsync(BookletCode code, ShownCertificate shown)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Form"] = RandomNumberGenerator.GetHexString(32, lowercase: true),
            ["__RequestVerificationToken"] = _token,
            ["Code"] = code.Value,
            ["CertificateNumber"] = shown.CertificateNumber!,
            ["ManName"] = shown.ManName!,
            ["WomanName"] = shown.WomanName!,
            ["RegistrationDate"] = shown.RegisteredOn!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });
        var start = Stopwatch.GetTimestamp();
        using var response = await _http.PostAsync("/scan/check", form);
        var spent = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        ScanBenchmark.Expect(response.Headers.Location?.OriginalString.StartsWith("/scan/answers/", StringComparison.Ordinal) == true);
        return spent;
    }

    public void Dispose() => _http.Dispose();

    // The demo page's forms: the last token is that of the page's own form.
    private static string TokenIn(string page) => TokenPattern().Matches(page)[^1].Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
