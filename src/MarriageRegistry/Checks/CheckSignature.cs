using System.Security.Cryptography;
using System.Text;

namespace MarriageRegistry.Checks;

/// <summary>
/// Who calls, from the headers of a machine's call. <c>X-Signature</c> is Base64 of HMAC-SHA256(secret, method \n path \n timestamp \n nonce \n
/// lower-case hex SHA-256 of the body).
/// </summary>
internal sealed record SignedCheck(string Client, string Timestamp, string Nonce, string Signature)
{
    private const int ShortestNonce = 16;
    private const int LongestNonce = 64;

    /// <summary>The headers; null when one is missing, given twice or of another form.</summary>
    public static SignedCheck? Read(IHeaderDictionary headers)
    {
        var call = new SignedCheck(Single("X-Client"), Single("X-Timestamp"), Single("X-Nonce"), Single("X-Signature"));
        return call.Client.Length > 0 && call.Signature.Length > 0
            && call.Timestamp.Length is > 0 and <= 11 && call.Timestamp.All(char.IsAsciiDigit)
            && call.Nonce.Length is >= ShortestNonce and <= LongestNonce && call.Nonce.All(char.IsAsciiLetterOrDigit)
                ? call
                : null;

        string Single(string name) => headers[name] is [{ } value] ? value : "";
    }

    /// <summary>Compares in a time that does not depend on where the two differ.</summary>
    public bool IsSignedWith(string secret, string method, string path, ReadOnlySpan<byte> body)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var text = $"{method}\n{path}\n{Timestamp}\n{Nonce}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        return Convert.TryFromBase64String(Signature, given, out var length) && length == given.Length
            && CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }
}
