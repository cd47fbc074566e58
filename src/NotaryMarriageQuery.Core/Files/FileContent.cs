using System.Buffers.Binary;

namespace NotaryMarriageQuery.Core.Files;

/// <summary>Recognises a file by what it holds, from the first byte to the last; its name and what the browser says count for nothing.</summary>
/// <remarks>Whatever stands before, between or behind what the format knows is refused: that is where a second file would hide.</remarks>
public static class FileContent
{
    private const int TailLength = 1024;

    private static readonly uint[] _crc = [.. Enumerable.Range(0, 256).Select(i =>
    {
        var value = (uint)i;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    })];

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>The format, or why the file is not taken.</summary>
    public static FileProblem Inspect(ReadOnlySpan<byte> content, out FileFormat format)
    {
        format = default;
        if (content.IsEmpty)
        {
            return FileProblem.Empty;
        }

        if (content.Length > KeptFile.MaxLength)
        {
            return FileProblem.TooLarge;
        }

        (format, var problem) = content switch
        {
            _ when content.StartsWith("%PDF-"u8) => (FileFormat.Pdf, Pdf(content)),
            _ when content.StartsWith(PngSignature) => (FileFormat.Png, Png(content)),
            _ when content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => (FileFormat.Jpeg, Jpeg(content)),
            _ => (default, FileProblem.UnknownFormat),
        };
        return problem;
    }

    private static FileProblem Pdf(ReadOnlySpan<byte> content)
    {
        var tail = content[^Math.Min(TailLength, content.Length)..];
        var end = tail.LastIndexOf("%%EOF"u8);
        if (content.Length < 9 || content[5] is not ((byte)'1' or (byte)'2') || content[6] != '.' || end < 0 || content.IndexOf("startxref"u8) < 0)
        {
            return FileProblem.Damaged;
        }

        if (tail[(end + 5)..].IndexOfAnyExcept("\r\n \0"u8) >= 0 || tail.IndexOf("PK\u0005\u0006"u8) >= 0)
        {
            return FileProblem.HoldsMore;
        }

        // What a letter on paper cannot do, its picture need not do either.
        return content.IndexOf("/JavaScript"u8) >= 0 || content.IndexOf("/Launch"u8) >= 0 || content.IndexOf("/EmbeddedFile"u8) >= 0
            ? FileProblem.Active
            : FileProblem.None;
    }

    private static FileProblem Png(ReadOnlySpan<byte> content)
    {
        var rest = content[PngSignature.Length..];
        var (first, hasPixels) = (true, false);
        while (rest.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > (uint)(rest.Length - 12))
            {
                return FileProblem.Damaged;
            }

            var body = rest[4..(8 + (int)length)];
            var type = body[..4];
            if (Crc(body) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]) || (first && !(type.SequenceEqual("IHDR"u8) && length == 13)))
            {
                return FileProblem.Damaged;
            }

            (first, hasPixels) = (false, hasPixels || type.SequenceEqual("IDAT"u8));
            rest = rest[(12 + (int)length)..];
            if (type.SequenceEqual("IEND"u8))
            {
                return !hasPixels ? FileProblem.Damaged : rest.IsEmpty ? FileProblem.None : FileProblem.HoldsMore;
            }
        }

        return FileProblem.Damaged;
    }

    // CRC-32 as PNG has it (ISO 3309).
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = _crc[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static FileProblem Jpeg(ReadOnlySpan<byte> content)
    {
        var (at, hasFrame, hasScan) = (2, false, false);
        while (at + 4 <= content.Length)
        {
            if (content[at] != 0xFF)
            {
                return FileProblem.Damaged;
            }

            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
            if (marker is 0xD8 or 0xD9 or < 0xC0 || length < 2 || at + 2 + length > content.Length)
            {
                return FileProblem.Damaged;
            }

            hasFrame |= marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            at += 2 + length;
            if (marker != 0xDA)
            {
                continue;
            }

            hasScan = hasFrame;
            at = EndOfScan(content, at);
            if (at + 2 == content.Length && content[at + 1] == 0xD9)
            {
                return hasScan ? FileProblem.None : FileProblem.Damaged;
            }

            if (at + 2 < content.Length && content[at + 1] == 0xD9)
            {
                return FileProblem.HoldsMore;
            }
        }

        return FileProblem.Damaged;
    }

    // Pixels run to the next marker that is neither an escaped FF nor a restart.
    private static int EndOfScan(ReadOnlySpan<byte> content, int at)
    {
        while (at + 1 < content.Length)
        {
            if (content[at] == 0xFF && content[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at++;
        }

        return content.Length;
    }
}

/// <summary>Why a file is not taken.</summary>
public enum FileProblem
{
    None = 0,

    /// <summary>空文件.</summary>
    Empty = 1,

    /// <summary>Above <see cref="KeptFile.MaxLength"/>.</summary>
    TooLarge = 2,

    /// <summary>Neither PDF nor PNG nor JPEG by its content.</summary>
    UnknownFormat = 3,

    /// <summary>Begins like one of them and does not hold what it should; cut off.</summary>
    Damaged = 4,

    /// <summary>Something stands behind the end of the format: a second file, for example.</summary>
    HoldsMore = 5,

    /// <summary>A PDF with scripts, commands or files inside.</summary>
    Active = 6,

    /// <summary>There are as many files as one thing may have.</summary>
    TooMany = 7,

    /// <summary>The same file was added before.</summary>
    SameAgain = 8,

    /// <summary>What it should belong to is not there, or not of this institution.</summary>
    NoOwner = 9,
}
