namespace MarriageRegistry.Tests;

public sealed class TokenTests : IAsyncLifetime
{
    private RegistryHost _registry = null!;

    private GatewayCaller Gateway => _registry.Gateway;

    public async Task InitializeAsync() => _registry = await RegistryHost.StartDemoAsync();

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefreshByKey_RightSign_GivesPairWithEnds(bool byGet)
    {
        var form = Gateway.Sign(GatewayCaller.DemoSecret);

        var answer = byGet ? await Gateway.GetAsync(GatewayCaller.ByKey, form) : await Gateway.PostAsync(GatewayCaller.ByKey, form);

        answer.Code.ShouldBe("00");
        var now = _registry.Clock.GetUtcNow();
        answer.Datas.GetProperty("requestSecretEndTime").GetInt64().ShouldBe(now.AddMinutes(15).ToUnixTimeMilliseconds());
        answer.Datas.GetProperty("refreshSecretEndTime").GetInt64().ShouldBe(now.AddHours(48).ToUnixTimeMilliseconds());
        answer.Datas.GetProperty("requestSecret").GetString().ShouldNotBe(answer.Datas.GetProperty("refreshSecret").GetString());
        answer.Json.EnumerateObject().Select(p => p.Name)
            .ShouldBe(["code", "msg", "data", "datas", "dataCount", "totalDataCount", "totalPage", "requestId"], ignoreOrder: true);
    }

    [Fact]
    public async Task RefreshByKey_WrongSecret_Answers03() =>
        (await Gateway.PostAsync(GatewayCaller.ByKey, Gateway.Sign("another-secret"))).Code.ShouldBe("03");

    [Fact]
    public async Task RefreshByKey_UnknownKey_Answers03()
    {
        Gateway.Key = "nobody";

        (await Gateway.PostAsync(GatewayCaller.ByKey, Gateway.Sign(GatewayCaller.DemoSecret))).Code.ShouldBe("03");
    }

