using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace AuditFormat;

/// <summary>The evidence of one row in one file that needs no other (C2SP tlog-proof).</summary>
/// <remarks>
/// Lines: <c>c2sp.org/tlog-proof@v1</c>; <c>extra BASE64</c>; <c>index N</c>; one base64 hash per line from the leaf's sibling up; an
/// empty line; the signed checkpoint verbatim. Our extra is <c>uint32 big-endian length || canonical leaf</c> and, when the row is
/// disclosed, the 48 bytes that <see cref="DetailDisclosure"/> takes. The leaf is proved by the hashes; the disclosure proves itself
/// against the leaf.
/// </remarks>
/// <param name="Leaf">Canonical bytes of the row, with its MAC.</param>
/// <param name="Disclosure">Row key and commitment, 48 bytes; null when the row stays closed.</param>
/// <param name="Index">Place of the row in the tree, from 0.</param>
/// <param name="Hashes">Inclusion proof in the tree of the checkpoint.</param>
/// <param name="Note">Signed checkpoint.</param>
public sealed record RowProof(byte[] Leaf, byte[]? Disclosure, long Index, IReadOnlyList<byte[]> Hashes, string Note)
{
    /// <summary>Longest file, bytes of UTF-8.</summary>
    public const int MaxLength = 65_536;

    /// <summary>Longest leaf; the column lengths leave room for about 3 KB.</summary>
    public const int LeafMaxLength = 16_384;

    /// <summary>First line of every such file, by which it is told from others.</summary>
    public const string Header = "c2sp.org/tlog-proof@v1";

    private const int MaxHashes = 63;

    /// <summary>The file's text.</summary>
    public string Format()
    {
        byte[] extra = [0, 0, 0, 0, .. Leaf, .. Disclosure ?? []];
        BinaryPrimitives.WriteInt32BigEndian(extra, Leaf.Length);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Header}\nextra {Convert.ToBase64String(extra)}\nindex {Index}\n");
        foreach (var hash in Hashes)
        {
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        }

        return text.Append('\n').Append(Note).ToString();
    }

    /// <summary>Reads a file's bytes; proves nothing yet.</summary>
    /// <exception cref="FormatException">Not such a file, or without our extra.</exception>
    public static RowProof Parse(ReadOnlySpan<byte> file)
    {
        var text = file.Length <= MaxLength ? StrictText.FromUtf8(file) : throw new FormatException("The proof is too long.");
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = blank < 0 ? [] : text[..blank].Split('\n');
        if (lines.Length is < 3 or > 3 + MaxHashes || !string.Equals(lines[0], Header, StringComparison.Ordinal))
        {
            throw new FormatException("Not a proof of a row.");
        }

        var extra = StrictText.Base64(After(lines[1], "extra "));
        var length = extra.Length >= 4 ? BinaryPrimitives.ReadInt32BigEndian(extra) : -1;
        var rest = extra.Length - 4 - length;
        if (length is < 0 or > LeafMaxLength || rest is not (0 or DetailDisclosure.Length))
        {
            throw new FormatException("The proof does not carry its row.");
        }

        return new(
            extra[4..(4 + length)],
            rest == 0 ? null : extra[(4 + length)..],
            StrictText.Number(After(lines[2], "index ")),
            [.. lines[3..].Select(StrictText.Hash)],
            text[(blank + 2)..]);
    }

    /// <summary>Checks the signature and returns the checkpoint that the row is proved against.</summary>
    /// <exception cref="FormatException">The note is malformed.</exception>
    /// <exception cref="BadSignatureException">The note is not signed by this key.</exception>
    public Checkpoint Open(VerifierKey key) => SignedNote.Open(Note, key);

    /// <summary>Whether the row stands at its index in the tree of this checkpoint.</summary>
    public bool IsIn(Checkpoint checkpoint) => TreeProof.VerifyInclusion(TreeHash.Leaf(Leaf), Index, checkpoint.Size, Hashes, checkpoint.Root);

    private static string After(string line, string start) =>
        line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..] : throw new FormatException("Not a proof of a row.");
}
