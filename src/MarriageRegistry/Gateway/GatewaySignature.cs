using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MarriageRegistry.Gateway;

/// <summary>
/// The platform's way of signing: lower-case hex MD5 of the UTF-8 text key, secret, request time, nothing between them.
/// The secret is the application's, the refresh secret or the request secret, depending on the call.
/// </summary>
public static class GatewaySignature
{
    [SuppressMessage("Security", "CA5351", Justification = "The platform's protocol prescribes MD5; it is used for nothing else.")]
    public static string Compute(string appKey, string secret, string requestTime) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(string.Concat(appKey, secret, requestTime))));

    /// <summary>Compares in a time that does not depend on where the two differ.</summary>
    public static bool IsSignedWith(this SignedCall call, string secret) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Compute(call.AppKey, secret, call.RequestTime)),
        Encoding.UTF8.GetBytes(call.Sign));
}

/// <summary>The three parameters that every call carries, as text.</summary>
public sealed record SignedCall(string AppKey, string Sign, string RequestTime);
