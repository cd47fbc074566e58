using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MarriageRegistry.Desk.Accounts;

/// <summary>One-time codes by the clock (RFC 6238: 30 s, 6 digits, SHA-1) and their keys in Base32.</summary>
public static class OneTimeCode
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(20);

    /// <summary>The time step whose code was given, one step of drift either way; null when it is none of them.</summary>
    public static long? FindStep(byte[] key, string? code, DateTimeOffset now)
    {
        var given = Encoding.UTF8.GetBytes(string.Concat((code ?? "").Where(c => !char.IsWhiteSpace(c)).Take(8)));
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - 1; step <= current + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(At(key, step)), given))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The code that is valid at an instant.</summary>
    public static string At(byte[] key, DateTimeOffset now) => At(key, now.ToUnixTimeSeconds() / StepSeconds);

    public static string ToText(ReadOnlySpan<byte> key)
    {
        var text = new StringBuilder();
        int buffer = 0, bits = 0;
        foreach (var octet in key)
        {
            buffer = (buffer << 8) | octet;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Base32[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return bits == 0 ? text.ToString() : text.Append(Base32[(buffer << (5 - bits)) & 31]).ToString();
    }

    /// <exception cref="FormatException">A character is not of the alphabet.</exception>
    public static byte[] FromText(string text)
    {
        var key = new List<byte>();
        int buffer = 0, bits = 0;
        foreach (var c in text)
        {
            var value = Base32.IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException("The text is not Base32.");
            }

            buffer = (buffer << 5) | value;
            if ((bits += 5) >= 8)
            {
                bits -= 8;
                key.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. key];
    }

    private static string At(byte[] key, long step)
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
