using System.Net;
using FsCheck.Fluent;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Tests.CivilIdentity;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Institutions;

public sealed class WorkstationNetworkTests
{
    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3/32")]
    [InlineData(" 10.1.2.3 ", "10.1.2.3/32")]
    [InlineData("10.1.2.3/32", "10.1.2.3/32")]
    [InlineData("10.1.2.77/24", "10.1.2.0/24")]
    [InlineData("10.1.255.255/16", "10.1.0.0/16")]
    [InlineData("10.1.2.255/25", "10.1.2.128/25")]
    [InlineData("2001:db8::1", "2001:db8::1/128")]
    [InlineData("2001:DB8::1", "2001:db8::1/128")]
    [InlineData("2001:db8:1:2:3::/48", "2001:db8:1::/48")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3/32")]
    public void TryParse_AddressOrRange_HasOneForm(string text, string value)
    {
        WorkstationNetwork.TryParse(text, out var network).ShouldBeTrue();

        network!.Value.ShouldBe(value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1")]
    [InlineData("10.1")]
    [InlineData("0x7f.1")]
    [InlineData("010.1.2.3")]
    [InlineData("10.1.2.256")]
    [InlineData("10.1.2.3/")]
    [InlineData("10.1.2.3/33")]
    [InlineData("10.1.2.3/-1")]
    [InlineData("10.1.2.3/+24")]
    [InlineData("10.1.2.3/ 24")]
    [InlineData("10.1.2.3/24/24")]
    [InlineData("10.1.2.3/99999999999")]
    [InlineData("0.0.0.0/0")]
    [InlineData("10.0.0.0/15")]
    [InlineData("::/0")]
    [InlineData("2001:db8::/47")]
    [InlineData("2001:db8::1/129")]
    [InlineData("::ffff:10.1.2.3/120")]
    [InlineData("fe80::1%eth0")]
    [InlineData("example.org")]
    public void TryParse_Others_AreRefused(string? text) => WorkstationNetwork.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Contains_AnyRange_HoldsExactlyTheAddressesWithItsPrefix()
    {
        var cases = from bits in Gen.Choose(int.MinValue, int.MaxValue) from prefix in Gen.Choose(16, 32) from other in Gen.Choose(int.MinValue, int.MaxValue) select ((uint)bits, prefix, (uint)other);

        cases.Holds(c =>
        {
            var (bits, prefix, other) = c;
            WorkstationNetwork.TryParse($"{Address(bits)}/{prefix}", out var network).ShouldBeTrue();
            var hostBits = prefix == 32 ? 0 : uint.MaxValue >> prefix;
            var inside = (bits & ~hostBits) | (other & hostBits);
            return network!.Contains(Address(inside))
                && network.Contains(Address(inside).MapToIPv6())
                && network.Contains(Address(other)) == ((other & ~hostBits) == (bits & ~hostBits))
                && !network.Contains(Address(bits ^ (hostBits + 1)))
                && !network.Contains(IPAddress.IPv6Loopback)
                && WorkstationNetwork.TryParse(network.Value, out var again) && again.Value == network.Value;
        });
    }

    [Fact]
    public void TryParse_HostileText_NeverThrows() => FictionalNumbers.HostileText.Holds(t => WorkstationNetwork.TryParse(t, out _) || true);

    private static IPAddress Address(uint bits) => new([(byte)(bits >> 24), (byte)(bits >> 16), (byte)(bits >> 8), (byte)bits]);
}
