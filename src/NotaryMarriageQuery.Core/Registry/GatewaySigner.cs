using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>Signs calls to the gateway; the only place that knows MD5.</summary>
internal sealed class GatewaySigner(IOptions<RegistryOptions> options)
{
    private readonly bool _lowerCase = options.Value.LowerCaseKeys;
    private readonly string _key = options.Value.LowerCaseKeys ? Lower(options.Value.AppKey) : options.Value.AppKey;

    /// <summary>32 lower-case hexadecimal digits over key, secret and time, without separators.</summary>
    /// <param name="secret">Application, refresh or request secret, by the kind of call.</param>
    /// <param name="requestTime">Milliseconds since the Unix epoch, as sent.</param>
    [SuppressMessage("Security", "CA5351", Justification = "The platform prescribes MD5 for its signature; listed as an external constraint, used for nothing else.")]
    public string Sign(string secret, string requestTime)
    {
        var text = string.Concat(_key, _lowerCase ? Lower(secret) : secret, requestTime);
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
            MD5.HashData(buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)), hash);
            return Convert.ToHexStringLower(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Lower case is what the platform hashes.")]
    private static string Lower(string text) => text.ToLowerInvariant();
}
