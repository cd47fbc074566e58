using System.Globalization;

namespace AuditFormat;

/// <summary>A tile of C2SP tlog-tiles: up to 256 neighbouring hashes of the tree at height <c>8 × Level</c>.</summary>
/// <param name="Level">0 for leaf hashes; one more for every 8 heights of the tree.</param>
/// <param name="Index">Place within the level, from 0.</param>
/// <param name="Data">Concatenated 32-byte hashes, 1 to 256 of them.</param>
public sealed record Tile(int Level, long Index, byte[] Data)
{
    /// <summary>Hashes of a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>Bytes of a full tile.</summary>
    public const int FullLength = FullWidth * TreeHash.Length;

    /// <summary>The level that <see cref="ParsePath"/> returns for a bundle of entries.</summary>
    public const int Entries = -1;

    /// <summary>Levels that a path may name, by the specification.</summary>
    private const int MaxLevel = 63;

    /// <summary>Hashes in this tile.</summary>
    public int Width => Data.Length / TreeHash.Length;

    /// <summary>The hash that stands for this tile one level up.</summary>
    /// <exception cref="InvalidOperationException">The tile is not full, so it has no place in the level above yet.</exception>
    public byte[] Root() => KnownRoot ?? (Data.Length == FullLength ? TreeHash.Subtree(Data) : throw new InvalidOperationException("Only a full tile has a root."));

    /// <summary>The root where a growing tree has it anyway; 255 hashes are saved.</summary>
    internal byte[]? KnownRoot { get; init; }

    /// <summary>Path of a tile, <c>tile/0/x001/x234/067</c> or, when partial, with <c>.p/W</c>; always with forward slashes.</summary>
    public static string PathOf(int level, long index, int width = FullWidth) => "tile/" + level.ToString(CultureInfo.InvariantCulture) + Number(index, width);

    /// <summary>Path of a bundle of entries, <c>tile/entries/000</c>.</summary>
    public static string EntriesPathOf(long index, int width = FullWidth) => "tile/entries" + Number(index, width);

    /// <summary>Reads a path back; the level is <see cref="Entries"/> for a bundle.</summary>
    /// <exception cref="FormatException">Not a path that <see cref="PathOf"/> or <see cref="EntriesPathOf"/> writes.</exception>
    public static (int Level, long Index, int Width) ParsePath(string path)
    {
        var parts = path.Length <= 64 ? path.Split('/') : [];
        if (parts.Length < 3)
        {
            throw new FormatException("Not the path of a tile.");
        }

        var level = string.Equals(parts[1], "entries", StringComparison.Ordinal) ? Entries : Decimal(parts[1]);
        var last = parts.Length - 1;
        var width = FullWidth;
        if (parts[last - 1].EndsWith(".p", StringComparison.Ordinal))
        {
            width = Decimal(parts[last]);
            parts[--last] = parts[last][..^2];
        }

        var index = 0L;
        for (var i = 2; i <= last; i++)
        {
            var digits = i < last && parts[i].StartsWith('x') ? parts[i][1..] : parts[i];
            index = index > (long.MaxValue / 1000) - 1 ? throw new FormatException("The number of the tile is too large.") : (index * 1000) + Decimal(digits);
        }

        // Writing it again refuses every spelling but one: missing zeros, a stray x, a width of 256 spelt out, another first folder.
        var spelling = level == Entries ? EntriesPathOf(index, width) : PathOf(level, index, width);
        return level <= MaxLevel && width is > 0 and <= FullWidth && string.Equals(spelling, path, StringComparison.Ordinal)
            ? (level, index, width)
            : throw new FormatException("Not the path of a tile.");
    }

    private static string Number(long index, int width)
    {
        var text = $"/{index % 1000:D3}";
        for (var rest = index / 1000; rest > 0; rest /= 1000)
        {
            text = $"/x{rest % 1000:D3}{text}";
        }

        return width == FullWidth ? text : text + ".p/" + width.ToString(CultureInfo.InvariantCulture);
    }

    private static int Decimal(string digits) =>
        digits.Length <= 3 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException("Not the path of a tile.");
}