    [Theory]
    [InlineData(300, "00")]
    [InlineData(-300, "00")]
    [InlineData(301, "03")]
    [InlineData(-301, "03")]
    public async Task RefreshByKey_ClockApart_FollowsTolerance(int seconds, string code)
    {
        var at = _registry.Clock.GetUtcNow().AddSeconds(seconds);

        (await Gateway.PostAsync(GatewayCaller.ByKey, Gateway.Sign(GatewayCaller.DemoSecret, at))).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("appKey")]
    [InlineData("sign")]
    [InlineData("requestTime")]
    public async Task RefreshByKey_ParameterMissing_Answers01(string name)
    {
        var form = Gateway.Sign(GatewayCaller.DemoSecret);
        form.Remove(name);

        (await Gateway.PostAsync(GatewayCaller.ByKey, form)).Code.ShouldBe("01");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0x10")]
    [InlineData("tomorrow")]
    public async Task RefreshByKey_TimeNotANumber_Answers01(string time)
    {
        var form = Gateway.Sign(GatewayCaller.DemoSecret);
        form["requestTime"] = time;

        (await Gateway.PostAsync(GatewayCaller.ByKey, form)).Code.ShouldBe("01");
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999999999")]
    public async Task RefreshByKey_TimeBeyondAllClocks_Answers03(string time)
    {
        var form = Gateway.Sign(GatewayCaller.DemoSecret);
        form["requestTime"] = time;
        form["sign"] = GatewayCaller.Md5(GatewayCaller.DemoKey + GatewayCaller.DemoSecret + time);

        (await Gateway.PostAsync(GatewayCaller.ByKey, form)).Code.ShouldBe("03");
    }

    [Fact]
    public async Task RefreshBySecret_NewestPair_GivesFreshPair()
    {
        await Gateway.StartAsync();
        var (request, refresh) = (Gateway.RequestSecret, Gateway.RefreshSecret);

        (await Gateway.RenewAsync()).Code.ShouldBe("00");

        Gateway.RequestSecret.ShouldNotBe(request);
        Gateway.RefreshSecret.ShouldNotBe(refresh);
        (await Gateway.NationalAsync("示例一", "339999199001010013")).Code.ShouldBe("00");
    }

    [Fact]
    public async Task RefreshBySecret_SupersededPair_Answers03()
    {
        await Gateway.StartAsync();
        var superseded = Gateway.RefreshSecret;
        await Gateway.RenewAsync();

        (await Gateway.PostAsync(GatewayCaller.BySecret, Gateway.Sign(superseded))).Code.ShouldBe("03");
    }

    [Fact]
    public async Task RefreshBySecret_NothingIssuedYet_Answers03() =>
        (await Gateway.PostAsync(GatewayCaller.BySecret, Gateway.Sign(""))).Code.ShouldBe("03");

    [Theory]
    [InlineData(-1, "00")]
    [InlineData(0, "03")]
    public async Task RefreshBySecret_RoundItsEnd_IsValidBeforeAndNotAt(int milliseconds, string code)
    {
        await Gateway.StartAsync();
        _registry.Clock.Advance(TimeSpan.FromHours(48) + TimeSpan.FromMilliseconds(milliseconds));

        (await Gateway.RenewAsync()).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(-1, "00")]
    [InlineData(0, "11")]
    public async Task BusinessCall_RoundEndOfSecret_IsValidBeforeAnd11After(int milliseconds, string code)
    {
        await Gateway.StartAsync();
        _registry.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromMilliseconds(milliseconds));

        (await Gateway.NationalAsync("示例一", "339999199001010013")).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(4999, "00")]
    [InlineData(5000, "14")]
    public async Task BusinessCall_OldSecretAfterRenewal_LivesFiveSeconds(int milliseconds, string code)
    {
        await Gateway.StartAsync();
        var old = Gateway.RequestSecret;
        await Gateway.RenewAsync();
        Gateway.RequestSecret = old;
        _registry.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        (await Gateway.NationalAsync("示例一", "339999199001010013")).Code.ShouldBe(code);
    }

    [Fact]
    public async Task BusinessCall_SecretOfTwoRenewalsAgo_Answers14()
    {
        await Gateway.StartAsync();
        var oldest = Gateway.RequestSecret;
        await Gateway.RenewAsync();
        await Gateway.RenewAsync();
        Gateway.RequestSecret = oldest;

        (await Gateway.NationalAsync("示例一", "339999199001010013")).Code.ShouldBe("14");
    }

    [Fact]
    public async Task BusinessCall_RenewedByKeyElsewhere_OwnSecretEnds()
    {
        await Gateway.StartAsync();
        await new GatewayCaller(_registry.Http, _registry.Clock).StartAsync();
        _registry.Clock.Advance(TimeSpan.FromSeconds(6));

        (await Gateway.NationalAsync("示例一", "339999199001010013")).Code.ShouldBe("14");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public async Task BusinessCall_ClockApart_Answers14(int seconds)
    {
        await Gateway.StartAsync();
        var form = Gateway.NationalForm("示例一", "339999199001010013");
        foreach (var (name, value) in Gateway.Sign(Gateway.RequestSecret, _registry.Clock.GetUtcNow().AddSeconds(seconds)))
        {
            form[name] = value;
        }

        (await Gateway.PostAsync(GatewayCaller.NationalPath, form)).Code.ShouldBe("14");
    }

    [Theory]
    [InlineData(GatewayCaller.DemoSecret)]
    [InlineData("")]
    public async Task BusinessCall_SignedWithAnythingElse_Answers14(string secret)
    {
        await Gateway.StartAsync();
        Gateway.RequestSecret = secret;

        (await Gateway.MarryInfoAsync("示例一", "339999199001010013")).Code.ShouldBe("14");
    }

    [Fact]
    public async Task BusinessCall_UnknownKey_Answers14()
    {
        await Gateway.StartAsync();
        Gateway.Key = "nobody";

        (await Gateway.MarryInfoAsync("示例一", "339999199001010013")).Code.ShouldBe("14");
    }
}
