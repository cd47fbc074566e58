using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

public sealed class RegistryOptionsTests
{
    [Fact]
    public void Validate_DemoSettings_AreGood() => Validate(_ => { }).Failed.ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("gateway.example")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http://user:word@127.0.0.1/")]
    [InlineData("http://127.0.0.1/?a=b")]
    [InlineData("http://127.0.0.1/#a")]
    public void Validate_BadBaseUrl_IsRefused(string url) => ShouldName("BaseUrl", o => o.BaseUrl = url);

    [Theory]
    [InlineData("")]
    [InlineData("gateway/api/marryInfo.htm")]
    [InlineData("//elsewhere.example/marryInfo.htm")]
    [InlineData("/gateway/api/marryInfo.htm?x=1")]
    public void Validate_BadPath_IsRefused(string path)
    {
        ShouldName("MarryInfoPath", o => o.MarryInfoPath = path);
        ShouldName("NationalPath", o => o.NationalPath = path);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(26)]
    public void Validate_TimeoutOutsidePermit_IsRefused(int seconds) => ShouldName("TimeoutSeconds", o => o.TimeoutSeconds = seconds);

    [Fact]
    public void Validate_MissingTexts_AreAllNamed()
    {
        ShouldName("AppKey", o => o.AppKey = " ");
        ShouldName("AppSecret", o => o.AppSecret = "");
        ShouldName("MaterialName", o => o.MaterialName = "");
        ShouldName("Service", o => o.Service = (RegistryServiceKind)7);
    }

    [Fact]
    public async Task Start_BadSettings_RefusesBeforeAnythingIsAsked()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRegistry(new ConfigurationBuilder().Build());
        using var host = builder.Build();

        var refused = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync());

        refused.Failures.ShouldContain(f => f.Contains("Registry:BaseUrl", StringComparison.Ordinal));
    }

    private static void ShouldName(string setting, Action<RegistryOptions> change)
    {
        var result = Validate(change);

        result.Failed.ShouldBeTrue();
        result.Failures!.Single().ShouldStartWith($"Registry:{setting} ");
        result.FailureMessage.ShouldNotContain(AdapterHost.Secret);
    }

    private static ValidateOptionsResult Validate(Action<RegistryOptions> change)
    {
        var options = new RegistryOptions { BaseUrl = "http://127.0.0.1:5081", AppKey = AdapterHost.Key, AppSecret = AdapterHost.Secret };
        change(options);
        return new RegistryOptionsRules().Validate(null, options);
    }
}
