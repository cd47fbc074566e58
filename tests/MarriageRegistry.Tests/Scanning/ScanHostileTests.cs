using System.Net;
using System.Text;
using MarriageRegistry.Registrations;
using MarriageRegistry.Tests.Checks;

namespace MarriageRegistry.Tests.Scanning;

/// <summary>Whatever is sent, a sentence comes back and never 500; and where no provider is set, there is no port.</summary>
public sealed class ScanHostileTests : IClassFixture<ScanHostileTests.Fixture>
{
    private readonly Fixture _fixture;

    public ScanHostileTests(Fixture fixture) => _fixture = fixture;

    [Theory]
    [InlineData("Code", "")]
    [InlineData("Code", " ")]
    [InlineData("CertificateNumber", "")]
    [InlineData("CertificateNumber", "\u0001")]
    [InlineData("ManName", "")]
    [InlineData("ManName", "···")]
    [InlineData("WomanName", "\uFFFE\u0001")]
    [InlineData("RegistrationDate", "")]
    [InlineData("RegistrationDate", "2020-02-30")]
    [InlineData("RegistrationDate", "昨天")]
    public async Task FieldMissingOrMalformed_Is400AtTheField_AndKeepsWhatWasTyped(string field, string value)
    {
        var form = await _fixture.Person.FormAsync("ABCDE", _fixture.Marriage.Shown);
        form[field] = value;

        var page = await _fixture.Person.PostAsync("/scan/check", form);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Body.ShouldContain($"id=\"{field}-error\"");
        page.Body.ShouldContain($"href=\"#{field}\"");
        foreach (var other in new[] { "CertificateNumber", "ManName", "WomanName" }.Where(f => f != field))
        {
            page.Body.ShouldContain($"value=\"{form[other]}\"");
        }
    }

    [Fact]
    public async Task FieldFarTooLong_Is400()
    {
        foreach (var field in new[] { "Code", "CertificateNumber", "ManName", "WomanName", "RegistrationDate" })
        {
            var form = await _fixture.Person.FormAsync("ABCDE", _fixture.Marriage.Shown);
            form[field] = new string('示', 2000);

            (await _fixture.Person.PostAsync("/scan/check", form)).Status.ShouldBe(HttpStatusCode.BadRequest, field);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcde'")]
    public async Task FormNumberOfAnotherForm_Is400(string number)
    {
        var form = await _fixture.Person.FormAsync("ABCDE", _fixture.Marriage.Shown);
        form["Form"] = number;

        (await _fixture.Person.PostAsync("/scan/check", form)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "Code=%ED%A0%80&Form=%FF")]
    [InlineData("application/x-www-form-urlencoded", "%")]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nbroken")]
    [InlineData("multipart/form-data", "x")]
    [InlineData("text/plain; charset=no-such", "x")]
    public async Task BodyOfAnotherKind_IsRefusedAndNever500(string type, string body)
    {
        foreach (var path in new[] { "/scan/check", "/scan/sign-out", "/scan/sign-in", "/demo/identity/authorize", "/demo/identity/token" })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_fixture.Host.Http.BaseAddress!, path)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

            ((int)(await _fixture.Person.SendAsync(request)).Status).ShouldBeInRange(400, 499, path);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TenMegabytes_AreRefused(bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_fixture.Host.Http.BaseAddress!, "/scan/check"))
        {
            Content = new StringContent("Code=" + new string('a', 10 * 1024 * 1024), Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.TransferEncodingChunked = chunked;

        ((int)(await _fixture.Person.SendAsync(request)).Status).ShouldBeInRange(400, 499);
    }

    [Theory]
    [InlineData("GET", "/scan/answers/..%2f..%2f")]
    [InlineData("GET", "/scan/answers/'%20OR%201=1%20--%20aaaaaaaaaaaaaaa")]
    [InlineData("GET", "/scan/assets/..%2fopenapi.json")]
    [InlineData("GET", "/scan/assets/nothing.js")]
    [InlineData("GET", "/scan/signed-in")]
    [InlineData("GET", "/scan/signed-in?code=x&state=x")]
    [InlineData("GET", "/scan/signed-in?error=access_denied&state=x")]
    [InlineData("POST", "/scan/signed-in")]
    [InlineData("PUT", "/scan/check")]
    [InlineData("DELETE", "/scan")]
    [InlineData("POST", "/scan/enter")]
    [InlineData("GET", "/scan/sign-in?problem=%3Cscript%3E")]
    [InlineData("GET", "/demo/identity/authorize")]
    [InlineData("GET", "/demo/identity/authorize?client_id=x&client_id=y")]
    [InlineData("GET", "/demo/identity/authorize?client_id=demo-scan-port&response_type=code&redirect_uri=https%3A%2F%2Fexample.org&state=x&nonce=x&code_challenge_method=S256&code_challenge=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("GET", "/demo/identity/token")]
    public async Task OddAddress_IsNever500AndLeadsNowhereElse(string method, string path)
    {
        var page = await _fixture.Person.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(_fixture.Host.Http.BaseAddress!, path)));

        ((int)page.Status).ShouldBeLessThan(500);
        page.Body.ShouldNotContain("<script>");
        page.Response.Headers.Location?.OriginalString.ShouldStartWith("/scan");
    }

    [Fact]
    public async Task OutsideDemoMode_WithoutProvider_ThereIsNoPortAndNoDemonstration()
    {
        await using var host = await RegistryHost.StartPlainAsync(RegistryHost.NewDirectory());
        using var person = new PortCaller(host);
        foreach (var path in new[] { "/scan", "/scan/sign-in", "/scan/enter", "/scan/check", "/demo/identity/authorize", "/demo/identity/keys" })
        {
            (await person.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task ProviderOutOfReach_SendsNobodyIn()
    {
        await using var host = await RegistryHost.StartAsync(
            RegistryHost.NewDirectory(),
            ["--Scan:Authority=https://127.0.0.1:1", "--Scan:ClientId=x", "--Scan:AcceptedAssurance:0=high", "--Scan:PersonKey=0123456789abcdef0123456789abcdef"]);
        using var person = new PortCaller(host);

        (await person.GetAsync("/scan/sign-in")).Status.ShouldBe(HttpStatusCode.OK);
        (await person.GetAsync("/scan/enter")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await person.GetAsync("/demo/identity/authorize")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("--Scan:Authority=https://example.org")]
    [InlineData("--Scan:PerPersonAndDay=0")]
    [InlineData("--Checks:Clients:0:Key=x")]
    public async Task HalfASetting_IsRefusedAtTheStart(string setting) =>
        await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => RegistryHost.StartAsync(RegistryHost.NewDirectory(), [setting]));

    public sealed class Fixture : IAsyncLifetime
    {
        public RegistryHost Host { get; private set; } = null!;

        public Act Marriage { get; private set; } = null!;

        public PortCaller Person { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Host = await PortCaller.StartHostAsync("--Scan:UnknownCodes=1000", "--Scan:PerPersonAndDay=1000");
            Marriage = await new CoupleLife(Host).AddAsync(RegistrationKind.Marriage, "2020-06-01");
            Person = new PortCaller(Host);
            await Person.SignInAsync();
        }

        public async Task DisposeAsync()
        {
            Person.Dispose();
            await Host.DisposeAsync();
        }
    }
}
