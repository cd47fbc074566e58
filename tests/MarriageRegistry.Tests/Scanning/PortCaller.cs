using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MarriageRegistry.Checks;

namespace MarriageRegistry.Tests.Scanning;

/// <summary>A page as a browser got it.</summary>
public sealed record PortPage(HttpStatusCode Status, string Body, Uri Address, HttpResponseMessage Response)
{
    public string? Outcome => Find("data-outcome=\"([a-z-]+)\"");

    public string? Find(string pattern) => Regex.Match(Body, pattern) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    public string? Field(string name) => Find($"name=\"{name}\"[^>]* value=\"([^\"]*)\"") ?? Find($"name=\"{name}\" type=\"hidden\" value=\"([^\"]*)\"");

    public string[] DifferingFields => [.. Regex.Matches(Body, "data-field=\"([a-z_]+)\"").Select(m => m.Groups[1].Value)];
}

/// <summary>A person with a browser at the scan port: keeps cookies, follows redirects one by one.</summary>
public sealed class PortCaller : IDisposable
{
    private readonly HttpClient _http;
    private readonly RegistryHost _host;

    public PortCaller(RegistryHost host)
    {
        _host = host;
        Cookies = new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = host.Http.BaseAddress };
    }

    public CookieContainer Cookies { get; }

    /// <summary>A demo registry whose clock begins at the real time: the client's cookies expire by that.</summary>
    public static Task<RegistryHost> StartHostAsync(params string[] settings)
    {
        var clock = new TestClock();
        clock.Set(DateTimeOffset.UtcNow);
        return RegistryHost.StartAsync(RegistryHost.NewDirectory(), ["--Demo:Enabled=true", .. settings], clock);
    }

    public async Task<PortPage> SendAsync(HttpRequestMessage request)
    {
        var response = await _http.SendAsync(request);
        return new PortPage(response.StatusCode, await response.Content.ReadAsStringAsync(), request.RequestUri!, response);
    }

    public Task<PortPage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(_http.BaseAddress!, path)));

    public Task<PortPage> PostAsync(string path, Dictionary<string, string> form, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_http.BaseAddress!, path)) { Content = new FormUrlEncodedContent(form) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return SendAsync(request);
    }

    public async Task<PortPage> FollowAsync(PortPage page)
    {
        while (page.Status == HttpStatusCode.Redirect)
        {
            page = await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(page.Address, page.Response.Headers.Location!)));
        }

        return page;
    }

    /// <summary>Goes to the demonstration provider and comes back; the answer to the address that it sends the browser to.</summary>
    public async Task<PortPage> SignInAsync(int person = 0, string result = "high") => await FollowAsync(await ChooseAsync(person, result));

    /// <summary>As far as the provider's redirect back.</summary>
    public async Task<PortPage> ChooseAsync(int person = 0, string result = "high")
    {
        var provider = await FollowAsync(await GetAsync("/scan/enter"));
        return await PostAsync(provider.Address.PathAndQuery, new()
        {
            ["Person"] = person.ToString(CultureInfo.InvariantCulture),
            ["Result"] = result,
            ["__RequestVerificationToken"] = provider.Field("__RequestVerificationToken")!,
        });
    }

    public async Task<Dictionary<string, string>> FormAsync(string code, ShownCertificate shown)
    {
        var page = await GetAsync("/scan/check");
        return new()
        {
            ["Form"] = page.Field("Form") ?? "",
            ["__RequestVerificationToken"] = page.Field("__RequestVerificationToken") ?? "",
            ["Code"] = code,
            ["CertificateNumber"] = shown.CertificateNumber ?? "",
            ["ManName"] = shown.ManName ?? "",
            ["WomanName"] = shown.WomanName ?? "",
            ["RegistrationDate"] = shown.RegisteredOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        };
    }

    public async Task<PortPage> ScanAsync(string code, ShownCertificate shown) => await FollowAsync(await PostAsync("/scan/check", await FormAsync(code, shown)));

    /// <summary>The outcome in the words of the other doors.</summary>
    public async Task<string> CheckAsync(string code, ShownCertificate shown)
    {
        var page = await ScanAsync(code, shown);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        return page.Outcome switch
        {
            "match" => "agrees",
            "mismatch" => "differs " + string.Join(',', page.DifferingFields),
            "void" => page.Body.Contains("已作废（更正）", StringComparison.Ordinal) ? "voided correction" : "voided reissue",
            "status-changed" => page.Body.Contains("已被撤销", StringComparison.Ordinal) ? "statusChanged annulled" : "statusChanged divorced",
            "unknown" => "unknownCode",
            _ => page.Body,
        };
    }

    public void Dispose() => _http.Dispose();
}
