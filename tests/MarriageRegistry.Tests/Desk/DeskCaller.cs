using System.Net;
using System.Text.RegularExpressions;
using MarriageRegistry.Desk.Accounts;

namespace MarriageRegistry.Tests.Desk;

/// <summary>A registrar's browser: keeps cookies, fills the forms that the pages show.</summary>
public sealed class DeskCaller : IDisposable
{
    public const string Password = "Demo#2026-Query";
    public const string Registrar = "dengji-01";
    public const string Lead = "dengji-zhang";
    public const string OtherOffice = "dengji-02";

    private readonly RegistryHost _registry;

    public DeskCaller(RegistryHost registry)
    {
        _registry = registry;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = registry.Http.BaseAddress };
    }

    public HttpClient Http { get; }

    public static string CodeKeyOf(string account) => account switch
    {
        Registrar => "OJSWO2LTORZGC4RAOJSWO2LTORZGC4RA",
        Lead => "NRSWCZBANRSWCZBANRSWCZBANRSWCZBA",
        _ => "MZXXEZLJM5XCA33GMZUWGZJANRSWCZBA",
    };

    public string CodeOf(string account) => OneTimeCode.At(OneTimeCode.FromText(CodeKeyOf(account)), _registry.Clock.GetUtcNow());

    public static async Task<DeskCaller> SignedInAsync(RegistryHost registry, string account = Registrar)
    {
        var caller = new DeskCaller(registry);
        var response = await caller.SignInAsync(account, Password, caller.CodeOf(account));
        response.Status.ShouldBe(HttpStatusCode.Redirect);
        return caller;
    }

    public Task<PageAnswer> SignInAsync(string account, string password, string code) =>
        PostAsync("/desk/sign-in", [("Account", account), ("Password", password), ("Code", code)]);

    public async Task<PageAnswer> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await PageAnswer.OfAsync(response);
    }

    /// <summary>Opens the page, takes its hidden fields, fills in the given ones and sends the form.</summary>
    public async Task<PageAnswer> PostAsync(string path, (string Name, string Value)[] fields, string? to = null)
    {
        var page = await GetAsync(path);
        page.Status.ShouldBe(HttpStatusCode.OK, path);
        return await SendAsync(to ?? path, page.Hidden, fields);
    }

    public async Task<PageAnswer> SendAsync(string path, IReadOnlyDictionary<string, string> hidden, (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string>(hidden, StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        using var content = new FormUrlEncodedContent(form);
        using var response = await Http.PostAsync(path, content);
        return await PageAnswer.OfAsync(response);
    }

    /// <summary>Registers a marriage that must succeed; gives its id.</summary>
    public async Task<long> MarryAsync((string Name, string Id) man, (string Name, string Id) woman, string on = "2026-03-02", string remark = "")
    {
        var answer = await PostAsync("/desk/registrations/new", Marriage(man, woman, on, remark));
        answer.Status.ShouldBe(HttpStatusCode.Redirect, answer.Body);
        return answer.RegistrationId;
    }

    public static (string, string)[] Marriage((string Name, string Id) man, (string Name, string Id) woman, string on = "2026-03-02", string remark = "") =>
        [("ManName", man.Name), ("ManIdNumber", man.Id), ("WomanName", woman.Name), ("WomanIdNumber", woman.Id), ("RegisteredOn", on), ("Remark", remark)];

    public void Dispose() => Http.Dispose();
}

public sealed partial record PageAnswer(HttpStatusCode Status, string Body, string? Location, string? Policy)
{
    public long RegistrationId => long.Parse(Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);

    public IReadOnlyDictionary<string, string> Hidden
    {
        get
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (Match match in HiddenField().Matches(Body))
            {
                fields[match.Groups[1].Value] = WebUtility.HtmlDecode(match.Groups[2].Value);
            }

            return fields;
        }
    }

    /// <summary>Keys of the pages to print, in their order.</summary>
    public string[] Sheets => [.. Regex.Matches(Body, "data-page=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];

    public string[] SheetKinds => [.. Regex.Matches(Body, "data-kind=\"(\\w+)\" data-holder=\"(\\w+)\"").Select(m => $"{m.Groups[2].Value} {m.Groups[1].Value}")];

    public static async Task<PageAnswer> OfAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Location?.OriginalString,
        response.Headers.TryGetValues("Content-Security-Policy", out var policy) ? policy.Single() : null);


    [GeneratedRegex("<input (?:name=\"(?<1>__RequestVerificationToken)\" type=\"hidden\"|type=\"hidden\" name=\"(?<1>[^\"]+)\") value=\"(?<2>[^\"]*)\"")]
    private static partial Regex HiddenField();
}
