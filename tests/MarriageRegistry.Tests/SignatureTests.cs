using MarriageRegistry.Gateway;

namespace MarriageRegistry.Tests;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("demosecret0000000000000000000001", "b4d2a1446b94fc0fb65f4b3a08f7102c")]
    [InlineData("demorefresh000000000000000000001", "9b2448535be14be668c4fff59546338a")]
    [InlineData("demorequest000000000000000000001", "3bdd74285511e50b19b98ed8a1e9fef8")]
    public void Compute_KnownInput_GivesKnownSign(string secret, string expected) =>
        GatewaySignature.Compute("demo0000000000000000000000000001", secret, "4070880000000").ShouldBe(expected);

    [Fact]
    public void IsSignedWith_UpperCaseSign_IsFalse()
    {
        var call = new SignedCall("demo0000000000000000000000000001", "B4D2A1446B94FC0FB65F4B3A08F7102C", "4070880000000");

        call.IsSignedWith("demosecret0000000000000000000001").ShouldBeFalse();
    }
}
