using System.Security.Cryptography;
using System.Text;

namespace MarriageRegistry.Booklets;

/// <summary>
/// 证书二维码: the code of one booklet (E1). 26 characters of chance (130 bits) and 4 characters of a checksum in Crockford's alphabet,
/// which leaves out I, L, O and U. It says nothing by itself: whom it belongs to is known to the registry alone (E5).
/// </summary>
public readonly record struct BookletCode
{
    /// <summary>Characters of a code.</summary>
    public const int Length = RandomLength + ChecksumLength;

    private const int RandomLength = 26;
    private const int ChecksumLength = 4;
    private const int GroupLength = 5;
    private const int MaxRawLength = 128;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private readonly string? _value;

    private BookletCode(string value) => _value = value;

    /// <summary>The 30 characters, upper case, without separators: what the QR code holds and the database keeps.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This code was neither made nor read.");

    /// <summary>Six groups of five, for reading and typing.</summary>
    public string Grouped => string.Join('-', Value.Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>A code that nobody can guess.</summary>
    public static BookletCode New()
    {
        Span<char> code = stackalloc char[Length];
        RandomNumberGenerator.GetItems(Alphabet, code[..RandomLength]);
        WriteChecksum(code[..RandomLength], code[RandomLength..]);
        return new BookletCode(new string(code));
    }

    /// <summary>
    /// Reads a code, forgiving case, spaces, hyphens, full-width characters and the letters that look like digits. False when a
    /// character is wrong, missing or added: a typing error never becomes another booklet's code.
    /// </summary>
    public static bool TryParse(string? text, out BookletCode code)
    {
        code = default;
        if (text is null || text.Length > MaxRawLength)
        {
            return false;
        }

        Span<char> read = stackalloc char[Length];
        Span<char> compact = stackalloc char[MaxRawLength];
        var length = CivilIdentity.ForgivingInput.Compact(text, compact);
        if (length != Length)
        {
            return false;
        }

        for (var i = 0; i < Length; i++)
        {
            read[i] = compact[i] switch { 'I' or 'L' => '1', 'O' => '0', var c => c };
            if (!Alphabet.Contains(read[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(read[..RandomLength], checksum);
        if (!read[RandomLength..].SequenceEqual(checksum))
        {
            return false;
        }

        code = new BookletCode(new string(read));
        return true;
    }

    /// <summary>Nothing of the code: whoever reads a log line must not be able to scan with it.</summary>
    public override string ToString() => nameof(BookletCode);

    private static void WriteChecksum(ReadOnlySpan<char> random, Span<char> destination)
    {
        ReadOnlySpan<byte> prefix = "booklet-code/1:"u8;
        Span<byte> content = stackalloc byte[prefix.Length + RandomLength];
        prefix.CopyTo(content);
        Encoding.ASCII.GetBytes(random, content[prefix.Length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        var bits = (hash[0] << 12) | (hash[1] << 4) | (hash[2] >> 4);
        for (var i = 0; i < ChecksumLength; i++)
        {
            destination[i] = Alphabet[(bits >> (5 * (ChecksumLength - 1 - i))) & 31];
        }
    }
}
