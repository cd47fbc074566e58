using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace NotaryMarriageQuery.Core.Institutions;

/// <summary>An address or CIDR range of workstations. Ranges wider than an office (IPv4 /16, IPv6 /48) are refused.</summary>
public sealed record WorkstationNetwork
{
    private const int WidestIPv4 = 16;
    private const int WidestIPv6 = 48;

    private readonly IPNetwork _network;

    private WorkstationNetwork(IPNetwork network) => _network = network;

    /// <summary>Canonical CIDR text; a single address carries /32 or /128.</summary>
    public string Value => _network.ToString();

    /// <summary>True when the address lies in the range; IPv4-mapped IPv6 addresses count as IPv4.</summary>
    public bool Contains(IPAddress address) => _network.Contains(Plain(address));

    /// <summary>Reads an address or CIDR range; host bits beyond the prefix are cut off.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WorkstationNetwork? network)
    {
        network = null;
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > Workstation.NetworkMaxLength)
        {
            return false;
        }

        var slash = trimmed.IndexOf('/', StringComparison.Ordinal);
        var addressText = slash < 0 ? trimmed : trimmed[..slash];

        // IPAddress.Parse also takes "1", "0x7f.1" or a scope id; only the plain forms name a workstation unmistakably.
        if (!IPAddress.TryParse(addressText, out var address)
            || !string.Equals(address.ToString(), addressText, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var plain = Plain(address);
        var isIPv4 = plain.AddressFamily == AddressFamily.InterNetwork;
        var longest = isIPv4 ? 32 : 128;
        var prefix = longest;
        if (slash >= 0 && !int.TryParse(trimmed.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out prefix))
        {
            return false;
        }

        if (prefix > longest || prefix < (isIPv4 ? WidestIPv4 : WidestIPv6) || (!plain.Equals(address) && slash >= 0))
        {
            return false;
        }

        network = new WorkstationNetwork(new IPNetwork(Mask(plain, prefix), prefix));
        return true;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPAddress Mask(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
