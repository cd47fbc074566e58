using System.Net;
using System.Text;
using System.Text.Json;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Tests.Checks;

/// <summary>The check for other departments' machines: signature, replay, rights per field, quota, journal, and its description.</summary>
public sealed class MachineCheckTests : IAsyncLifetime
{
    private const string HousingFund = "demo-gongjijin";

    private RegistryHost _host = null!;
    private Act _marriage = null!;

    public async Task InitializeAsync()
    {
        _host = await RegistryHost.StartDemoAsync();
        _marriage = await new CoupleLife(_host).AddAsync(RegistrationKind.Marriage, "2020-06-01");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Answer_NamesWhatWasCompared_AndStandsInTheJournal()
    {
        var answer = await CheckCaller.MachineAsync(_host, _marriage.ManCode, new(null, "示例九", null, _marriage.Shown.RegisteredOn));

        answer.Status.ShouldBe(HttpStatusCode.OK);
        Texts(answer.Json.GetProperty("compared")).ShouldBe(["name_man", "op_date"]);
        Texts(answer.Json.GetProperty("differing")).ShouldBe(["name_man"]);
        _host.Query("SELECT client_kind, client, outcome, differing, answer_id FROM scan")
            .ShouldHaveSingleItem().ShouldBe(["machine", CheckCaller.Department, "differs", "name_man", answer.Json.GetProperty("answerId").GetString()]);
    }

    [Fact]
    public async Task SignedByNobodyKnown_Is401AndKept()
    {
        var body = CheckCaller.Form(_marriage.ManCode, _marriage.Shown);
        var altered = CheckCaller.Machine(_host, body);
        altered.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(CheckCaller.Form(_marriage.WomanCode, _marriage.Shown)));
        var bare = new HttpRequestMessage(HttpMethod.Post, CheckCaller.MachinePath) { Content = new StringContent("{}") };

        foreach (var request in new[]
        {
            CheckCaller.Machine(_host, body, secret: "wrong"), CheckCaller.Machine(_host, body, department: "nobody"),
            CheckCaller.Machine(_host, body, nonce: "short"), altered, bare,
        })
        {
            await RefusedAsync(request, HttpStatusCode.Unauthorized, "signature");
        }

        _host.Query("SELECT DISTINCT client_kind, client, outcome, reason, count(*) FROM scan").ShouldHaveSingleItem().ShouldBe(["machine", null, "refused", "signature", 5L]);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task ClockOff_Is401(int seconds) => await RefusedAsync(
        CheckCaller.Machine(_host, CheckCaller.Form(_marriage.ManCode, _marriage.Shown), at: _host.Clock.GetUtcNow().AddSeconds(seconds)),
        HttpStatusCode.Unauthorized,
        "clock");

    [Fact]
    public async Task SameCallAgain_Is401WithoutAnswer_AndKept()
    {
        var body = CheckCaller.Form(_marriage.ManCode, _marriage.Shown);
        var nonce = new string('a', 32);
        (await _host.Gateway.SendAsync(CheckCaller.Machine(_host, body, nonce: nonce))).Status.ShouldBe(HttpStatusCode.OK);

        var again = await RefusedAsync(CheckCaller.Machine(_host, body, nonce: nonce), HttpStatusCode.Unauthorized, "replayed");

        again.Body.ShouldNotContain("agrees");
        _host.Query("SELECT outcome, reason FROM scan ORDER BY id").ShouldBe([["agrees", null], ["refused", "replayed"]]);
        _host.Query("SELECT used FROM quota_use").ShouldHaveSingleItem()[0].ShouldBe(1L);
    }

    [Fact]
    public async Task SameCallManyTimesAtOnce_IsAnsweredOnce()
    {
        var body = CheckCaller.Form(_marriage.ManCode, _marriage.Shown);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _host.Gateway.SendAsync(CheckCaller.Machine(_host, body, nonce: new string('b', 32)))));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task FieldWithoutRight_Is403_AndItsOwnFieldsAreCompared()
    {
        var shown = _marriage.Shown;
        await RefusedAsync(CheckCaller.Machine(_host, CheckCaller.Form(_marriage.ManCode, shown), HousingFund), HttpStatusCode.Forbidden, "field");

        var answer = await CheckCaller.MachineAsync(_host, _marriage.ManCode, shown with { ManName = null, WomanName = null }, HousingFund);

        answer.Json.GetProperty("outcome").GetString().ShouldBe("agrees");
        _host.Query("SELECT client, outcome, reason FROM scan ORDER BY id").ShouldBe([[HousingFund, "refused", "field"], [HousingFund, "agrees", null]]);
    }

