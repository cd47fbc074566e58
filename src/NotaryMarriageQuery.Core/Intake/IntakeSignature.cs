using System.Security.Cryptography;
using System.Text;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>Base64 of HMAC-SHA256(secret, method \n path \n timestamp \n nonce \n lower-case hex SHA-256 of the body).</summary>
public static class IntakeSignature
{
    /// <summary>The signature of a call under a secret.</summary>
    public static string Make(string secret, string method, string path, string timestamp, string nonce, ReadOnlySpan<byte> bodyHash) =>
        Convert.ToBase64String(Mac(secret, method, path, timestamp, nonce, bodyHash));

    /// <summary>Compares in a time that does not depend on where the two differ.</summary>
    public static bool Fits(string secret, IntakeCall call, ReadOnlySpan<byte> bodyHash)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(call.Signature, given, out var length)
            && length == given.Length
            && CryptographicOperations.FixedTimeEquals(given, Mac(secret, call.Method, call.Path, call.Timestamp, call.Nonce, bodyHash));
    }

    private static byte[] Mac(string secret, string method, string path, string timestamp, string nonce, ReadOnlySpan<byte> bodyHash) =>
        HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret),
            Encoding.UTF8.GetBytes($"{method}\n{path}\n{timestamp}\n{nonce}\n{Convert.ToHexStringLower(bodyHash)}"));
}
