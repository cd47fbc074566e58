using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

public sealed class RegistryTransportTests : AdapterTestBase
{
    private const string One =
        """{"code":"00","datas":[{"cert_num_man":"339999199001010013","op_type":"IA","op_date":"2018-05-20"}],"dataCount":1,"requestId":"r-1"}""";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task LookUp_OtherStatus_IsHttpErrorWhateverTheBodySays(int status)
    {
        Gateway.Business = (_, http) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
            return GatewayStub.WriteAsync(http, GatewayStub.NoRecords);
        };

        var answer = (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls).ShouldBe((RegistryFailure.HttpError, 1));
        Gateway.BusinessCalls.Count.ShouldBe(1);
        Adapter.Registry.IsReachable.ShouldBe(false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LookUp_PlatformHangs_TimesOutInTotal(bool alsoTokens)
    {
        await using var adapter = Impatient();
        Gateway.Business = (_, http) => GatewayStub.HangAsync(http);
        if (alsoTokens)
        {
            Gateway.Token = (_, http) => GatewayStub.HangAsync(http);
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
        Gateway.Token = async (_, http) =>
        {
            await Task.Delay(1200);
            await GatewayStub.WriteAsync(http, Gateway.TokenReply());
        };
        Gateway.Business = async (_, http) =>
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
        Gateway.Business = async (_, http) =>
        {
            await http.Response.WriteAsync("""{"code":"00","datas":[""");
            await http.Response.Body.FlushAsync();
            await GatewayStub.HangAsync(http);
        };

        (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Timeout);
    }

    [Fact]
    public async Task LookUp_ReplyOverOneMebibyte_IsUnreadable()
    {
        Gateway.Business = (_, http) => GatewayStub.WriteAsync(http, $$"""{"code":"00","msg":"{{new string('x', GatewayClient.MaxReplyBytes)}}","dataCount":0}""");

        (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().ShouldSatisfyAllConditions(
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
        Gateway.Business = (_, http) => GatewayStub.HangAsync(http);
        var question = AdapterHost.About("示例一", "339999199001010013");
        using var caller = new CancellationTokenSource(100);

        await Should.ThrowAsync<OperationCanceledException>(() => Adapter.Registry.LookUpAsync(Adapter.PermitFor(question), question, caller.Token));
    }

    [Fact]
    public async Task LookUp_TenTransportFailures_SuspendsForFifteenSeconds()
    {
        Gateway.Answer("<html></html>");
        for (var i = 0; i < 10; i++)
        {
            (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Unreadable);
        }

        var suspended = (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();
        (suspended.Failure, suspended.Calls, Gateway.BusinessCalls.Count).ShouldBe((RegistryFailure.Suspended, 0, 10));
        Adapter.Registry.IsReachable.ShouldBe(false);

        Gateway.Answer(One);
        Advance(TimeSpan.FromSeconds(14));
        (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Suspended);
        Advance(TimeSpan.FromSeconds(2));
        (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>();
        Adapter.Registry.IsReachable.ShouldBe(true);
    }

    [Theory]
    [InlineData("""{"code":"18"}""")]
    [InlineData("""{"code":"99"}""")]
    [InlineData("""{"code":"00","datas":{"success":false}}""")]
    public async Task LookUp_ManyRefusals_NeverSuspend(string body)
    {
        Gateway.Answer(body);

        for (var i = 0; i < 25; i++)
        {
            (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldNotBe(RegistryFailure.Suspended);
        }
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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
