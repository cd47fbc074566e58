using System.Net;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Tests.Checks;

/// <summary>The notary's check at the gateway: for the portal's key alone, all fields, quota and both journals.</summary>
public sealed class GatewayCheckTests : IAsyncLifetime
{
    private const string RequestId = "0123456789abcdef0123456789abcdef";

    private RegistryHost _host = null!;
    private Act _marriage = null!;

    public async Task InitializeAsync()
    {
        _host = await RegistryHost.StartDemoAsync();
        _marriage = await new CoupleLife(_host).AddAsync(RegistrationKind.Marriage, "2020-06-01");
        await _host.Gateway.StartAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Answer_IsAnObjectWithItsId_AndStandsInBothJournals()
    {
        var form = CheckCaller.Form(_marriage.ManCode, _marriage.Shown with { ManName = "示例九" });
        foreach (var (name, value) in _host.Gateway.Sign(_host.Gateway.RequestSecret))
        {
            form[name] = value;
        }

        var answer = await _host.Gateway.PostAsync(CheckCaller.GatewayPath, form, ("X-Request-Id", RequestId));

        (answer.Code, answer.Count).ShouldBe(("00", 1));
        answer.Datas.GetProperty("success").GetBoolean().ShouldBeTrue();
        answer.Datas.GetProperty("answerId").GetString().ShouldBe(answer.AnswerId);
        _host.Query("SELECT request_id, answer_id, service, last_four, result_count FROM answered_lookup")
            .ShouldHaveSingleItem().ShouldBe([RequestId, answer.AnswerId, "hyzewmhy00000001", "", 1L]);
        _host.Query("SELECT client_kind, client, person, outcome, differing, length(code_hash) FROM scan")
            .ShouldHaveSingleItem().ShouldBe(["gateway", GatewayCaller.DemoKey, null, "differs", "name_man", 64L]);
    }

    [Fact]
    public async Task AnswerAndJournal_HoldNothingOfTheCoupleAndNoCode()
    {
        var answer = await CheckCaller.GatewayAsync(_host, _marriage.ManCode, _marriage.Shown with { RegisteredOn = new DateOnly(2020, 1, 1) });

        var journal = string.Join('|', _host.Query("SELECT * FROM scan").Single());
        foreach (var secret in new[] { _marriage.ManCode, _marriage.WomanCode, "示例", "3301991988", "J339999", "2020-06-01" })
        {
            answer.Body.ShouldNotContain(secret);
            journal.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task JsonBodyWithSignatureInHeaders_IsAnsweredToo()
    {
        var answer = await CheckCaller.GatewayJsonAsync(_host, CheckCaller.Form(_marriage.WomanCode, _marriage.Shown));

        (answer.Code, answer.Datas.GetProperty("outcome").GetString()).ShouldBe(("00", "agrees"));
    }

    [Fact]
    public async Task OtherKeys_AreNotAdmitted_AndNothingIsChecked()
    {
        await _host.Gateway.StartAsync("demo0000000000000000000000000002", "demosecret0000000000000000000002");

        var answer = await CheckCaller.GatewayAsync(_host, _marriage.ManCode, _marriage.Shown);

        answer.Code.ShouldBe("17");
        _host.Query("SELECT count(*) FROM scan")[0][0].ShouldBe(0L);
    }

    [Theory]
    [InlineData("name_man", "name_woman")]
    [InlineData("name_woman", "name_man")]
    public async Task OneNameSuffices_NoneOrTwoOfOneDoNot(string given, string other)
    {
        var form = CheckCaller.Form(_marriage.ManCode, _marriage.Shown).Concat(_host.Gateway.Sign(_host.Gateway.RequestSecret)).ToDictionary();

        (await _host.Gateway.PostAsync(CheckCaller.GatewayPath, form.Where(f => f.Key != other))).Datas.GetProperty("outcome").GetString().ShouldBe("agrees");
        (await _host.Gateway.PostAsync(CheckCaller.GatewayPath, form.Where(f => f.Key != other && f.Key != given))).Code.ShouldBe("01");
        (await _host.Gateway.PostAsync(CheckCaller.GatewayPath, form.Append(new(given, form[given])))).Code.ShouldBe("01");
        (await _host.Gateway.PostAsync(CheckCaller.GatewayPath, new Dictionary<string, string>(form) { [given] = "···" })).Code.ShouldBe("01");
    }

    [Theory]
    [InlineData("code")]
    [InlineData("cert_no")]
    [InlineData("op_date")]
    public async Task ParameterMissingBlankOrTwice_Answers01(string name)
    {
        var form = CheckCaller.Form(_marriage.ManCode, _marriage.Shown).Concat(_host.Gateway.Sign(_host.Gateway.RequestSecret)).ToDictionary();

        (await _host.Gateway.PostAsync(CheckCaller.GatewayPath, form.Append(new(name, form[name])))).Code.ShouldBe("01");
        (await _host.Gateway.PostAsync(CheckCaller.GatewayPath, form.Where(f => f.Key != name))).Code.ShouldBe("01");
        (await _host.Gateway.PostAsync(CheckCaller.GatewayPath, new Dictionary<string, string>(form) { [name] = " " })).Code.ShouldBe("01");
        _host.Query("SELECT count(*) FROM scan")[0][0].ShouldBe(0L);
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    [InlineData("""{"code":{"a":1}}""")]
    [InlineData("""{"code":"\ud800"}""")]
    [InlineData("""{"code":"X","cert_no":"J1","name_man":1,"name_woman":"示例七","op_date":"2020-06-01"}""")]
    [InlineData("""{"op_date":"2020-02-30"}""")]
    [InlineData("")]
    public async Task JsonThatIsNone_Answers01(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, CheckCaller.GatewayPath) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };

        var answer = await _host.Gateway.SendAsync(request, [.. _host.Gateway.Sign(_host.Gateway.RequestSecret).Select(p => (p.Key, p.Value))]);

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.OK, "01"));
    }

