using System.Security.Cryptography;
using System.Text;
using FsCheck.Fluent;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Tests.CivilIdentity;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Accounts;

public sealed class TotpTests
{
    private static readonly byte[] _rfcKey = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238 appendix B, SHA-1; the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void CodeAt_VectorsOfTheStandard_Agree(long seconds, string code) => Totp.CodeAt(_rfcKey, DateTimeOffset.FromUnixTimeSeconds(seconds)).ShouldBe(code);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void FindStep_ClockDrift_IsOneStepEitherWay(int steps, bool accepted)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111109);

        (Totp.FindStep(_rfcKey, Totp.CodeAt(_rfcKey, now.AddSeconds(30 * steps)), now) is not null).ShouldBe(accepted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("81804")]
    [InlineData("0081804")]
    [InlineData("08180a")]
    [InlineData("０８１８０４")]
    [InlineData("-81804")]
    [InlineData("08180\0")]
    public void FindStep_NotSixDigits_IsNoCode(string? code) => Totp.FindStep(_rfcKey, code, DateTimeOffset.FromUnixTimeSeconds(1111111109)).ShouldBeNull();

    [Fact]
    public void FindStep_CodeTypedWithASpace_IsTaken() => Totp.FindStep(_rfcKey, "081 804", DateTimeOffset.FromUnixTimeSeconds(1111111109)).ShouldBe(1111111109 / 30);

    // RFC 4648 section 10, without padding.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_VectorsOfTheStandard_Agree(string text, string base32)
    {
        Totp.ToBase32(Encoding.ASCII.GetBytes(text)).ShouldBe(base32);
        Encoding.ASCII.GetString(Totp.FromBase32(base32)).ShouldBe(text);
        Encoding.ASCII.GetString(Totp.FromBase32(base32.ToLowerInvariant())).ShouldBe(text);
    }

    [Fact]
    public void Base32_AnyKey_ComesBack()
    {
        var keys = from length in Gen.Choose(0, 40) from bytes in Gen.Choose(0, 255).ArrayOf(length) select bytes.Select(b => (byte)b).ToArray();

        keys.Holds(key => Totp.FromBase32(Totp.ToBase32(key)).SequenceEqual(key));
    }

    [Theory]
    [InlineData("MZXW1")]
    [InlineData("MZXW 6")]
    [InlineData("MZXW6===")]
    public void FromBase32_OtherCharacters_AreRefused(string text) => Should.Throw<FormatException>(() => Totp.FromBase32(text));

    [Fact]
    public void NewKey_EachTime_IsAnother()
    {
        Totp.NewKey().Length.ShouldBe(HMACSHA1.HashSizeInBytes);
        Totp.NewKey().ShouldNotBe(Totp.NewKey());
    }

    [Fact]
    public void Uri_ForAnAuthenticator_CarriesTheKeyAndEscapesTheRest()
    {
        var uri = Totp.Uri(_rfcKey, "shili-gzc", "示例&一");

        uri.ShouldStartWith("otpauth://totp/");
        uri.ShouldContain("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&");
        uri.ShouldNotContain("示");
        uri.ShouldContain("%26");
    }
}
