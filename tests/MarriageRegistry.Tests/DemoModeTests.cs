using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MarriageRegistry.Data;

namespace MarriageRegistry.Tests;

public sealed class DemoModeTests
{
    [Theory]
    [InlineData("GET", "/demo/faults")]
    [InlineData("POST", "/demo/faults")]
    [InlineData("GET", "/demo/lookups")]
    public async Task Demo_OutsideDemoMode_Is404(string method, string path)
    {
        await using var registry = await RegistryHost.StartPlainAsync(RegistryHost.NewDirectory());
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var answer = await registry.Gateway.SendAsync(request);

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.NotFound, "01"));
    }

    [Fact]
    public async Task Start_OutsideDemoMode_HoldsNobodyAndDoesNotKnowTheDemoKey()
    {
        await using var registry = await RegistryHost.StartPlainAsync(RegistryHost.NewDirectory());

        (await registry.Gateway.PostAsync(GatewayCaller.ByKey, registry.Gateway.Sign(GatewayCaller.DemoSecret))).Code.ShouldBe("03");
        registry.Query("SELECT * FROM registration").ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_DemoDatabaseOutsideDemoMode_Refuses()
    {
        var directory = RegistryHost.NewDirectory();
        await using var demo = await RegistryHost.StartAsync(directory, ["--Demo:Enabled=true"]);

        var refused = await Should.ThrowAsync<DatabaseRefusedException>(() => RegistryHost.StartPlainAsync(directory));

        refused.Message.ShouldContain("demo records");
    }

    [Fact]
    public async Task Start_DemoModeOnUsedDatabase_Refuses()
    {
        var directory = RegistryHost.NewDirectory();
        await using var plain = await RegistryHost.StartPlainAsync(directory);
        await plain.Gateway.StartAsync(GatewayCaller.TestKey, GatewayCaller.TestSecret);
        await plain.Gateway.NationalAsync("示例一", "339999199001010013");

        await Should.ThrowAsync<DatabaseRefusedException>(() => RegistryHost.StartAsync(directory, ["--Demo:Enabled=true"]));
    }

    [Fact]
    public async Task Start_DemoModeAgain_SeedsOnce()
    {
        var directory = RegistryHost.NewDirectory();
        await using (await RegistryHost.StartAsync(directory, ["--Demo:Enabled=true"], keepDirectory: true))
        {
        }

        await using var again = await RegistryHost.StartAsync(directory, ["--Demo:Enabled=true"]);

        again.Query("SELECT count(*) FROM registration")[0][0].ShouldBe(8L);
    }

    [Theory]
    [InlineData("--Gateway:Applications:0:Key=only-a-key")]
    [InlineData("--Gateway:ClockToleranceSeconds=0")]
    public async Task Start_SettingsIncomplete_Refuses(string setting)
    {
        var directory = RegistryHost.NewDirectory();

        await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => RegistryHost.StartAsync(directory, [setting]));

        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_Running_IsOk(string path)
    {
        await using var registry = await RegistryHost.StartPlainAsync(RegistryHost.NewDirectory());

        var report = await registry.Http.GetFromJsonAsync<JsonElement>(path);

        report.GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task Health_TableGone_IsNotReadyButLive()
    {
        await using var registry = await RegistryHost.StartPlainAsync(RegistryHost.NewDirectory());
        registry.Query("DROP TABLE registration");

        using var ready = await registry.Http.GetAsync("/health/ready");
        using var live = await registry.Http.GetAsync("/health/live");

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString().ShouldNotBe("ok");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