    [Fact]
    public async Task JournalCannotBeWritten_NoAnswerAndNoQuota()
    {
        _host.Query("CREATE TRIGGER refuse BEFORE INSERT ON scan BEGIN SELECT RAISE(ABORT, 'no'); END");
        var refused = await CheckCaller.GatewayAsync(_host, _marriage.ManCode, _marriage.Shown);
        _host.Query("DROP TRIGGER refuse");
        var answered = await CheckCaller.GatewayAsync(_host, _marriage.ManCode, _marriage.Shown);

        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "99"));
        refused.Body.ShouldNotContain("agrees");
        answered.Code.ShouldBe("00");
        _host.Query("SELECT used FROM quota_use").ShouldHaveSingleItem()[0].ShouldBe(1L);
    }

    [Theory]
    [InlineData("man_name = '示例十一', man_name_key = '示例十一'")]
    [InlineData("registered_on = '2020-06-02'")]
    [InlineData("woman_id_number = '330199198902020125'")]
    public async Task RegistrationIsNotWhatTheBookletWasMadeFrom_NeverAgrees(string change)
    {
        _host.Query($"UPDATE registration SET {change} WHERE id = {_marriage.Registration.Id}");

        var answer = await CheckCaller.GatewayAsync(_host, _marriage.ManCode, _marriage.Shown);

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "99"));
        _host.Query("SELECT outcome, answer_id FROM scan").ShouldHaveSingleItem().ShouldBe(["unavailable", null]);
    }

    [Fact]
    public async Task FaultOnOrder_FailsInsideTheEnvelope()
    {
        using var order = new StringContent("""{"mode":"innerFailure","count":1}""", System.Text.Encoding.UTF8, "application/json");
        (await _host.Http.PostAsync("/demo/faults", order)).EnsureSuccessStatusCode();

        var answer = await CheckCaller.GatewayAsync(_host, _marriage.ManCode, _marriage.Shown);

        answer.Code.ShouldBe("00");
        answer.Datas.GetProperty("success").GetBoolean().ShouldBeFalse();
        answer.Datas.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task BothReads_GoByAnIndex()
    {
        string Plan(string sql) => string.Join('\n', _host.Query("EXPLAIN QUERY PLAN " + sql).Select(r => (string)r[3]!));

        Plan("SELECT kind, state FROM (SELECT registration_id, state FROM booklet WHERE code = 'x') m JOIN registration ON registration.id = m.registration_id")
            .ShouldNotContain("SCAN");
        Plan("SELECT kind FROM registration WHERE man_id_number IN ('1','2') AND woman_id_number IN ('3','4') AND kind IN ('IB','ID') ORDER BY registered_on, id LIMIT 1")
            .ShouldNotContain("SCAN");
        await Task.CompletedTask;
    }
}
