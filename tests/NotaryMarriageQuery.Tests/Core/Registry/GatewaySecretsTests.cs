using System.Globalization;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

public sealed class GatewaySecretsTests : AdapterTestBase
{
    [Fact]
    public async Task Get_First_AsksByKeyWithASignatureOverTheSentTime()
    {
        (await GetAsync()).ShouldBe("request-1");

        var call = Gateway.TokenCalls.ShouldHaveSingleItem();
        (call.Method, call.Path, call.Form["appKey"]).ShouldBe(("POST", GatewayStub.ByKey, AdapterHost.Key));
        call.Form["requestTime"].ShouldBe(Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        call.Form["sign"].Length.ShouldBe(32);
        call.Form.Count.ShouldBe(3);
        call.Headers.Keys.ShouldNotContain("X-Request-Id");
        call.Headers.Keys.ShouldNotContain("traceparent");
    }

    [Fact]
    public async Task Get_FiftyAtOnce_ShareOneRenewal()
    {
        await HoldRenewalsAsync(async release =>
        {
            var all = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(GetAsync)));
            await Task.Delay(200);
            release();
            (await all).ShouldAllBe(s => s == "request-1");
        });

        Gateway.TokenCalls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Get_FiftyAtOnceAfterRefusal_ShareOneRenewal()
    {
        await GetAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            Adapter.Secrets.Invalidate("request-1");
            return await GetAsync();
        })));

        all.ShouldAllBe(s => s == "request-2");
        Gateway.TokenCalls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Get_RenewalFails_FailsAllWhoWaitWithOneCall()
    {
        Gateway.Token = async (_, http) =>
        {
            await Task.Delay(1000);
            http.Response.StatusCode = 500;
        };

        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await Adapter.Secrets.GetAsync(CancellationToken.None))));

        all.ShouldAllBe(a => a.Secret == null && a.Failure == RegistryFailure.HttpError);
        Gateway.TokenCalls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Get_PlentyOfTimeLeft_AsksNothing()
    {
        await GetAsync();
        Advance(TimeSpan.FromMinutes(11.9));

        (await GetAsync()).ShouldBe("request-1");
        await Task.Delay(100);
        Gateway.TokenCalls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Get_LessThanThreeMinutesLeft_RenewsWithoutMakingAnybodyWait()
    {
        await GetAsync();
        Advance(TimeSpan.FromMinutes(12.5));

        await HoldRenewalsAsync(async release =>
        {
            (await GetAsync()).ShouldBe("request-1");
            (await GetAsync()).ShouldBe("request-1");
            release();
            await EventuallyAsync(async () => await GetAsync() == "request-2");
        });

        Gateway.TokenCalls.Select(c => c.Path).ShouldBe([GatewayStub.ByKey, GatewayStub.BySecret]);
    }

    [Fact]
    public async Task Get_BackgroundRenewalFails_PausesBeforeTheNext()
    {
        await GetAsync();
        Advance(TimeSpan.FromMinutes(12.5));
        Gateway.Token = (_, http) =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };

        for (var i = 0; i < 20; i++)
        {
            (await GetAsync()).ShouldBe("request-1");
            await Task.Delay(10);
        }

        await EventuallyAsync(() => Task.FromResult(Gateway.TokenCalls.Count == 3)); // by key at first; then by secret and, as that failed, by key
        await Task.Delay(50);
        (await GetAsync()).ShouldBe("request-1");
        await Task.Delay(50);
        Gateway.TokenCalls.Count.ShouldBe(3);
        Advance(TimeSpan.FromSeconds(11));
        await GetAsync();
        await EventuallyAsync(() => Task.FromResult(Gateway.TokenCalls.Count == 5));
    }

    [Fact]
    public async Task Get_LessThanOneMinuteLeft_WaitsForTheNewSecret()
    {
        await GetAsync();
        Advance(TimeSpan.FromMinutes(14.2));

        (await GetAsync()).ShouldBe("request-2");
        Gateway.TokenCalls[^1].Path.ShouldBe(GatewayStub.BySecret);
    }

    [Fact]
    public async Task Get_LastMinuteAndRenewalFails_StillUsesTheValidSecret()
    {
        await GetAsync();
        Advance(TimeSpan.FromMinutes(14.2));
        Gateway.Token = (_, http) => GatewayStub.WriteAsync(http, """{"code":"99"}""");

        (await GetAsync()).ShouldBe("request-1");
        Advance(TimeSpan.FromMinutes(1));
        (await Adapter.Secrets.GetAsync(CancellationToken.None)).ShouldBe(new SecretAnswer(null, RegistryFailure.UnknownCode));
    }

    [Theory]
    [InlineData("""{"code":"03"}""")]
    [InlineData("""{"code":"99"}""")]
    [InlineData("""{"code":"00","datas":{}}""")]
    [InlineData("<html></html>")]
    public async Task Get_BySecretRefused_BeginsAgainByKey(string refusal)
    {
        await GetAsync();
        Advance(TimeSpan.FromMinutes(20));
        Gateway.Token = (call, http) => GatewayStub.WriteAsync(http, call.Path == GatewayStub.BySecret ? refusal : Gateway.TokenReply());

        (await GetAsync()).ShouldBe("request-2");
        Gateway.TokenCalls.Select(c => c.Path).ShouldBe([GatewayStub.ByKey, GatewayStub.BySecret, GatewayStub.ByKey]);
    }

    [Fact]
    public async Task Get_RefreshSecretPastItsEnd_GoesByKeyAtOnce()
    {
        await GetAsync();
        Advance(TimeSpan.FromHours(49));

        (await GetAsync()).ShouldBe("request-2");
        Gateway.TokenCalls.ShouldAllBe(c => c.Path == GatewayStub.ByKey);
    }

    [Theory]
    [InlineData("""{"code":"03","msg":"签名错误"}""", RegistryFailure.NotAuthorised)]
    [InlineData("""{"code":"18"}""", RegistryFailure.QuotaExceeded)]
    [InlineData("""{"code":"77"}""", RegistryFailure.UnknownCode)]
    [InlineData("""{"code":"00"}""", RegistryFailure.Unreadable)]
    [InlineData("""{"code":"00","datas":{"requestSecret":""}}""", RegistryFailure.Unreadable)]
    [InlineData("""{"code":"00","datas":{"requestSecret":"\ud800"}}""", RegistryFailure.Unreadable)]
    [InlineData("""{"code":"00","datas":"["}""", RegistryFailure.Unreadable)]
    public async Task Get_ByKeyRefused_SaysWhy(string reply, RegistryFailure failure)
    {
        Gateway.Token = (_, http) => GatewayStub.WriteAsync(http, reply);

        (await Adapter.Secrets.GetAsync(CancellationToken.None)).ShouldBe(new SecretAnswer(null, failure));
    }

    [Fact]
    public async Task Get_PlatformHangs_TimesOut()
    {
        Gateway.Token = (_, http) => GatewayStub.HangAsync(http);

        await using var impatient = AdapterHost.Create(Gateway.Url, Clock, ("TimeoutSeconds", "1"));

        (await impatient.Secrets.GetAsync(CancellationToken.None)).Failure.ShouldBe(RegistryFailure.Timeout);
    }

    [Fact]
    public async Task Get_PlatformsClockIsHoursAway_CountsByThatClock()
    {
        Gateway.Clock.Advance(TimeSpan.FromHours(7));
        await GetAsync();

        Adapter.Platform.Now.ShouldBe(Gateway.Clock.GetUtcNow(), TimeSpan.FromSeconds(1.5));
        Advance(TimeSpan.FromMinutes(10));
        (await GetAsync()).ShouldBe("request-1");
        Advance(TimeSpan.FromMinutes(4.5));
        (await GetAsync()).ShouldBe("request-2");
        Gateway.TokenCalls[^1].Form["requestTime"].ShouldBe(Adapter.Platform.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Get_EndTimesMissingOrPast_CountsOnTheUsualLife()
    {
        Gateway.SecretLife = TimeSpan.FromHours(-1);
        await GetAsync();

        Advance(TimeSpan.FromMinutes(11));
        (await GetAsync()).ShouldBe("request-1");
        Advance(TimeSpan.FromMinutes(3.5));
        (await GetAsync()).ShouldBe("request-2");
    }

    [Fact]
    public async Task Get_RefusedForTheTimeInIt_GoesByThePlatformsClockAtOnce()
    {
        Gateway.Clock.Advance(TimeSpan.FromHours(7));
        Gateway.Token = (call, http) =>
        {
            var sent = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(call.Form["requestTime"], CultureInfo.InvariantCulture));
            var isTimely = (sent - Gateway.Clock.GetUtcNow()).Duration() < TimeSpan.FromMinutes(5);
            return GatewayStub.WriteAsync(http, isTimely ? Gateway.TokenReply() : """{"code":"03"}""");
        };

        (await GetAsync()).ShouldBe("request-1");
        Gateway.TokenCalls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Get_RefusedForTheTimeThatThePlatformTells_AsksNoThirdTime()
    {
        Gateway.Clock.Advance(TimeSpan.FromHours(7));
        Gateway.Token = (_, http) => GatewayStub.WriteAsync(http, """{"code":"03"}""");

        (await Adapter.Secrets.GetAsync(CancellationToken.None)).Failure.ShouldBe(RegistryFailure.NotAuthorised);
        Gateway.TokenCalls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Invalidate_SecretReplacedMeanwhile_KeepsTheNewOne()
    {
        await GetAsync();
        Adapter.Secrets.Invalidate("request-1");
        (await GetAsync()).ShouldBe("request-2");

        Adapter.Secrets.Invalidate("request-1");

        (await GetAsync()).ShouldBe("request-2");
        Gateway.TokenCalls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Get_OneCallerGivesUp_TheOthersGetTheirSecret()
    {
        await HoldRenewalsAsync(async release =>
        {
            using var impatient = new CancellationTokenSource(50);
            var other = GetAsync();
            await Should.ThrowAsync<OperationCanceledException>(async () => await Adapter.Secrets.GetAsync(impatient.Token));
            release();
            (await other).ShouldBe("request-1");
        });
    }

    private async Task<string?> GetAsync() => (await Adapter.Secrets.GetAsync(CancellationToken.None)).Secret;

    private async Task HoldRenewalsAsync(Func<Action, Task> meanwhile)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Gateway.Token = async (_, http) =>
        {
            await gate.Task;
            await GatewayStub.WriteAsync(http, Gateway.TokenReply());
        };
        await meanwhile(gate.SetResult);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 200 && !await condition(); i++)
        {
            await Task.Delay(10);
        }

        (await condition()).ShouldBeTrue();
    }
}
