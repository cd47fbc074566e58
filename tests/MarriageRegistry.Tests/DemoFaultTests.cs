using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MarriageRegistry.Tests;

public sealed class DemoFaultTests : IAsyncLifetime
{
    private RegistryHost _registry = null!;

    private GatewayCaller Gateway => _registry.Gateway;

    public async Task InitializeAsync()
    {
        _registry = await RegistryHost.StartDemoAsync();
        await Gateway.StartAsync();
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    [Theory]
    [InlineData("code11", "11")]
    [InlineData("code14", "14")]
    [InlineData("code18", "18")]
    public async Task Fault_Code_IsAnsweredAsOftenAsOrderedAndNotJournalled(string mode, string code)
    {
        await OrderAsync(mode, 2);

        (await AskAsync()).Code.ShouldBe(code);
        await ShouldShowAsync(mode, 1);
        (await AskAsync()).Code.ShouldBe(code);
        await ShouldShowAsync("none", 0);
        Journalled().ShouldBe(0);

        (await AskAsync()).Code.ShouldBe("00");
        Journalled().ShouldBe(1);
    }

    [Fact]
    public async Task Fault_Http500_HasThatStatus()
    {
        await OrderAsync("http500", 1);

        (await AskAsync()).Status.ShouldBe(HttpStatusCode.InternalServerError);
        Journalled().ShouldBe(0);
    }

    [Fact]
    public async Task Fault_NotJson_IsAPageWithStatus200()
    {
        await OrderAsync("notJson", 1);

        var answer = await AskAsync();

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Body.ShouldStartWith("<html>");
        Journalled().ShouldBe(0);
    }

    [Fact]
    public async Task Fault_InnerFailure_FailsInsideAnEnvelopeThatSays00()
    {
        await OrderAsync("innerFailure", 2);

        var national = await AskAsync();
        var province = await Gateway.MarryInfoAsync("示例一", "339999199001010013");

        national.Code.ShouldBe("00");
        national.Inner.GetProperty("success").GetBoolean().ShouldBeFalse();
        national.Inner.GetProperty("msg").GetString().ShouldNotBeNullOrEmpty();
        national.Records.ShouldBeEmpty();
        (province.Code, province.Count, province.Datas.ValueKind).ShouldBe(("00", 1, JsonValueKind.Null));
        Journalled().ShouldBe(0);
    }

    [Fact]
    public async Task Fault_Slow_IsAnsweredRightAfterThreeSeconds()
    {
        await OrderAsync("slow", 1);
        var watch = Stopwatch.StartNew();

        var answer = await AskAsync();

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(2.9), TimeSpan.FromSeconds(20));
        answer.Count.ShouldBe(1);
        Journalled().ShouldBe(1);
    }

    [Fact]
    public async Task Fault_Timeout_HoldsTheAnswerAndNothingIsJournalled()
    {
        await OrderAsync("timeout", 1);
        using var impatient = new HttpClient { BaseAddress = _registry.Http.BaseAddress, Timeout = TimeSpan.FromSeconds(1) };
        using var form = new FormUrlEncodedContent(Gateway.NationalForm("示例一", "339999199001010013"));

        await Should.ThrowAsync<TaskCanceledException>(() => impatient.PostAsync(GatewayCaller.NationalPath, form));

        Journalled().ShouldBe(0);
        (await AskAsync()).Code.ShouldBe("00");
    }

    [Fact]
    public async Task Fault_Ordered_LeavesTokenCallsAndBadCallsAlone()
    {
        await OrderAsync("http500", 1);

        (await Gateway.RenewAsync()).Code.ShouldBe("00");
        (await Gateway.NationalAsync("示例一", "339999199001010013", ("sign", "00"))).Code.ShouldBe("14");
        (await Gateway.NationalAsync("示例一", "nobody")).Code.ShouldBe("01");

        await ShouldShowAsync("http500", 1);
    }

    [Fact]
    public async Task Order_None_EndsAnEarlierOrder()
    {
        await OrderAsync("http500", 5);
        await OrderAsync("none", 0);

        (await AskAsync()).Code.ShouldBe("00");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"mode":"explode","count":1}""")]
    [InlineData("""{"mode":7,"count":1}""")]
    [InlineData("""{"mode":"slow","count":-1}""")]
    [InlineData("""{"mode":"slow","count":99999999999}""")]
    [InlineData("""{"mode":"slow","count":"3"}""")]
    [InlineData("""{"mode":"\ud800","count":1}""")]
    public async Task Order_BadBody_Is400Json(string body)
    {
        using var content = new StringContent(body);

        using var response = await _registry.Http.PostAsync("/demo/faults", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("01");
        await ShouldShowAsync("none", 0);
    }

    private Task<Answer> AskAsync() => Gateway.NationalAsync("示例一", "339999199001010013");

    private long Journalled() => (long)_registry.Query("SELECT count(*) FROM answered_lookup")[0][0]!;

    private async Task OrderAsync(string mode, int count)
    {
        using var response = await _registry.Http.PostAsJsonAsync("/demo/faults", new { mode, count });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task ShouldShowAsync(string mode, int left)
    {
        var shown = await _registry.Http.GetFromJsonAsync<JsonElement>("/demo/faults");
        (shown.GetProperty("mode").GetString(), shown.GetProperty("left").GetInt32()).ShouldBe((mode, left));
    }
}
