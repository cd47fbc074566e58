using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

public sealed class GatewaySignerTests
{
    private const string Time = "4070880000000";

    [Theory]
    [InlineData("demosecret0000000000000000000001", "b4d2a1446b94fc0fb65f4b3a08f7102c")]
    [InlineData("demorefresh000000000000000000001", "9b2448535be14be668c4fff59546338a")]
    [InlineData("demorequest000000000000000000001", "3bdd74285511e50b19b98ed8a1e9fef8")]
    public void Sign_PublishedVectors_Agree(string secret, string expected) =>
        Signer(AdapterHost.Key, lowerCase: false).Sign(secret, Time).ShouldBe(expected);

    [Fact]
    public void Sign_LowerCaseKeys_HashesKeyAndSecretInLowerCase()
    {
        var upperKey = AdapterHost.Key.ToUpperInvariant();
        var upperSecret = AdapterHost.Secret.ToUpperInvariant();

        Signer(upperKey, lowerCase: true).Sign(upperSecret, Time).ShouldBe("b4d2a1446b94fc0fb65f4b3a08f7102c");
        Signer(upperKey, lowerCase: false).Sign(upperSecret, Time).ShouldNotBe("b4d2a1446b94fc0fb65f4b3a08f7102c");
    }

    private static GatewaySigner Signer(string key, bool lowerCase) =>
        new(Options.Create(new RegistryOptions { AppKey = key, LowerCaseKeys = lowerCase }));
}
