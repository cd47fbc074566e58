using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

public sealed class CivilAffairsRegistryTests : IAsyncLifetime
{
    private const string One =
        """{"code":"00","datas":[{"cert_num_man":"339999199001010013","op_type":"IA","op_date":"2018-05-20"}],"dataCount":1,"requestId":"r-1"}""";

    private readonly SteeredClock _clock = new();
    private GatewayStub _gateway = null!;
    private AdapterHost _adapter = null!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayStub.StartAsync();
        _adapter = AdapterHost.Create(_gateway.Url + "/", _clock);
    }

    public async Task DisposeAsync()
    {
        await _adapter.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task LookUp_Found_CarriesReplyAndItsNumber()
    {
        _gateway.Answer(One);

        var answer = (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>();

        answer.Records.ShouldHaveSingleItem().Kind.ShouldBe(RecordKind.Marriage);
        (answer.Calls, answer.ReplyNumber).ShouldBe((1, "r-1"));
        Encoding.UTF8.GetString(answer.ReplyBody.Span).ShouldBe(One);
        _adapter.Registry.IsReachable.ShouldBe(true);
        var call = _gateway.BusinessCalls.ShouldHaveSingleItem();
        call.Headers["X-Request-Id"].ShouldBe(new string('a', 32).Replace("aa", "ab", StringComparison.Ordinal));
        call.Headers.Keys.ShouldNotContain("Cookie");
        call.Headers.Keys.ShouldNotContain("traceparent");
        call.Form.Keys.ShouldBe(["appKey", "sign", "requestTime", "name_man", "cert_num_man"]);
    }

    [Fact]
    public async Task LookUp_PermitUsedTwice_AsksOnce()
    {
        var question = AdapterHost.About("示例一", "339999199001010013");
        var permit = _adapter.PermitFor(question);
        await _adapter.Registry.LookUpAsync(permit, question, CancellationToken.None);
        var calls = _gateway.BusinessCalls.Count;

        await Should.ThrowAsync<InvalidOperationException>(() => _adapter.Registry.LookUpAsync(permit, question, CancellationToken.None));

        _gateway.BusinessCalls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task LookUp_PermitOfAnotherQuestion_AsksNothing()
    {
        var permit = _adapter.PermitFor(AdapterHost.About("示例一", "339999199001010013"));

        await Should.ThrowAsync<InvalidOperationException>(
            () => _adapter.Registry.LookUpAsync(permit, AdapterHost.About("示例三", "339999198503150134"), CancellationToken.None));

        (_gateway.TokenCalls.Count, _gateway.BusinessCalls.Count).ShouldBe((0, 0));
        _adapter.Registry.IsReachable.ShouldBeNull();
    }

    [Fact]
    public async Task LookUp_NothingUnderEighteenDigits_AsksOnceMoreWithFifteen()
    {
        var fifteen = One.Replace("339999199001010013", "339999900101001", StringComparison.Ordinal);
        _gateway.Answer(GatewayStub.NoRecords, fifteen);

        var answer = (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>();

        (answer.Calls, answer.ReplyNumber, answer.Records[0].Man.BirthDateIsDerived).ShouldBe((2, "r-1", true));
        _gateway.BusinessCalls.Select(c => c.Form["cert_num_man"]).ShouldBe(["339999199001010013", "339999900101001"]);
        _gateway.BusinessCalls.Select(c => c.Headers["X-Request-Id"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    [Fact]
    public async Task LookUp_NothingUnderEitherForm_IsNoRecord()
    {
        var answer = (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.NoRecord>();

        (answer.Calls, answer.ReplyNumber).ShouldBe((2, "r-0"));
    }

    [Fact]
    public async Task LookUp_NoFifteenDigitForm_AsksOnce()
    {
        (await _adapter.AskAsync("示例一", "339999200001010019")).ShouldBeOfType<RegistryAnswer.NoRecord>().Calls.ShouldBe(1);
    }

    [Fact]
    public async Task LookUp_SecondCallFails_TheWholeLookupFailed()
    {
        _gateway.Answer(GatewayStub.NoRecords, "<html></html>");

        var answer = (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls, answer.ReplyNumber).ShouldBe((RegistryFailure.Unreadable, 2, ""));
        Encoding.UTF8.GetString(answer.ReplyBody.Span).ShouldBe("<html></html>");
    }

    [Fact]
    public async Task LookUp_SecondCallHangs_LeavesNothingOfTheFirstReply()
    {
        await using var adapter = Impatient();
        var calls = 0;
        _gateway.Business = (_, http) => Interlocked.Increment(ref calls) == 1 ? GatewayStub.WriteAsync(http, GatewayStub.NoRecords) : HangAsync(http);

        var answer = (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls, answer.ReplyNumber, answer.ReplyBody.Length).ShouldBe((RegistryFailure.Timeout, 2, "", 0));
    }

    [Theory]
    [InlineData("11")]
    [InlineData("14")]
    [InlineData("03")]
    public async Task LookUp_SecretRefusedOnce_RenewsAndRepeatsOnce(string code)
    {
        _gateway.Answer($$"""{"code":"{{code}}","requestId":"r-9"}""", One);

        var answer = (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>();

        (answer.Calls, _gateway.TokenCalls.Count).ShouldBe((2, 2));
        _gateway.TokenCalls[1].Path.ShouldBe(GatewayStub.BySecret);
    }

    [Theory]
    [InlineData("11")]
    [InlineData("14")]
    [InlineData("03")]
    public async Task LookUp_SecretRefusedAgain_IsNotAuthorised(string code)
    {
        _gateway.Answer($$"""{"code":"{{code}}","requestId":"r-9"}""");

        var answer = (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls, answer.ReplyNumber).ShouldBe((RegistryFailure.NotAuthorised, 2, "r-9"));
        _adapter.Registry.IsReachable.ShouldBe(true);
    }

    [Fact]
    public async Task LookUp_RefusedAgainAtTheFifteenDigitCall_RenewsOncePerLookup()
    {
        _gateway.Answer("""{"code":"11"}""", GatewayStub.NoRecords, """{"code":"11"}""");

        (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().ShouldSatisfyAllConditions(
            a => a.Failure.ShouldBe(RegistryFailure.NotAuthorised),
            a => a.Calls.ShouldBe(3));
    }

    [Fact]
    public async Task LookUp_RenewalRefused_IsNotAuthorisedAndKeepsTheRefusal()
    {
        await _adapter.AskAsync();
        _gateway.Token = (_, http) => GatewayStub.WriteAsync(http, """{"code":"03"}""");
        _gateway.Answer("""{"code":"14","requestId":"r-14"}""");

        var answer = (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls, answer.ReplyNumber).ShouldBe((RegistryFailure.NotAuthorised, 1, "r-14"));
    }

    [Theory]
    [InlineData("18", RegistryFailure.QuotaExceeded)]
    [InlineData("01", RegistryFailure.UnknownCode)]
    [InlineData("0", RegistryFailure.UnknownCode)]
    [InlineData("99", RegistryFailure.UnknownCode)]
    public async Task LookUp_OtherCodes_FailWithoutARepeat(string code, RegistryFailure failure)
    {
        _gateway.Answer($$"""{"code":"{{code}}","datas":[],"dataCount":0,"requestId":"r-7"}""");

        var answer = (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls, answer.ReplyNumber).ShouldBe((failure, 1, "r-7"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task LookUp_OtherStatus_IsHttpErrorWhateverTheBodySays(int status)
    {
        _gateway.Business = (_, http) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
            return GatewayStub.WriteAsync(http, GatewayStub.NoRecords);
        };

        var answer = (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls).ShouldBe((RegistryFailure.HttpError, 1));
        _gateway.BusinessCalls.Count.ShouldBe(1);
        _adapter.Registry.IsReachable.ShouldBe(false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LookUp_PlatformHangs_TimesOutInTotal(bool alsoTokens)
    {
        await using var adapter = Impatient();
        _gateway.Business = (_, http) => HangAsync(http);
        if (alsoTokens)
        {
            _gateway.Token = (_, http) => HangAsync(http);
        }

        var watch = Stopwatch.StartNew();
        var answer = (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(6));
        (answer.Failure, answer.Calls).ShouldBe((RegistryFailure.Timeout, alsoTokens ? 0 : 1));
    }

    [Fact]
    public async Task LookUp_EachPartIsSlow_TheWholeLookupHasOneBudget()
    {
        await using var adapter = Impatient();
        _gateway.Token = async (_, http) =>
        {
            await Task.Delay(1200);
            await GatewayStub.WriteAsync(http, _gateway.TokenReply());
        };
        _gateway.Business = async (_, http) =>
        {
            await Task.Delay(1200);
            await GatewayStub.WriteAsync(http, GatewayStub.NoRecords);
        };

        (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Timeout);
    }

    [Fact]
    public async Task LookUp_BodyDrips_TimesOut()
    {
        await using var adapter = Impatient();
        _gateway.Business = async (_, http) =>
        {
            await http.Response.WriteAsync("""{"code":"00","datas":[""");
            await http.Response.Body.FlushAsync();
            await HangAsync(http);
        };

        (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Timeout);
    }

    [Fact]
    public async Task LookUp_ReplyOverOneMebibyte_IsUnreadable()
    {
        _gateway.Business = (_, http) => GatewayStub.WriteAsync(http, $$"""{"code":"00","msg":"{{new string('x', GatewayClient.MaxReplyBytes)}}","dataCount":0}""");

        (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().ShouldSatisfyAllConditions(
            a => a.Failure.ShouldBe(RegistryFailure.Unreadable),
            a => a.Calls.ShouldBe(1));
    }

    [Fact]
    public async Task LookUp_PortClosed_IsUnreachable()
    {
        await using var adapter = AdapterHost.Create($"http://127.0.0.1:{ClosedPort()}");

        var answer = (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls).ShouldBe((RegistryFailure.Unreachable, 0));
        adapter.Registry.IsReachable.ShouldBe(false);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"code\":\"00\",\"datas\":[],\"dataCount\":0}")]
    [InlineData("SSH-2.0-something\r\n")]
    [InlineData("")]
    public async Task LookUp_ConnectionBreaksOff_IsUnreadable(string bytes)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync(listener, bytes);
        await using var adapter = AdapterHost.Create($"http://{listener.LocalEndpoint}");

        (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Unreadable);

        listener.Stop();
        await served;
    }

    [Fact]
    public async Task LookUp_CallerGivesUp_Throws()
    {
        _gateway.Business = (_, http) => HangAsync(http);
        var question = AdapterHost.About("示例一", "339999199001010013");
        using var caller = new CancellationTokenSource(100);

        await Should.ThrowAsync<OperationCanceledException>(() => _adapter.Registry.LookUpAsync(_adapter.PermitFor(question), question, caller.Token));
    }

    [Fact]
    public async Task LookUp_TenTransportFailures_SuspendsForFifteenSeconds()
    {
        _gateway.Answer("<html></html>");
        for (var i = 0; i < 10; i++)
        {
            (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Unreadable);
        }

        var suspended = (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();
        (suspended.Failure, suspended.Calls, _gateway.BusinessCalls.Count).ShouldBe((RegistryFailure.Suspended, 0, 10));
        _adapter.Registry.IsReachable.ShouldBe(false);

        _gateway.Answer(One);
        Advance(TimeSpan.FromSeconds(14));
        (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Suspended);
        Advance(TimeSpan.FromSeconds(2));
        (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>();
        _adapter.Registry.IsReachable.ShouldBe(true);
    }

    [Theory]
    [InlineData("""{"code":"18"}""")]
    [InlineData("""{"code":"99"}""")]
    [InlineData("""{"code":"00","datas":{"success":false}}""")]
    public async Task LookUp_ManyRefusals_NeverSuspend(string body)
    {
        _gateway.Answer(body);

        for (var i = 0; i < 25; i++)
        {
            (await _adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldNotBe(RegistryFailure.Suspended);
        }
    }

    [Fact]
    public async Task LookUp_AnyFailure_LogsRequestIdAndNothingPersonal()
    {
        foreach (var body in new[] { "<html>示例一 339999199001010013</html>", """{"code":"77","msg":"示例一 339999199001010013"}""", """{"code":"18"}""" })
        {
            _gateway.Answer(body);
            await _adapter.AskAsync();
        }

        _adapter.Log.Lines.Count.ShouldBe(3);
        _adapter.Log.Lines.ShouldAllBe(l => l.StartsWith("Warning Registry lookup abababab", StringComparison.Ordinal));
        var all = string.Join('\n', _adapter.Log.Lines);
        foreach (var secret in new[] { "示例一", "339999", AdapterHost.Key, AdapterHost.Secret, "request-1", "refresh-1" })
        {
            all.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task LookUp_FiftyAtOnce_AllFoundWithOneToken()
    {
        _gateway.Answer(One);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => _adapter.AskAsync(mark: (byte)i))));

        answers.ShouldAllBe(a => a is RegistryAnswer.Found);
        _gateway.TokenCalls.Count.ShouldBe(1);
        _gateway.BusinessCalls.Select(c => c.Headers["X-Request-Id"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(50);
    }

    private AdapterHost Impatient() => AdapterHost.Create(_gateway.Url, _clock, ("TimeoutSeconds", "2"));

    private void Advance(TimeSpan by)
    {
        _clock.Advance(by);
        _gateway.Clock.Advance(by);
    }

    internal static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task HangAsync(HttpContext http)
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

    private static async Task ServeAsync(TcpListener listener, string bytes)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                await stream.ReadExactlyAsync(new byte[100]);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes));
                client.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // Stopped by the test.
        }
    }
}
