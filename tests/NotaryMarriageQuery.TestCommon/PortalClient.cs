using System.Net;
using System.Net.Sockets;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using NotaryMarriageQuery.AppHost;
using NotaryMarriageQuery.Core.Accounts;

namespace NotaryMarriageQuery.TestCommon;

/// <summary>A browser without a screen: keeps cookies, does not follow redirects, connects from its workstation's address.</summary>
public sealed class PortalClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    public PortalClient(Uri portal, IPAddress workstation, TimeProvider clock)
    {
        _clock = clock;
        _http = new HttpClient(MakeHandler(workstation, Cookies)) { BaseAddress = portal };
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The underlying client, for requests that a browser would not make.</summary>
    public HttpClient Http => _http;

    public Task<PortalPage> GetAsync(string url) => SendAsync(new HttpRequestMessage(HttpMethod.Get, url));

    /// <summary>Opens a page and posts its form with the page's antiforgery token.</summary>
    public async Task<PortalPage> PostAsync(string url, Dictionary<string, string> fields, string? formPage = null)
    {
        var page = await GetAsync(formPage ?? url);
        var form = new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = page.Token ?? "" };
        if (page.Html.QuerySelector("input[name=Revision]")?.GetAttribute("value") is { } revision)
        {
            form.TryAdd("Revision", revision);
        }

        return await PostRawAsync(url, form);
    }

    /// <summary>Posts exactly these fields.</summary>
    public Task<PortalPage> PostRawAsync(string url, IEnumerable<KeyValuePair<string, string>> fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(fields) });

    /// <summary>Opens a page and posts its form with a file, as a browser does.</summary>
    public async Task<PortalPage> PostFileAsync(string url, Dictionary<string, string> fields, string field, byte[] content, string fileName = "letter.pdf", string type = "application/pdf", string? formPage = null)
    {
        var page = await GetAsync(formPage ?? url);
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = page.Token ?? "" })
        {
            form.Add(new StringContent(value), name);
        }

        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(type);
        form.Add(file, field, fileName);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = form };

        // The portal may refuse a large body before it has come.
        request.Headers.ExpectContinue = content.Length > 1024 * 1024;
        return await SendAsync(request);
    }

    public async Task<PortalPage> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new PortalPage(response.StatusCode, response.Headers.Location?.ToString(), body, response.Headers);
    }

    /// <summary>Signs a demo person in, both steps; the page is the answer to the second.</summary>
    public async Task<PortalPage> SignInAsync(string account, string person, string password = DemoData.Password, string? code = null)
    {
        var first = await PostAsync("/account/sign-in", new() { ["Account"] = account, ["Password"] = password });
        if (first.Status != HttpStatusCode.Redirect)
        {
            return first;
        }

        var verify = await GetAsync("/account/verify");
        var fields = new Dictionary<string, string> { ["Code"] = code ?? CodeOf(person), ["__RequestVerificationToken"] = verify.Token ?? "" };
        if (verify.Html.QuerySelector("select[name=OperatorId]") is IHtmlSelectElement people)
        {
            fields["OperatorId"] = people.Options.First(o => o.Text == person).Value;
        }

        return await PostRawAsync("/account/verify", fields);
    }

    /// <summary>The code that a demo person's authenticator shows now.</summary>
    public string CodeOf(string person) => Totp.CodeAt(Totp.FromBase32(DemoData.TotpOf(person)), _clock.GetUtcNow());

    /// <summary>Fills in the lookup form; fields given here override a right one for case 9001.</summary>
    public Task<PortalPage> LookUpAsync(Dictionary<string, string>? fields = null) => PostAsync("/queries/new", LookUpForm(fields));

    /// <summary>A right lookup form for case 9001, overridden by these fields.</summary>
    public static Dictionary<string, string> LookUpForm(Dictionary<string, string>? fields = null)
    {
        var form = new Dictionary<string, string>
        {
            ["CaseNumber"] = "(2026)示受字第9001号",
            ["Matter"] = "继承权公证",
            ["Name"] = "示例一",
            ["IdNumber"] = "339999199001010013",
            ["Ground"] = "PartyConsent",
        };
        foreach (var (name, value) in fields ?? [])
        {
            form[name] = value;
        }

        return form;
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler MakeHandler(IPAddress workstation, CookieContainer cookies) => new()
    {
        AllowAutoRedirect = false,
        CookieContainer = cookies,
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(workstation, 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}

/// <summary>An answer of the portal, parsed.</summary>
public sealed class PortalPage(HttpStatusCode status, string? location, string body, System.Net.Http.Headers.HttpResponseHeaders headers)
{
    private IHtmlDocument? _html;

    public HttpStatusCode Status => status;

    /// <summary>Where a redirect leads.</summary>
    public string? Location => location;

    public string Body => body;

    public System.Net.Http.Headers.HttpResponseHeaders Headers => headers;

    public IHtmlDocument Html => _html ??= new HtmlParser().ParseDocument(body);

    /// <summary>Antiforgery token of the page's main form.</summary>
    public string? Token => (Html.QuerySelector("main form input[name=__RequestVerificationToken]") ?? Html.QuerySelector("input[name=__RequestVerificationToken]"))?.GetAttribute("value");

    /// <summary>Message at a field, or null.</summary>
    public string? ErrorAt(string field) => Html.GetElementById(field + "-error")?.TextContent;

    /// <summary>Texts of the error summary.</summary>
    public IReadOnlyList<string> Errors => [.. Html.QuerySelectorAll(".errors li").Select(e => e.TextContent)];
}