    [Fact]
    public async Task QuotaUsedUp_Is429UntilTheNextChineseDay_AlsoAfterARestart()
    {
        var directory = RegistryHost.NewDirectory();
        var clock = new TestClock();
        clock.Set(new DateTimeOffset(2026, 3, 2, 15, 50, 0, TimeSpan.Zero)); // 23:50 in China
        string[] settings =
        [
            "--Checks:Clients:0:Key=test", "--Checks:Clients:0:Secret=demo-check-secret-test", "--Checks:Clients:0:DailyQuota=3", "--Checks:Clients:0:Fields:0=op_date",
        ];
        async Task AskAsync(RegistryHost host, HttpStatusCode status) => (await CheckCaller.MachineAsync(
            host, CoupleLife.UnknownCode(), new(null, null, null, new DateOnly(2020, 6, 1)), "test")).Status.ShouldBe(status);

        await using (var before = await RegistryHost.StartAsync(directory, settings, clock, keepDirectory: true))
        {
            await AskAsync(before, HttpStatusCode.OK);
            await AskAsync(before, HttpStatusCode.OK);
        }

        await using var after = await RegistryHost.StartAsync(directory, settings, clock);
        await AskAsync(after, HttpStatusCode.OK);
        await AskAsync(after, HttpStatusCode.TooManyRequests);
        clock.Set(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero));
        await AskAsync(after, HttpStatusCode.OK);
        after.Query("SELECT count(*) FROM scan WHERE reason = 'quota'")[0][0].ShouldBe(1L);
    }

    [Fact]
    public async Task JournalCannotBeWritten_NoAnswer()
    {
        _host.Query("CREATE TRIGGER refuse BEFORE INSERT ON scan BEGIN SELECT RAISE(ABORT, 'no'); END");

        var answer = await RefusedAsync(CheckCaller.Machine(_host, CheckCaller.Form(_marriage.ManCode, _marriage.Shown)), HttpStatusCode.ServiceUnavailable, "unavailable");

        answer.Body.ShouldContain("系统繁忙");
        _host.Query("SELECT count(*) FROM quota_use")[0][0].ShouldBe(0L);
    }

    [Fact]
    public void Journal_CannotBeChangedOrThinnedOut()
    {
        _host.Query("INSERT INTO scan (at, client_kind, outcome) VALUES (1, 'port', 'agrees')");

        Should.Throw<Microsoft.Data.Sqlite.SqliteException>(() => _host.Query("UPDATE scan SET outcome = 'differs'"));
        Should.Throw<Microsoft.Data.Sqlite.SqliteException>(() => _host.Query("DELETE FROM scan"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"code":"X"}""")]
    [InlineData("""{"code":"X","cert_no":null}""")]
    [InlineData("""{"code":" ","cert_no":"J1"}""")]
    [InlineData("""{"code":"X","cert_no":"J1","other":"1"}""")]
    [InlineData("""{"code":"X","cert_no":{"a":"b"}}""")]
    [InlineData("""{"code":"X","cert_no":1}""")]
    [InlineData("""{"code":"X","code":"Y","cert_no":"J1"}""")]
    [InlineData("""{"code":"X","op_date":"2020-02-30"}""")]
    [InlineData("""{"code":"X","name_man":"\ud800"}""")]
    [InlineData("""{"code":"X","name_man":"···"}""")]
    [InlineData("""{"code":"X","cert_no":"\u0000"}""")]
    public async Task SignedBodyThatIsNoCheck_Is400(string body) =>
        await RefusedAsync(CheckCaller.MachineRaw(_host, Encoding.UTF8.GetBytes(body)), HttpStatusCode.BadRequest, "body");

    [Fact]
    public async Task BytesThatAreNoText_Are400()
    {
        byte[] body = [.. "{\"code\":\"X\",\"name_man\":\""u8, 0xFF, 0xFE, .. "\"}"u8];

        await RefusedAsync(CheckCaller.MachineRaw(_host, body), HttpStatusCode.BadRequest, "body");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TooLarge_Is413(bool chunked)
    {
        var request = CheckCaller.MachineRaw(_host, new byte[10 * 1024 * 1024]);
        request.Headers.TransferEncodingChunked = chunked;

        await RefusedAsync(request, HttpStatusCode.RequestEntityTooLarge, "tooLarge");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task OtherMethods_Are405(string method) =>
        await RefusedAsync(new HttpRequestMessage(new HttpMethod(method), CheckCaller.MachinePath), HttpStatusCode.MethodNotAllowed, "method");

    [Fact]
    public async Task Description_SaysWhatTheServiceDoes()
    {
        var description = JsonDocument.Parse(await _host.Http.GetStringAsync("/checks/openapi.json")).RootElement;
        var schemas = description.GetProperty("components").GetProperty("schemas");
        var call = description.GetProperty("paths").GetProperty(CheckCaller.MachinePath).GetProperty("post");

        // Whatever the description lets a department send is understood, and nothing else.
        var sent = schemas.GetProperty("Certificate").GetProperty("properties").EnumerateObject().Select(p => p.Name).ToList();
        sent.ShouldBe([.. CheckCaller.Form("X", _marriage.Shown).Keys]);
        call.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString())
            .ShouldBe(CheckCaller.Machine(_host, new { }).Headers.Select(h => h.Key));

        // What answers hold is what is described.
        var answer = (await CheckCaller.MachineAsync(_host, _marriage.ManCode, _marriage.Shown)).Json;
        answer.EnumerateObject().Select(p => p.Name).ShouldBe(schemas.GetProperty("Answer").GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Texts(schemas.GetProperty("Answer").GetProperty("properties").GetProperty("outcome").GetProperty("enum"))
            .ShouldBe(Enum.GetValues<MarriageRegistry.Checks.CheckOutcome>().Select(MarriageRegistry.Checks.CheckOutcomes.ToWord));
        Texts(schemas.GetProperty("Field").GetProperty("enum")).ShouldBe(MarriageRegistry.Checks.CheckField.All);
        call.GetProperty("responses").EnumerateObject().Select(r => r.Name).ShouldBe(["200", "400", "401", "403", "405", "413", "429", "503"]);
    }

    private async Task<Answer> RefusedAsync(HttpRequestMessage request, HttpStatusCode status, string code)
    {
        var answer = await _host.Gateway.SendAsync(request);
        answer.Status.ShouldBe(status, answer.Body);
        answer.Json.GetProperty("code").GetString().ShouldBe(code);
        answer.Json.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        return answer;
    }

    private static IReadOnlyList<string> Texts(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];
}
