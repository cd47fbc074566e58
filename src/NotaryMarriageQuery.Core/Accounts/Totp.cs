using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Time-based one-time codes (RFC 6238: 30 s, 6 digits, SHA-1), the second factor of a person.</summary>
/// <remarks>Identity's provider knows accounts, not the people behind one, and cannot refuse a used code: decision 0005.</remarks>
public static class Totp
{
    public const int KeyLength = 20;
    public const int Digits = 6;
    private const int StepSeconds = 30;
    private const int Drift = 1;
    private const string Base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new random key.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <summary>The time step whose code was given, one step of clock drift either way; null when it is none of them.</summary>
    public static long? FindStep(byte[] key, string? code, DateTimeOffset now)
    {
        var digits = code is null ? "" : string.Concat(code.Where(c => !char.IsWhiteSpace(c)).Take(Digits + 1));
        if (digits.Length != Digits || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - Drift; step <= current + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(key, step)), Encoding.ASCII.GetBytes(digits)))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The code that is valid at an instant.</summary>
    public static string CodeAt(byte[] key, DateTimeOffset now) => Code(key, now.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>The <c>otpauth</c> address that authenticator applications read from a QR code.</summary>
    public static string Uri(byte[] key, string account, string person)
    {
        var issuer = System.Uri.EscapeDataString("公证婚姻登记信息查询系统");
        return $"otpauth://totp/{issuer}:{System.Uri.EscapeDataString($"{account} {person}")}?secret={ToBase32(key)}&issuer={issuer}&algorithm=SHA1&digits=6&period=30";
    }

    /// <summary>Base32 (RFC 4648) without padding, as authenticator applications take it by hand.</summary>
    public static string ToBase32(ReadOnlySpan<byte> key)
    {
        var text = new StringBuilder();
        int buffer = 0, bits = 0;
        foreach (var octet in key)
        {
            buffer = (buffer << 8) | octet;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Base32Alphabet[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return bits == 0 ? text.ToString() : text.Append(Base32Alphabet[(buffer << (5 - bits)) & 31]).ToString();
    }

    /// <summary>Reads Base32 without padding.</summary>
    /// <exception cref="FormatException">A character is not of the alphabet.</exception>
    public static byte[] FromBase32(string text)
    {
        var key = new List<byte>();
        int buffer = 0, bits = 0;
        foreach (var c in text)
        {
            var value = Base32Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException("The text is not Base32.");
            }

            buffer = (buffer << 5) | value;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                key.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. key];
    }

    private static string Code(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 as authenticator applications implement it is HMAC-SHA-1; collisions do not matter to HMAC.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
